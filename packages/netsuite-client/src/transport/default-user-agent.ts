/** Set where the package is built; sources have no version. */
declare const packageVersion: string | undefined

const version = typeof packageVersion === 'undefined' ? '' : `/${packageVersion}`

export const defaultUserAgent = `tiktok-ns-netsuite-client${version}`
