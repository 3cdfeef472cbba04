import { type Amount, isZero, zero } from '../amounts.js'

/** A document, or a line of an entry, of which so much is still to be applied. */
export interface OpenItem {
  readonly doc: string
  /** Where the document is an entry with several lines. */
  readonly line?: string
  readonly open: Amount
}

/** So much of an open item that a payment applies. */
export interface Application {
  readonly doc: string
  readonly line?: string
  readonly amount: Amount
}

export interface Applications {
  /** What is owed: invoices, and entries that put a refund back. */
  readonly apply: readonly Application[]
  /** What pays it: entries that took the receivable off, and credit memos. */
  readonly credit: readonly Application[]
}

/** Applies what is open on one side to what is open on the other, the first to the first, until one side has nothing left. */
export const applyCredits = (debits: readonly OpenItem[], credits: readonly OpenItem[]): Applications => {
  const most = least(sumOpen(debits), sumOpen(credits))
  return { apply: take(debits, most), credit: take(credits, most) }
}

const sumOpen = (items: readonly OpenItem[]): Amount => items.reduce((sum, { open }) => sum.plus(open), zero)

const least = (one: Amount, other: Amount): Amount => (one.lt(other) ? one : other)

const take = (items: readonly OpenItem[], most: Amount): readonly Application[] => {
  let left = most
  return items.flatMap(({ open, ...item }) => {
    const amount = least(open, left)
    left = left.minus(amount)
    return isZero(amount) ? [] : [{ ...item, amount }]
  })
}
