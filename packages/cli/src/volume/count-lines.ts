import type { Connector } from '@tiktok-ns/flow-engine'
import { z } from 'zod'

/** What a month's documents of one type came to in NetSuite. */
export interface LineCount {
  /** `2026-11`, of the documents' dates. */
  readonly month: string
  /** NetSuite's code, for example `SalesOrd`. */
  readonly type: string
  readonly documents: number
  readonly lines: number
}

/** Codes of transactions that flows make. */
const types = [
  'CashRfnd',
  'CashSale',
  'CustCred',
  'CustDep',
  'CustInvc',
  'CustPymt',
  'CustRfnd',
  'DepAppl',
  'Deposit',
  'InvAdjst',
  'InvTrnfr',
  'ItemRcpt',
  'ItemShip',
  'Journal',
  'RtnAuth',
  'SalesOrd',
  'TrnfrOrd',
  'VendBill',
]

const rows = z.object({
  month: z.string(),
  type: z.string(),
  documents: z.coerce.number(),
  lines: z.coerce.number(),
})

/**
 * Counts what flows have made in NetSuite since a month began, with all lines that NetSuite keeps of it, its own for totals, tax and
 * cost included: those are what a service tier is sold by.
 *
 * @param prefix First part of the external ids that are counted.
 */
export const countLines = async (
  erp: Connector,
  {
    prefix,
    since,
    signal,
  }: { readonly prefix: string; readonly since: string; readonly signal: AbortSignal },
): Promise<readonly LineCount[]> => {
  const month = "TO_CHAR(t.trandate, 'YYYY-MM')"
  const query = `SELECT t.type AS type, ${month} AS month, COUNT(DISTINCT t.id) AS documents, COUNT(*) AS lines FROM transactionline tl JOIN transaction t ON t.id = tl.transaction WHERE LOWER(t.externalid) LIKE '${prefix.toLowerCase()}-%' AND t.trandate >= TO_DATE('${since}-01', 'YYYY-MM-DD') AND t.type IN (?) GROUP BY t.type, ${month} ORDER BY t.type, ${month}`
  const answers = await erp.lookupMany(
    { lookup: 'suiteql', keys: types, parameters: { query, key: 'type' } },
    { signal, priority: 'bulk' },
  )
  return answers
    .flatMap(({ matches }) => matches.map(match => rows.parse(match)))
    .sort((left, right) => left.month.localeCompare(right.month) || left.type.localeCompare(right.type))
}
