import type { JsonObject } from '@tiktok-ns/flow-engine'
import Big from 'big.js'
import { z } from 'zod'

/** An order as a reconciliation looks at it. */
export interface DayOrder {
  readonly id: string
  readonly status: string
  /** What is to be billed: original price less the seller's discount, and the shipping the buyer pays; nothing for free ones. */
  readonly total: Big
  /** With the units that have been cancelled since. */
  readonly totalWithCancelled: Big
  /** That TikTok collects and pays itself. */
  readonly tax: Big
}

const money = z.string().default('0')

const tiktokOrder = z.looseObject({
  id: z.string(),
  status: z.string(),
  is_sample_order: z.boolean().optional(),
  is_replacement_order: z.boolean().optional(),
  is_exchange_order: z.boolean().optional(),
  payment: z.looseObject({ shipping_fee: money, tax: money }).prefault({}),
  line_items: z
    .array(
      z.looseObject({
        display_status: z.string().optional(),
        original_price: money,
        seller_discount: money,
        sale_price: money,
      }),
    )
    .default([]),
})

type Unit = z.infer<typeof tiktokOrder>['line_items'][number]

export const toDayOrder = (record: JsonObject): DayOrder => {
  const order = tiktokOrder.parse(record)
  const { id, status, payment, line_items: units } = order
  const live = units.filter(({ display_status: unitStatus }) => unitStatus !== 'CANCELLED')
  const isGift = order.is_sample_order || order.is_replacement_order || order.is_exchange_order
  const isFree = isGift === true && units.every(unit => new Big(unit.sale_price).eq(0))
  const totalOf = (counted: readonly Unit[]): Big =>
    isFree || counted.length === 0
      ? new Big(0)
      : counted.reduce(
          (sum, unit) => sum.plus(unit.original_price).minus(unit.seller_discount),
          new Big(payment.shipping_fee),
        )
  return {
    id,
    status,
    total: totalOf(live),
    totalWithCancelled: totalOf(units),
    tax: isFree ? new Big(0) : new Big(payment.tax),
  }
}
