import type { CallContext, JsonObject, JsonSchema, LookupAnswer } from '@tiktok-ns/flow-engine'
import type { NetSuiteClient } from '../netsuite-client.js'
import { findByColumn, type Lookup } from './find-by-column.js'
import { findStockFamilies } from './stock-families.js'

const number: JsonSchema = { type: 'number' }
const text: JsonSchema = { type: 'string' }
const list = (properties: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: 'array',
  items: { type: 'object', properties },
})

const quantities = ['quantityavailable', 'quantityonhand', 'quantityonorder', 'quantitybackordered'] as const

const stockQuery = `SELECT item, location, ${quantities.join(', ')} FROM inventoryitemlocations WHERE item IN (?) ORDER BY item, location`

/** What was sold of items lately: orders, and sales that no order stands behind. A quarter of an hour is a ninety-sixth of a day. */
const soldQuery = `SELECT l.item, SUM(-l.quantity) AS unitsinhour, SUM(CASE WHEN t.createddate >= SYSDATE - 1/96 THEN -l.quantity ELSE 0 END) AS unitsinquarter
FROM transactionline l JOIN transaction t ON t.id = l.transaction
WHERE l.item IN (?) AND l.mainline = 'F' AND (t.type = 'SalesOrd' OR (t.type IN ('CashSale', 'CustInvc') AND l.createdfrom IS NULL))
AND t.createddate >= SYSDATE - 1/24 AND NVL(t.externalid, ' ') NOT LIKE ?
GROUP BY l.item`

/** What flows ask about stock. */
export const stockLookups: Readonly<Record<string, Lookup>> = {
  stockFamilies: {
    summary:
      'Items by their item id with everything that draws on the same stock: `parts` that a unit is made of, and `sharers`, the items and kits that use one of them. Active items where there are several.',
    match: {
      type: 'object',
      properties: {
        id: text,
        itemid: text,
        itemtype: text,
        isinactive: text,
        parts: list({ item: text, itemid: text, quantity: number }),
        sharers: list({ itemid: text, isinactive: text, uses: list({ item: text, quantity: number }) }),
      },
    },
    find: (client, { keys }, context) => findStockFamilies(client, keys, context),
  },
  stockByItem: {
    summary:
      'Stock of items by their internal id, a row for each location. Numbers; decimals and negative ones happen.',
    match: {
      type: 'object',
      properties: {
        item: text,
        location: text,
        ...Object.fromEntries(quantities.map(name => [name, number])),
      },
    },
    find: (client, { keys }, context) =>
      findNumbers(client, keys, { query: stockQuery, numbers: quantities, values: [] }, context),
  },
  unitsSoldByItem: {
    summary:
      'Units of items sold in the last hour and the last quarter of it, by internal id; `parameters: { except: "TTS-US1-" }` leaves out orders whose external id begins so.',
    match: { type: 'object', properties: { item: text, unitsinhour: number, unitsinquarter: number } },
    find: (client, { keys, parameters = {} }, context) => {
      const except = String(parameters['except'] ?? '')
      const values = [except === '' ? '' : `${except}%`]
      return findNumbers(
        client,
        keys,
        { query: soldQuery, numbers: ['unitsinhour', 'unitsinquarter'], values },
        context,
      )
    },
  },
}

interface NumberQuery {
  readonly query: string
  readonly numbers: readonly string[]
  readonly values: readonly string[]
}

/** Rows by item, with the columns that count as numbers; SuiteQL gives text, and nothing for null. */
const findNumbers = async (
  client: NetSuiteClient,
  keys: readonly string[],
  { query, numbers, values }: NumberQuery,
  context: CallContext,
): Promise<readonly LookupAnswer[]> => {
  const answers = await findByColumn(client, keys, { query, key: 'item', columns: [], values }, context)
  const toCounted = (row: JsonObject): JsonObject => ({
    ...row,
    ...Object.fromEntries(numbers.map(name => [name, Number(row[name] ?? 0)])),
  })
  return answers.map(({ key, matches }) => ({ key, matches: matches.map(toCounted) }))
}
