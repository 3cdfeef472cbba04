import type { JsonObject } from '@tiktok-ns/flow-engine'
import { isZero, toAmount } from './amounts.js'
import { dateIn, lastSecondOf } from './days.js'
import { kindOf, objectAt } from './statement-row.js'

/**
 * Which rows of a statement belong to a month before its own: sales whose order was created then. Refunds, adjustments and reserves
 * happen when they are settled.
 */
export const earlierRows = (statement: JsonObject, timeZone: string): ((row: JsonObject) => boolean) => {
  const lastSecond = lastSecondOf(statement)
  if (lastSecond < 0) return () => false
  const dayOf = dateIn(timeZone)
  const monthOf = (seconds: number): string => dayOf(seconds).slice(0, 7)
  const own = monthOf(lastSecond)
  return row => {
    const created = Number(row['order_create_time'] ?? 0)
    return created > 0 && kindOf(row) === 'order' && !isRefund(row) && monthOf(created) < own
  }
}

const isRefund = (row: JsonObject): boolean =>
  !isZero(toAmount(objectAt(row, 'revenue_breakdown')['refund_subtotal_before_discount_amount']))
