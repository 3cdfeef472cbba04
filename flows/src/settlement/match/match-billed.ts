import { type Amount, isZero, sumOf, textOf, zero } from '../amounts.js'
import { type Applications, applyCredits } from './apply-credits.js'
import type { OrderDocument, SettledLine } from './order-books.js'
import type { VarianceType } from './variances.js'

/** What of an order is settled on one row. */
export interface SettledRow {
  readonly order: string
  /** What the row takes off the receivable; below zero for a refund. */
  readonly amount: Amount
}

export interface MatchRules {
  /** The customer that the shop's orders are billed on. */
  readonly customer: string
  /** Up to so much an order may differ and still be taken as right. */
  readonly tolerance: Amount
  /** Up to so much a difference is one of rounding. */
  readonly roundingLimit: Amount
  readonly places: number
}

/** What the row and the books say of each other. */
export type Match =
  | { readonly kind: 'agrees'; readonly applications: Applications }
  /** There is nothing to do. */
  | { readonly kind: 'done'; readonly because: string }
  /** A variance that may pass by itself: the other side is late. */
  | { readonly kind: 'late'; readonly type: VarianceType; readonly message: string }
  | { readonly kind: 'variance'; readonly type: VarianceType; readonly message: string }

/**
 * Compares an order that is billed with what statements have taken off the receivable for it. Where both come to the same, what is
 * open of the one pays what is open of the other.
 */
export const matchBilled = (
  row: SettledRow,
  documents: readonly OrderDocument[],
  settled: readonly SettledLine[],
  rules: MatchRules,
): Match => {
  const { order } = row
  if (documents.length === 0) return { kind: 'late', type: 'missing-order', message: missing(order) }
  const billed = documents.filter(({ type }) => type === 'invoice')
  const credited = documents.filter(({ type }) => type === 'creditmemo')
  const misplaced = [...billed, ...credited].flatMap(document => elsewhere(document, rules))[0]
  if (misplaced !== undefined)
    return { kind: 'variance', type: 'amount-differs', message: `order ${order}: ${misplaced}` }
  const sums = {
    billed: sumOf(billed.map(({ total }) => total)),
    credited: sumOf(credited.map(({ total }) => total)),
    settled: sumOf(settled.map(({ amount }) => amount)),
  }
  const balance = sums.billed.minus(sums.credited).minus(sums.settled)
  if (balance.abs().gt(rules.tolerance))
    return toVariance(row, balance, sums, { billed, credited, settled, rules })
  return settle(billed, credited, settled)
}

export const missing = (order: string): string => `order ${order} is settled, and NetSuite has no such order`

/** One payment applies what is of one customer and on one account. */
const elsewhere = (
  { name, customer, isOnReceivable }: OrderDocument,
  rules: MatchRules,
): readonly string[] => [
  ...(customer === rules.customer
    ? []
    : [`${name} is on customer ${customer}, and its settlement is on ${rules.customer}`]),
  ...(isOnReceivable ? [] : [`${name} is not on the receivable account that statements take orders off`]),
]

const settle = (
  billed: readonly OrderDocument[],
  credited: readonly OrderDocument[],
  settled: readonly SettledLine[],
): Match => {
  const lines = (isDebit: boolean) =>
    settled
      .filter(({ amount }) => amount.lt(zero) === isDebit)
      .map(({ entry, line, open }) => ({ doc: entry, line, open }))
  const documents = (some: readonly OrderDocument[]) => some.map(({ id, open }) => ({ doc: id, open }))
  const applications = applyCredits(
    [...documents(billed), ...lines(true)],
    [...lines(false), ...documents(credited)],
  )
  return applications.apply.length === 0
    ? { kind: 'done', because: 'the order is settled and applied' }
    : { kind: 'agrees', applications }
}

interface Sums {
  readonly billed: Amount
  readonly credited: Amount
  readonly settled: Amount
}

interface OrderBooks {
  readonly billed: readonly OrderDocument[]
  readonly credited: readonly OrderDocument[]
  readonly settled: readonly SettledLine[]
  readonly rules: MatchRules
}

/** @param balance What is left on the receivable for the order: above zero, too little is settled. */
const toVariance = ({ order, amount }: SettledRow, balance: Amount, sums: Sums, books: OrderBooks): Match => {
  const { rules, billed, credited, settled } = books
  const text = (value: Amount): string => textOf(value, rules.places)
  const twice = balance.gt(zero)
    ? (twiceOf(billed, balance, 'billed') ?? undefined)
    : (twiceOf(credited, balance.abs(), 'credited') ??
      twiceOf(
        settled.map(line => ({ name: line.externalId, total: line.amount })),
        balance.abs(),
        'settled',
      ))
  if (twice !== undefined)
    return { kind: 'variance', type: 'duplicate', message: `order ${order} is ${twice}` }
  if (billed.length === 0 && amount.gt(zero))
    return {
      kind: 'late',
      type: 'timing',
      message: `order ${order} is settled at ${text(amount)} and not billed`,
    }
  const refund = amount.lt(zero) ? greatest(refunded(settled), amount.abs()) : zero
  if (balance.gt(zero) && sums.credited.lt(refund))
    return {
      kind: 'late',
      type: 'timing',
      message: `a refund of ${text(refund)} of order ${order} is settled, and ${isZero(sums.credited) ? 'nothing' : `only ${text(sums.credited)}`} is credited`,
    }
  const message = `order ${order} is billed at ${text(sums.billed)}, credited at ${text(sums.credited)} and settled at ${text(sums.settled)}: ${text(balance)} stays on the receivable`
  return balance.abs().lte(rules.roundingLimit)
    ? { kind: 'variance', type: 'rounding', message }
    : { kind: 'late', type: 'amount-differs', message }
}

const refunded = (settled: readonly SettledLine[]): Amount =>
  sumOf(settled.filter(({ amount }) => amount.lt(zero)).map(({ amount }) => amount.abs()))

const greatest = (one: Amount, other: Amount): Amount => (one.gt(other) ? one : other)

/** In words, when one of two equal documents is what is too much. */
export const twiceOf = (
  documents: readonly { readonly name: string; readonly total: Amount }[],
  tooMuch: Amount,
  verb: string,
): string | undefined => {
  const equal = documents.filter(({ total }) => total.eq(tooMuch)).map(({ name }) => name)
  return equal.length < 2
    ? undefined
    : `${verb} ${equal.length === 2 ? 'twice' : `${equal.length} times`}: ${equal.join(', ')}`
}
