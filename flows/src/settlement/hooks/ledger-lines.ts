import type { JsonObject } from '@tiktok-ns/flow-engine'
import { type Amount, toAmount } from '../amounts.js'
import { setApart } from '../posted-entries.js'
import type { PostingLine } from '../posting-line.js'
import { listAt, textAt } from '../statement-row.js'

/** Rows that a lookup gave for several records, in one list. */
export const rowsOf = (found: JsonObject): readonly JsonObject[] =>
  Object.keys(found).flatMap(key => listAt(found, key))

const dimensions = ['class', 'department', 'location'] as const

/** A line of NetSuite's ledger, whatever the transaction that it is of. */
export const toLedgerLine = (row: JsonObject): PostingLine => {
  const amount = signedAmount(row)
  const memo = textAt(row, 'memo')
  const apart = setApart(memo, amount)
  return {
    account: textAt(row, 'account'),
    ...Object.fromEntries(
      dimensions.flatMap(name => (textAt(row, name) === '' ? [] : [[name, textAt(row, name)]])),
    ),
    amount,
    memo,
    ...(apart === undefined ? {} : { apart }),
  }
}

/** What bills and credits have of a statement's fees, without what is owed for them. */
export const toBilledLines = (found: JsonObject, payable: string): readonly PostingLine[] =>
  rowsOf(found)
    .filter(row => textAt(row, 'account') !== payable)
    .map(toLedgerLine)

/** In the currency of the transaction, whose sign the ledger's own amount tells for sure. */
export const signedAmount = (row: JsonObject): Amount => {
  const base = toAmount(row['amount'])
  const foreign = toAmount(row['foreignamount']).abs()
  return base.s < 0 ? foreign.neg() : foreign
}
