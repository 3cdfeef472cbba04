/** A record by its internal id, or by the external id it was given. */
export type RecordAddress = string | { readonly externalId: string }

/** NetSuite takes letters, digits, `_` and `-` in an external id that stands in a URL. */
const fitsUrl = /^[A-Za-z0-9_-]+$/

/** An external id that cannot stand in a URL has to be looked up by a filter first. */
export const needsLookup = (address: RecordAddress): address is { readonly externalId: string } =>
  typeof address !== 'string' && !fitsUrl.test(address.externalId)

export const typePath = (type: string): string => `/record/v1/${encodeURIComponent(type)}`

/** @throws TypeError when an external id has characters that cannot stand in a URL, or an id is empty. */
export const recordPath = (type: string, address: RecordAddress): string => {
  if (typeof address === 'string') {
    if (address === '') throw new TypeError(`The id of a ${type} is empty`)
    return `${typePath(type)}/${encodeURIComponent(address)}`
  }
  if (!fitsUrl.test(address.externalId)) {
    throw new TypeError(
      `The external id "${address.externalId}" cannot stand in a URL: only letters, digits, _ and - can`,
    )
  }
  return `${typePath(type)}/eid:${address.externalId}`
}

/** A value as it stands in a filter: in double quotes, which it may not contain. */
export const quoteForFilter = (value: string): string => {
  if (value.includes('"')) throw new TypeError(`A filter cannot hold a value with double quotes: ${value}`)
  return `"${value}"`
}
