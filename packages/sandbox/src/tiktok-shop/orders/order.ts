import { z } from 'zod'

/** A seeded order is exactly what Get Order Detail returns; this names what the sandbox itself reads and changes. */
export const orderLine = z.looseObject({
  id: z.string().min(1),
  product_id: z.string().optional(),
  product_name: z.string().optional(),
  sku_id: z.string(),
  sku_name: z.string().optional(),
  seller_sku: z.string().optional(),
  original_price: z.string(),
  sale_price: z.string(),
  seller_discount: z.string().optional(),
  platform_discount: z.string().optional(),
  currency: z.string().optional(),
  display_status: z.string().optional(),
  package_id: z.string().optional(),
  package_status: z.string().optional(),
  tracking_number: z.string().optional(),
  shipping_provider_id: z.string().optional(),
  shipping_provider_name: z.string().optional(),
  warehouse_id: z.string().optional(),
  rts_time: z.number().int().optional(),
  is_gift: z.boolean().optional(),
  cancel_user: z.string().optional(),
  cancel_reason: z.string().optional(),
  item_tax: z
    .array(
      z.looseObject({
        tax_type: z.string().optional(),
        tax_amount: z.string().optional(),
        tax_rate: z.string().optional(),
      }),
    )
    .optional(),
  retail_delivery_fee: z.string().optional(),
})

export const order = z.looseObject({
  id: z.string().min(1),
  status: z.string(),
  create_time: z.number().int(),
  update_time: z.number().int(),
  paid_time: z.number().int().optional(),
  user_id: z.string().optional(),
  warehouse_id: z.string().optional(),
  shipping_type: z.string().optional(),
  fulfillment_type: z.string().optional(),
  delivery_option_id: z.string().optional(),
  is_buyer_request_cancel: z.boolean().optional(),
  line_items: z.array(orderLine),
  payment: z.record(z.string(), z.string()).optional(),
  packages: z.array(z.looseObject({ id: z.string() })).optional(),
})

export type Order = z.output<typeof order>
export type OrderLine = z.output<typeof orderLine>

/** What of an order decides which search finds it and what becomes of it by itself. */
export type OrderHead = Pick<
  Order,
  | 'id'
  | 'status'
  | 'create_time'
  | 'update_time'
  | 'paid_time'
  | 'user_id'
  | 'warehouse_id'
  | 'shipping_type'
  | 'fulfillment_type'
  | 'is_buyer_request_cancel'
> &
  Readonly<Record<string, unknown>>
