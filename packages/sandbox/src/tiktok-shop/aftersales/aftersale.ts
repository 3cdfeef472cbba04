import { z } from 'zod'

export const refundAmount = z.looseObject({
  currency: z.string(),
  refund_total: z.string(),
  refund_subtotal: z.string(),
  refund_shipping_fee: z.string(),
  refund_tax: z.string(),
  retail_delivery_fee: z.string(),
})

/** What Search Cancellations answers for one. */
export const cancellation = z.looseObject({
  cancel_id: z.string(),
  order_id: z.string(),
  cancel_type: z.string(),
  cancel_status: z.string(),
  role: z.string(),
  cancel_reason: z.string(),
  create_time: z.number().int(),
  update_time: z.number().int(),
  refund_amount: refundAmount,
  cancel_line_items: z.array(z.looseObject({ order_line_item_id: z.string() })),
})

/** What Search Returns answers for one. */
export const returnOrder = z.looseObject({
  return_id: z.string(),
  order_id: z.string(),
  return_type: z.string(),
  return_status: z.string(),
  role: z.string(),
  return_reason: z.string(),
  create_time: z.number().int(),
  update_time: z.number().int(),
  refund_amount: refundAmount,
  return_line_items: z.array(z.looseObject({ order_line_item_id: z.string() })),
  arbitration_status: z.string().optional(),
})

export const returnRecord = z.looseObject({
  create_time: z.number().int(),
  event: z.string(),
  role: z.string(),
  description: z.string(),
})

export type Cancellation = z.output<typeof cancellation>
export type ReturnOrder = z.output<typeof returnOrder>
export type ReturnRecord = z.output<typeof returnRecord>
export type RefundAmount = z.output<typeof refundAmount>
