import Big from 'big.js'
import type { DayOrder } from './to-day-order.js'

/** A document of NetSuite's that stands for an order. */
export interface DayDocument {
  readonly externalId: string
  /** Decimal text; of an order that is closed with nothing shipped, `0`. */
  readonly total: string
  /** The day it is booked on, `2026-11-25`. */
  readonly day: string
}

/** Why an order has no document, as what is kept about it tells. */
export interface Reason {
  readonly text: string
  /** A rule of the flow's decided so: nobody has to do anything. */
  readonly isMeant: boolean
}

/** One order on both sides. */
export interface DayRow {
  readonly orderId: string
  /** Decimal text; empty where there is none. */
  readonly tiktok: string
  readonly netsuite: string
  readonly reason: Reason
}

/** What is the same on both sides. */
export const booked: Reason = { text: 'booked', isMeant: true }

/**
 * Lays a day's orders beside the documents that stand for them, and says why they differ where they do.
 *
 * @param whyNot Why there is no document, for orders that have none.
 */
export const compareDay = (
  day: string,
  orders: readonly DayOrder[],
  documentOf: (order: DayOrder) => DayDocument | undefined,
  whyNot: (order: DayOrder) => Reason,
): readonly DayRow[] =>
  orders.map(order => {
    const document = documentOf(order)
    return {
      orderId: order.id,
      tiktok: order.total.toFixed(2),
      netsuite: document === undefined ? '' : new Big(document.total).toFixed(2),
      reason: document === undefined ? whyNot(order) : compare(day, order, document),
    }
  })

const compare = (day: string, order: DayOrder, document: DayDocument): Reason => {
  const total = new Big(document.total)
  if (!total.eq(order.total)) return whyTotalsDiffer(order, total)
  if (document.day !== day) return { text: `booked on ${document.day}`, isMeant: false }
  return booked
}

/** What the two totals may differ by, the likeliest first. */
const whyTotalsDiffer = ({ total, totalWithCancelled, tax }: DayOrder, found: Big): Reason => {
  if (found.eq(totalWithCancelled)) return { text: 'units were cancelled after it was booked', isMeant: true }
  if (found.eq(total.plus(tax))) return { text: "with TikTok's tax on it", isMeant: true }
  return { text: 'the totals differ', isMeant: false }
}
