import Big from 'big.js'
import { z } from 'zod'

const optionalText = z.string().optional()

export const dayOrder = z.looseObject({
  id: z.string(),
  status: z.string(),
  is_sample_order: z.boolean().optional(),
  is_replacement_order: z.boolean().optional(),
  payment: z.looseObject({ shipping_fee: optionalText }).optional(),
  line_items: z.array(
    z.looseObject({
      id: z.string(),
      seller_sku: optionalText,
      display_status: optionalText,
      original_price: optionalText,
      seller_discount: optionalText,
    }),
  ),
})
export type DayOrder = z.infer<typeof dayOrder>

export const dayReturn = z.looseObject({
  order_id: z.string(),
  return_status: z.string(),
  refund_amount: z.looseObject({ refund_shipping_fee: optionalText }),
  return_line_items: z.array(z.looseObject({ order_line_item_id: z.string() })),
})
export type DayReturn = z.infer<typeof dayReturn>

/** What stands in NetSuite of an order, or must. Amounts and counts are decimal text. */
export interface DayDocument {
  readonly orderId: string
  readonly orders: string
  readonly units: string
  readonly billed: string
  readonly credited: string
}

const neverImported = new Set(['UNPAID', 'ON_HOLD'])

/**
 * What must stand in NetSuite at the end of a day on which everything that waited was shipped: the demo's second opinion, written
 * from the accounting rules and not from the flows.
 *
 * Billed is what left at its price less the seller's own discount, with the shipping that the buyer paid; TikTok's discount and the
 * tax that it collects never count. Given back is the same of what TikTok refunded. Orders that are cancelled may be there, closed.
 */
export const expectedOfDay = (
  orders: readonly DayOrder[],
  returns: readonly DayReturn[],
): readonly DayDocument[] =>
  orders
    .filter(order => !neverImported.has(order.status) && liveUnits(order).length > 0)
    .map(order => {
      const units = liveUnits(order)
      const isFree = order.is_sample_order === true || order.is_replacement_order === true
      const back = returns.filter(
        ({ order_id, return_status }) =>
          order_id === order.id && return_status === 'RETURN_OR_REFUND_REQUEST_COMPLETE',
      )
      const backIds = new Set(back.flatMap(row => row.return_line_items.map(line => line.order_line_item_id)))
      const shippingBack = back.reduce(
        (sum, { refund_amount }) => sum.plus(refund_amount.refund_shipping_fee ?? '0'),
        new Big(0),
      )
      return {
        orderId: order.id,
        orders: '1',
        units: String(units.length),
        billed: (isFree ? new Big(0) : worth(units).plus(order.payment?.shipping_fee ?? '0')).toFixed(2),
        credited: worth(units.filter(({ id }) => backIds.has(id)))
          .plus(shippingBack)
          .toFixed(2),
      }
    })

const liveUnits = ({ line_items }: DayOrder) =>
  line_items.filter(({ display_status }) => display_status !== 'CANCELLED')

const worth = (units: DayOrder['line_items']): Big =>
  units.reduce(
    (sum, { original_price = '0', seller_discount = '0' }) => sum.plus(original_price).minus(seller_discount),
    new Big(0),
  )
