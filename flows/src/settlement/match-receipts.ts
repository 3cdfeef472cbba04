import { type Amount, isZero, sumOf } from './amounts.js'

/** Money that an order has left in undeposited funds: a cash sale, a deposit of the customer; below zero a cash refund. */
export interface Receipt {
  /** Internal id of the transaction. */
  readonly id: string
  readonly amount: Amount
}

export interface ReceiptMatch {
  readonly picked: readonly Receipt[]
  /** What the statement has of the order that the picked receipts do not. */
  readonly variance: Amount
}

/** More receipts of one order than this are not tried in all combinations. */
const triedAtMost = 12

/**
 * The receipts that a statement settles of an order: those that come to its amount to the cent, and the fewest of them. Where nothing
 * does, all of its sign are taken, and the rest is a variance. An amount of nothing is a sale and its refund: then as many as possible.
 * Sales of nothing, such as samples, left nothing there: NetSuite deposits none.
 */
export const matchReceipts = (settled: Amount, all: readonly Receipt[]): ReceiptMatch => {
  const receipts = all.filter(({ amount }) => !isZero(amount))
  const exact = receipts.length <= triedAtMost ? exactPick(settled, receipts) : undefined
  const picked = exact ?? receipts.filter(({ amount }) => amount.times(settled).gt(0))
  return { picked, variance: settled.minus(sumOf(picked.map(({ amount }) => amount))) }
}

const exactPick = (settled: Amount, receipts: readonly Receipt[]): readonly Receipt[] | undefined => {
  let best: readonly Receipt[] | undefined
  for (let chosen = 0; chosen < 2 ** receipts.length; chosen += 1) {
    const pick = receipts.filter((_, index) => (chosen & (1 << index)) !== 0)
    if (!sumOf(pick.map(({ amount }) => amount)).eq(settled)) continue
    const isBetter =
      best === undefined || (isZero(settled) ? pick.length > best.length : pick.length < best.length)
    if (isBetter) best = pick
  }
  return best
}
