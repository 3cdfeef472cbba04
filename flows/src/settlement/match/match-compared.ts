import { type Amount, isZero, sumOf, textOf, zero } from '../amounts.js'
import { type Match, type MatchRules, missing, type SettledRow, twiceOf } from './match-billed.js'
import type { OrderDocument } from './order-books.js'

/** What a row is compared with where no receivable is applied. */
export type ComparedWith = 'salesOrder' | 'cashSale'

/** Compares a row with the order's own documents; nothing is applied. */
export const matchCompared = (
  row: SettledRow,
  documents: readonly OrderDocument[],
  against: ComparedWith,
  rules: MatchRules,
): Match => {
  if (documents.length === 0) return { kind: 'late', type: 'missing-order', message: missing(row.order) }
  const sold = documents.filter(({ type }) => type === against.toLowerCase())
  const refunded = against === 'cashSale' ? documents.filter(({ type }) => type === 'cashrefund') : []
  const isRefund = row.amount.lt(zero)
  const text = (value: Amount): string => textOf(value, rules.places)
  // Sales orders say nothing of refunds.
  if (isRefund && against === 'salesOrder') return agrees
  const wanted = isRefund ? refunded : sold
  if (wanted.length === 0)
    return {
      kind: 'late',
      type: 'timing',
      message: `order ${row.order} is settled at ${text(row.amount)}, and NetSuite has no ${isRefund ? 'cash refund' : words[against]} of it`,
    }
  const closest = candidates(sold, refunded, isRefund)
    .map(total => row.amount.minus(total))
    .reduce((one, other) => (other.abs().lt(one.abs()) ? other : one))
  const difference = closest.abs()
  if (difference.lte(rules.tolerance)) {
    const twice = twiceOf(wanted, row.amount.abs(), isRefund ? 'refunded' : 'sold')
    return twice === undefined
      ? agrees
      : { kind: 'variance', type: 'duplicate', message: `order ${row.order} is ${twice}` }
  }
  const message = `order ${row.order} is settled at ${text(row.amount)}, which is ${text(closest)} away from ${isRefund ? 'its refunds' : 'what NetSuite has of it'}`
  return difference.lte(rules.roundingLimit)
    ? { kind: 'variance', type: 'rounding', message }
    : { kind: 'late', type: 'amount-differs', message }
}

const agrees: Match = { kind: 'done', because: 'the order in NetSuite agrees' }

const words: Readonly<Record<ComparedWith, string>> = { salesOrder: 'sales order', cashSale: 'cash sale' }

/** A row may settle one document, all of its kind, or what is left once refunds are taken off. */
const candidates = (
  sold: readonly OrderDocument[],
  refunded: readonly OrderDocument[],
  isRefund: boolean,
): readonly Amount[] => {
  const [sales, refunds] = [sold, refunded].map(some => some.map(({ total }) => total))
  const [sale, refund] = [sumOf(sales ?? []), sumOf(refunds ?? [])]
  const back = [...(refunds ?? []), refund].map(total => total.times(-1))
  return isRefund ? back : [...(sales ?? []), sale, ...(isZero(refund) ? [] : [sale.minus(refund)])]
}
