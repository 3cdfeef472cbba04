import type { PagePosition } from './page-token.js'
import { decodePageToken, encodePageToken, invalidPageToken } from './page-token.js'
import type { ShopCall } from './shop-call.js'

export interface Paginated<Row> {
  /** Rows in the asked direction, after the position when there is one. */
  readonly walk: (options: { descending: boolean; position?: PagePosition | undefined }) => Iterable<Row>
  readonly isWanted?: (row: Row) => boolean
  readonly positionOf: (row: Row) => PagePosition
  readonly descending: boolean
  readonly defaultPageSize?: number
  /** Where the rows come from, when the count of what is wanted may be kept until that changes. */
  readonly store?: { readonly version: number }
}

export interface Page<Row> {
  readonly rows: readonly Row[]
  /** Empty on the last page. */
  readonly nextPageToken: string
  readonly totalCount: number
}

/** One page of a search, its token bound to everything that decides what the search finds. */
export const paginate = <Row>(
  call: ShopCall,
  { walk, isWanted = () => true, positionOf, descending, defaultPageSize = 20, store }: Paginated<Row>,
): Page<Row> => {
  if (call.fault?.kind === 'wrong-page-token') throw invalidPageToken()
  const queryKey = toQueryKey(call)
  const token = call.query['page_token']
  const position = typeof token === 'string' ? decodePageToken(queryKey, token) : undefined
  const pageSize = Number(call.query['page_size'] ?? defaultPageSize)

  const rows: Row[] =
    call.fault?.kind === 'repeated-row' && position
      ? rowBefore(walk, descending, isWanted, position, positionOf)
      : []
  let more = false
  for (const row of walk({ descending, position })) {
    if (!isWanted(row)) continue
    if (rows.length === pageSize) {
      more = true
      break
    }
    rows.push(row)
  }
  const last = rows.at(-1)
  const nextPageToken = more && last ? encodePageToken(queryKey, positionOf(last)) : ''
  const totalCount = countOnce(call, store, queryKey, () => countOf(walk({ descending }), isWanted))
  return {
    rows,
    nextPageToken:
      call.fault?.kind === 'repeated-page-token' && typeof token === 'string' ? token : nextPageToken,
    totalCount: call.fault?.kind === 'wrong-total-count' ? totalCount + 1 : totalCount,
  }
}

/** The row that the page before ended with. */
const rowBefore = <Row>(
  walk: Paginated<Row>['walk'],
  descending: boolean,
  isWanted: (row: Row) => boolean,
  position: PagePosition,
  positionOf: (row: Row) => PagePosition,
): Row[] => {
  for (const row of walk({ descending })) {
    const at = positionOf(row)
    if (isWanted(row) && at.after === position.after && at.id === position.id) return [row]
  }
  return []
}

const toQueryKey = ({ endpoint, shop, query, body }: ShopCall): string => {
  const { page_token: _token, page_size: _size, ...rest } = query
  return JSON.stringify([endpoint.name, shop.id, sortedEntries(rest), sortedEntries(body)])
}

const sortedEntries = (object: object): readonly (readonly [string, unknown])[] =>
  Object.entries(object).sort(([one], [other]) => (one < other ? -1 : 1))

const maxKeptCounts = 500

/** Counting may look at every row; the pages of one search need it once. */
const countOnce = (
  { shop }: ShopCall,
  store: { readonly version: number } | undefined,
  queryKey: string,
  count: () => number,
): number => {
  const kept = shop.counts.get(queryKey)
  if (store && kept?.version === store.version) return kept.count
  const counted = count()
  if (store) {
    if (shop.counts.size >= maxKeptCounts) shop.counts.clear()
    shop.counts.set(queryKey, { version: store.version, count: counted })
  }
  return counted
}

const countOf = <Row>(rows: Iterable<Row>, isWanted: (row: Row) => boolean): number => {
  let count = 0
  for (const row of rows) if (isWanted(row)) count += 1
  return count
}
