import { problems } from '../problem.js'
import type { StoredRecord } from '../records/record-store.js'
import { conversionOf, toBase } from './currencies.js'
import { decimalText } from './money.js'
import type { Draft, Ground, Posting } from './posting.js'

/**
 * Postings of an entry in both currencies, without those of nothing. What is left over in the currency of the books is an exchange
 * difference where the parts were booked at rates of their own, else a difference of rounding.
 *
 * @throws Problem when debits and credits are not equal
 */
export const toPostings = (
  record: StoredRecord,
  drafts: readonly Draft[],
  { store, accountOf }: Ground,
): readonly Posting[] => {
  const conversion = conversionOf(record, store)
  const difference = drafts.reduce((sum, { foreign }) => sum + foreign, 0)
  if (difference !== 0) {
    throw problems.userError(
      `The transaction is not in balance: debits and credits differ by ${decimalText(difference, conversion.currency.exponent)} ${conversion.currency.code}.`,
    )
  }
  const postings = drafts
    .map(
      (draft): Posting => ({
        line: 0,
        document: record.id,
        ...draft,
        amount: draft.amount ?? toBase(draft.foreign, conversion),
      }),
    )
    .filter(({ foreign, amount }) => foreign !== 0 || amount !== 0)
  const left = postings.reduce((sum, { amount }) => sum + amount, 0)
  if (left === 0) return postings
  const isExchange = drafts.some(({ amount }) => amount !== undefined)
  const account = accountOf(isExchange ? 'exchangeDifference' : 'rounding')
  return [...postings, { account, foreign: 0, amount: -left, line: 0, document: record.id }]
}
