import type { JsonObject } from '@tiktok-ns/flow-engine'
import { isZero, toAmount } from './amounts.js'
import { kindOf, objectAt } from './statement-row.js'

/**
 * Which rows of a statement belong to a month before its own: sales whose order was created then. Refunds, adjustments and reserves
 * happen when they are settled.
 */
export const earlierRows = (statement: JsonObject, timeZone: string): ((row: JsonObject) => boolean) => {
  const monthOf = monthsIn(timeZone)
  const closedAt = Number(statement['statement_time'] ?? 0)
  if (closedAt === 0) return () => false
  // 00:00 UTC ends the day that a statement covers.
  const own = monthOf(closedAt - 1)
  return row => {
    const created = Number(row['order_create_time'] ?? 0)
    return created > 0 && kindOf(row) === 'order' && !isRefund(row) && monthOf(created) < own
  }
}

const isRefund = (row: JsonObject): boolean =>
  !isZero(toAmount(objectAt(row, 'revenue_breakdown')['refund_subtotal_before_discount_amount']))

/** `2026-03` of a Unix time. */
const monthsIn = (timeZone: string): ((seconds: number) => string) => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit' })
  return seconds => format.format(new Date(seconds * 1000))
}
