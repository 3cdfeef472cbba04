import type { CallContext, JsonObject } from '@tiktok-ns/flow-engine'
import type { NetSuiteClient } from '../netsuite-client.js'
import { readRows, type TextRow, textSchema } from './text-rows.js'

const lineColumns = [
  'line',
  'item',
  'itemid',
  'itemexternalid',
  'itemtype',
  'quantity',
  'rate',
  'foreignamount',
  'location',
  'memo',
  'isclosed',
  'quantityshiprecv',
  'quantitybilled',
]

/** What a transaction has beside its own columns. */
export const transactionDetails = {
  type: 'object',
  properties: {
    createdfrom: textSchema(['id', 'externalid', 'tranid', 'otherrefnum', 'recordtype']),
    lines: { type: 'array', items: textSchema(lineColumns) },
    trackingnumbers: { type: 'array', items: { type: 'string' } },
  },
} as const

const lineQuery = `SELECT l.transaction, l.mainline, l.id AS line, l.item, i.itemid, i.externalid AS itemexternalid, i.itemtype, l.quantity, l.rate, l.foreignamount, l.location, l.memo, l.isclosed, l.quantityshiprecv, l.quantitybilled, l.createdfrom, o.externalid AS fromexternalid, o.tranid AS fromtranid, o.otherrefnum AS fromotherrefnum, o.recordtype AS fromrecordtype FROM transactionline l LEFT JOIN item i ON i.id = l.item LEFT JOIN transaction o ON o.id = l.createdfrom WHERE l.taxline = 'F' AND l.iscogs = 'F' AND l.kitcomponent = 'F' AND l.transaction IN (?) ORDER BY l.transaction, l.id`

const trackingQuery =
  'SELECT m.transaction, n.trackingnumber FROM trackingnumbermap m JOIN trackingnumber n ON n.id = m.trackingnumber WHERE m.transaction IN (?) ORDER BY m.transaction, n.id'

/** Types whose lines SuiteQL shows with negative quantities and amounts. */
const negativeTypes = new Set(['SalesOrd', 'CustInvc', 'ItemShip'])

/** Lines, source and tracking numbers for a page of transactions, by one query each. */
export const detailsOf = async (
  rows: readonly TextRow[],
  type: string,
  client: NetSuiteClient,
  { signal, priority, caller }: CallContext,
): Promise<readonly JsonObject[]> => {
  const options = { parameters: [rows.map(({ id }) => BigInt(id ?? 0))], signal, priority, caller }
  const lines = await byTransaction(readRows(client, lineQuery, options))
  const tracking =
    type === 'ItemShip' ? await byTransaction(readRows(client, trackingQuery, options)) : undefined
  const sign = negativeTypes.has(type) ? negated : (text: string) => text
  return rows.map(row => {
    const own = lines.get(row['id'] ?? '') ?? []
    const source = own.find(({ createdfrom }) => createdfrom !== undefined)
    return {
      ...row,
      ...(source === undefined ? {} : { createdfrom: toSource(source) }),
      lines: own.filter(({ mainline }) => mainline !== 'T').map(line => toLine(line, sign)),
      ...(tracking === undefined
        ? {}
        : {
            trackingnumbers: (tracking.get(row['id'] ?? '') ?? []).map(
              ({ trackingnumber = '' }) => trackingnumber,
            ),
          }),
    }
  })
}

const byTransaction = async (
  rows: AsyncIterable<TextRow>,
): Promise<ReadonlyMap<string, readonly TextRow[]>> => {
  const found = new Map<string, TextRow[]>()
  for await (const row of rows) {
    const key = row['transaction'] ?? ''
    const own = found.get(key) ?? []
    own.push(row)
    found.set(key, own)
  }
  return found
}

const fromColumns = ['externalid', 'tranid', 'otherrefnum', 'recordtype'] as const

const toSource = (line: TextRow): JsonObject => ({
  id: line['createdfrom'] ?? '',
  ...Object.fromEntries(
    fromColumns.flatMap(name => {
      const value = line[`from${name}`]
      return value === undefined ? [] : [[name, value]]
    }),
  ),
})

/** Quantities and amounts as the form shows them. */
const toLine = (line: TextRow, sign: (text: string) => string): JsonObject =>
  Object.fromEntries(
    lineColumns.flatMap(name => {
      const value = line[name]
      if (value === undefined) return []
      return [[name, name === 'quantity' || name === 'foreignamount' ? sign(value) : value]]
    }),
  )

const negated = (text: string): string =>
  text.startsWith('-') ? text.slice(1) : /^[0.]*$/.test(text) ? text : `-${text}`
