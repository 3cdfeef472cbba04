export interface Hosts {
  /** Records, queries, jobs. */
  readonly restUrl: string
  readonly restletUrl: string
}

export interface CallTarget {
  /** RESTlets have a host of their own. Default `rest`. */
  readonly service?: 'rest' | 'restlet'
  /** After `/services/rest`; empty for a RESTlet, whose query says which it is. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
}

/** The path of a call without its query: what errors show. */
export const toPath = ({ service = 'rest', path }: CallTarget): string =>
  service === 'rest' ? `/services/rest${path}` : '/app/site/hosting/restlet.nl'

export const toUrl = ({ restUrl, restletUrl }: Hosts, target: CallTarget): string => {
  const parameters = Object.entries(target.query ?? {})
    .filter((entry): entry is [string, string | number | boolean] => entry[1] !== undefined)
    // `%20`, not `+`, for a space: NetSuite's signature check does not read `+` as one.
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
  const host = target.service === 'restlet' ? restletUrl : restUrl
  return `${host}${toPath(target)}${parameters.length === 0 ? '' : `?${parameters.join('&')}`}`
}
