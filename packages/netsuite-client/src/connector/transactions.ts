import type { CallContext, JsonObject, JsonSchema, LookupAnswer } from '@tiktok-ns/flow-engine'
import type { NetSuiteClient } from '../netsuite-client.js'
import type { SuiteQlValue } from '../suiteql/bind-parameters.js'
import { inPieces } from './find-by-column.js'
import { readRows, type TextRow, textSchema } from './text-rows.js'
import { detailsOf, transactionDetails } from './transaction-details.js'

/** A kind of transaction as flows see it. */
export interface TransactionKind {
  /** As the column `type` spells it. */
  readonly type: string
  /** Columns that only this kind has, by the name that records give them. */
  readonly ownColumns?: Readonly<Record<string, string>>
  readonly joins?: string
}

export const salesOrder: TransactionKind = { type: 'SalesOrd' }

/** A shipment; `shipmethod` is the internal id of its ship method and `shipmethodname` what people call it. */
export const itemFulfillment: TransactionKind = {
  type: 'ItemShip',
  ownColumns: { shipmethod: 's.id', shipmethodname: 's.itemid' },
  joins: ' LEFT JOIN itemfulfillment f ON f.id = t.id LEFT JOIN shipitem s ON s.id = f.shipmethod',
}

const columns = [
  'id',
  'tranid',
  'externalid',
  'recordtype',
  'status',
  'entity',
  'otherrefnum',
  'memo',
  'currency',
  'foreigntotal',
]

/** The schema of a transaction with its lines, source and tracking numbers. */
export const transactionSchema = ({ ownColumns = {} }: TransactionKind) =>
  ({
    ...transactionDetails,
    properties: {
      ...(textSchema([...columns, ...Object.keys(ownColumns), 'trandate', 'lastmodifieddate'])[
        'properties'
      ] ?? {}),
      ...transactionDetails.properties,
    },
  }) satisfies JsonSchema

/** The query of a kind without conditions, order and end. */
export const selectTransactions = ({ ownColumns = {}, joins = '' }: TransactionKind): string => {
  const own = Object.entries(ownColumns).map(([name, column]) => `${column} AS ${name}`)
  const shown = [...columns.map(name => `t.${name}`), ...own].join(', ')
  return `SELECT t.id AS key, ${shown}, TO_CHAR(t.trandate, 'YYYY-MM-DD') AS trandate, TO_CHAR(t.lastmodifieddate, 'YYYY-MM-DD HH24:MI:SS') AS lastmodifieddate FROM transaction t${joins}`
}

/**
 * Transactions by a column that may match several, each with its lines: a few queries for a page of keys. Times are left out,
 * because they would need the account's time zone.
 */
export const findTransactions = async (
  client: NetSuiteClient,
  kind: TransactionKind,
  by: { readonly column: string; readonly joins?: string },
  keys: readonly string[],
  { signal, priority, caller }: CallContext,
): Promise<readonly LookupAnswer[]> => {
  const matches = new Map<string, JsonObject[]>()
  const wanted = [...new Set(keys.filter(key => key !== ''))]
  for (const piece of inPieces(wanted)) {
    const parameters: readonly SuiteQlValue[] = [kind.type, piece]
    const select = selectTransactions({ ...kind, joins: `${kind.joins ?? ''}${by.joins ?? ''}` })
    const query = `${select.replace('t.id AS key', `${by.column} AS key`)} WHERE t.type = ? AND ${by.column} IN (?) ORDER BY t.id`
    const rows: TextRow[] = []
    for await (const row of readRows(client, query, { parameters, signal, priority, caller })) rows.push(row)
    if (rows.length === 0) continue
    const details = await detailsOf(rows, kind.type, client, {
      signal,
      ...(priority === undefined ? {} : { priority }),
      ...(caller === undefined ? {} : { caller }),
    })
    for (const { key, lastmodifieddate: _, ...record } of details) {
      const own = matches.get(String(key))
      if (own === undefined) matches.set(String(key), [record])
      else own.push(record)
    }
  }
  return keys.map(key => ({ key, matches: matches.get(key) ?? [] }))
}
