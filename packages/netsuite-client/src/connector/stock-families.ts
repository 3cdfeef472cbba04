import type { CallContext, JsonObject, LookupAnswer } from '@tiktok-ns/flow-engine'
import type { NetSuiteClient } from '../netsuite-client.js'
import { inPieces } from './find-by-column.js'
import { readRows, type TextRow } from './text-rows.js'

/** Item types that are counted; the others have no stock that could run out. */
const counted: ReadonlySet<string> = new Set(['InvtPart', 'Assembly'])

const itemsQuery =
  'SELECT id, itemid, itemtype, isinactive FROM item WHERE itemid IN (?) ORDER BY isinactive, id'

const membersQuery =
  'SELECT m.parentitem, m.item, m.quantity, i.itemid, i.itemtype FROM kititemmember m JOIN item i ON i.id = m.item WHERE m.parentitem IN (?) ORDER BY m.parentitem, m.item'

const usersQuery =
  'SELECT m.item, m.quantity, p.itemid, p.isinactive FROM kititemmember m JOIN item p ON p.id = m.parentitem WHERE m.item IN (?) ORDER BY m.item, p.id'

interface Part {
  readonly item: string
  readonly itemid: string
  readonly quantity: number
}

/**
 * Items with all that shares their stock, for a whole page in three queries.
 *
 * Kits are looked into one level deep: NetSuite's kits hold items, and what a member is assembled from has been used up already.
 */
export const findStockFamilies = async (
  client: NetSuiteClient,
  itemIds: readonly string[],
  context: CallContext,
): Promise<readonly LookupAnswer[]> => {
  const read = (query: string, keys: readonly string[]) => readByKeys(client, query, keys, context)
  const items = group(await read(itemsQuery, itemIds), 'itemid')
  const found = [...items.values()].flat()
  const kits = found.filter(({ itemtype }) => itemtype === 'Kit')
  const members = group(await read(membersQuery, idsOf(kits, 'id')), 'parentitem')
  const partsOf = (item: TextRow): readonly Part[] => {
    if (item['itemtype'] === 'Kit')
      return (members.get(item['id'] ?? '') ?? []).filter(isCounted).map(member => toPart(member, 'item'))
    return isCounted(item) ? [{ ...toPart(item, 'id'), quantity: 1 }] : []
  }
  const parts = found.flatMap(item => partsOf(item).map(part => part.item))
  const users = group(await read(usersQuery, [...new Set(parts)]), 'item')

  const toFamily = (item: TextRow): JsonObject => {
    const own = partsOf(item)
    return { ...item, parts: own.map(part => ({ ...part })), sharers: sharersOf(own, users) }
  }
  return itemIds.map(key => ({ key, matches: onlyActive(items.get(key) ?? []).map(toFamily) }))
}

/** The parts themselves, which may be sold alone, and every kit that holds one of them. */
const sharersOf = (
  parts: readonly Part[],
  users: ReadonlyMap<string, readonly TextRow[]>,
): readonly JsonObject[] => {
  const sharers = new Map<string, { readonly isinactive: string; readonly uses: JsonObject[] }>()
  const add = (itemid: string, isinactive: string, use: JsonObject): void => {
    const known = sharers.get(itemid)
    if (known === undefined) sharers.set(itemid, { isinactive, uses: [use] })
    else known.uses.push(use)
  }
  for (const { item, itemid } of parts) {
    add(itemid, 'F', { item, quantity: 1 })
    for (const kit of users.get(item) ?? [])
      add(kit['itemid'] ?? '', kit['isinactive'] ?? 'F', { item, quantity: Number(kit['quantity'] ?? 1) })
  }
  return [...sharers].map(([itemid, { isinactive, uses }]) => ({ itemid, isinactive, uses }))
}

const toPart = (row: TextRow, idColumn: string): Part => ({
  item: row[idColumn] ?? '',
  itemid: row['itemid'] ?? '',
  quantity: Number(row['quantity'] ?? 1),
})

const isCounted = ({ itemtype = '' }: TextRow): boolean => counted.has(itemtype)

const idsOf = (rows: readonly TextRow[], column: string): readonly string[] =>
  rows.flatMap(row => row[column] ?? [])

/** An item that was made again under its old name: the one that is in use counts. */
const onlyActive = (items: readonly TextRow[]): readonly TextRow[] => {
  const active = items.filter(({ isinactive }) => isinactive !== 'T')
  return active.length === 0 ? items.slice(0, 1) : active
}

const group = (rows: readonly TextRow[], column: string): ReadonlyMap<string, readonly TextRow[]> => {
  const groups = new Map<string, TextRow[]>()
  for (const row of rows) {
    const key = row[column] ?? ''
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [row])
    else known.push(row)
  }
  return groups
}

const readByKeys = async (
  client: NetSuiteClient,
  query: string,
  keys: readonly string[],
  { signal, priority, caller }: CallContext,
): Promise<readonly TextRow[]> => {
  const rows: TextRow[] = []
  for (const piece of inPieces(keys.filter(key => key !== ''))) {
    for await (const row of readRows(client, query, { parameters: [piece], signal, priority, caller }))
      rows.push(row)
  }
  return rows
}
