import { problems } from '../problem.js'
import { parseFilter } from './filter/parse-filter.js'
import { jsonResponse, type RecordCall, recordsUrl, recordUrl } from './record-call.js'
import type { StoredRecord } from './record-store.js'
import type { RecordType } from './record-types.js'
import { selfLink } from './to-answer.js'

const maxLimit = 1_000
const maxPages = 1_000

export interface Paging {
  readonly limit: number
  readonly offset: number
}

/** @throws Problem when the limit is over 1000 or the offset is no multiple of it */
export const readPaging = ({ searchParams }: URL): Paging => {
  const limit = Number(searchParams.get('limit') ?? maxLimit)
  const offset = Number(searchParams.get('offset') ?? 0)
  if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit)
    throw problems.wrongParameter(
      'limit',
      `Invalid query parameter value. The limit must be between 1 and ${maxLimit}.`,
    )
  if (!Number.isInteger(offset) || offset < 0 || offset % limit !== 0)
    throw problems.wrongParameter(
      'offset',
      'Invalid query parameter value. The offset must be divisible by the limit.',
    )
  if (offset >= limit * maxPages)
    throw problems.wrongParameter(
      'offset',
      `Invalid query parameter value. There are at most ${maxPages} pages.`,
    )
  return { limit, offset }
}

/** One page of ids; nothing else of a record is in a collection. */
export const listRecords = (call: RecordCall, type: RecordType): Response => {
  const { url, account } = call
  const { limit, offset } = readPaging(url)
  const q = url.searchParams.get('q')
  const all = account.store.list(type)
  const found = q === null ? all : all.filter(parseFilter(q, type, account))
  const items = found.slice(offset, offset + limit)
  const { totalResultsCap = Number.POSITIVE_INFINITY } = account.settings
  const isCapped = q === null && type.group === 'transaction'
  const body = {
    links: pageLinks(call, type, { limit, offset }, found.length),
    count: items.length,
    hasMore: offset + limit < found.length,
    items: items.map((record: StoredRecord) => ({
      links: [selfLink(recordUrl(url, record))],
      id: record.id,
    })),
    offset,
    totalResults: isCapped ? Math.min(found.length, totalResultsCap) : found.length,
  }
  return jsonResponse(body, 'collection')
}

const pageLinks = (
  { url, account }: RecordCall,
  type: RecordType,
  { limit, offset }: Paging,
  total: number,
) => {
  const pageUrl = `${recordsUrl(url)}/${type.name.toLowerCase()}`
  const q = url.searchParams.get('q')
  const filter = q === null ? '' : `q=${encodeURIComponent(q)}&`
  const link = (rel: string, at: number) => ({ rel, href: `${pageUrl}?${filter}limit=${limit}&offset=${at}` })
  const pages = Math.floor((total - 1) / limit)
  // The live service's mistake: it divides once too often.
  const last = account.settings.wrongLastLink ? Math.floor(pages / limit) * limit : pages * limit
  return [
    ...(offset > 0 ? [link('previous', offset - limit), link('first', 0)] : []),
    ...(offset + limit < total ? [link('next', offset + limit), link('last', last)] : []),
    selfLink(`${url.origin}${url.pathname}${url.search}`),
  ]
}
