import type { Json, JsonObject } from '../../json.js'
import { problems } from '../problem.js'
import { linesOf } from '../records/lines.js'
import type { StoredRequest } from './jobs.js'

const maxRecords = 100

/** Whether a request is for several records of one type at once. */
export const isBatch = ({ method, headers }: Request, url: URL): boolean => {
  const isCollection = url.pathname.split('/').length === 6
  if (!isCollection) return false
  const type = headers.get('content-type')?.replaceAll(' ', '') ?? ''
  if (method === 'DELETE') return url.searchParams.has('ids')
  if (method === 'GET') return url.searchParams.get('expandRecords') === 'true'
  return type.includes('type=collection')
}

/** One request per record. @throws Problem when it is no batch of 1 to 100 records */
export const splitBatch = (batch: StoredRequest): readonly StoredRequest[] => {
  const url = new URL(batch.url)
  const ids = url.searchParams.get('ids')
  url.searchParams.delete('ids')
  url.searchParams.delete('expandRecords')
  const requests =
    batch.method === 'DELETE' || batch.method === 'GET'
      ? splitIds(ids ?? '').map(id => oneById(batch, url, id))
      : splitItems(batch).map(item => oneOf(batch, url, item))
  if (requests.length === 0 || requests.length > maxRecords)
    throw problems.invalidRequest(`A batch has 1 to ${maxRecords} records.`)
  return requests
}

/** `1,2,eid:test,eid:'test 5'` */
const splitIds = (ids: string): readonly string[] =>
  ids
    .split(',')
    .map(id => id.trim().replace(/^eid:'(.*)'$/, 'eid:$1'))
    .filter(Boolean)

const splitItems = ({ body = '' }: StoredRequest): readonly JsonObject[] => {
  try {
    const parsed: Json = JSON.parse(body)
    const items = linesOf(parsed)
    if (items !== undefined) return items
  } catch {
    // not JSON: the same refusal
  }
  throw problems.malformedBody()
}

const headersOf = ({ headers }: StoredRequest): Record<string, string> => ({
  ...headers,
  'content-type': 'application/json',
})

const at = (url: URL, address: string): string =>
  `${url.origin}${url.pathname}/${encodeURIComponent(address)}${url.search}`

const oneById = (batch: StoredRequest, url: URL, id: string): StoredRequest => ({
  method: batch.method,
  url: at(url, id),
  headers: headersOf(batch),
})

const oneOf = (batch: StoredRequest, url: URL, item: JsonObject): StoredRequest => {
  const { id, externalId } = item
  const one = { headers: headersOf(batch), body: JSON.stringify(item) }
  if (batch.method === 'POST') return { method: 'POST', url: url.href, ...one }
  // `id` wins on PATCH; on PUT only the external id counts.
  const address =
    batch.method === 'PATCH' && id !== undefined
      ? String(id)
      : externalId === undefined
        ? ''
        : `eid:${String(externalId)}`
  if (address === '') throw problems.invalidRequest('Every record of the batch needs an id or an externalId.')
  return { method: batch.method, url: at(url, address), ...one }
}
