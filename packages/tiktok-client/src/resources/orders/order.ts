import { z } from 'zod'

const text = z.string()
const seconds = z.number()

/** One unit of a SKU: there is no quantity, a buyer who takes three gives three of these. */
export const orderLineItem = z.looseObject({
  id: text,
  sku_id: text.optional(),
  product_id: text.optional(),
  product_name: text.optional(),
  sku_name: text.optional(),
  /** Free text of the seller's; may be empty. */
  seller_sku: text.optional(),
  /** Decimal text in the order's currency. `sale_price` = `original_price` - `seller_discount` - `platform_discount`. */
  original_price: text.optional(),
  sale_price: text.optional(),
  seller_discount: text.optional(),
  platform_discount: text.optional(),
  currency: text.optional(),
  display_status: text.optional(),
  package_id: text.optional(),
  is_gift: z.boolean().optional(),
})

/** All decimal text, in major units of `currency`. */
export const orderPayment = z.looseObject({
  currency: text.optional(),
  original_total_product_price: text.optional(),
  seller_discount: text.optional(),
  platform_discount: text.optional(),
  sub_total: text.optional(),
  original_shipping_fee: text.optional(),
  shipping_fee: text.optional(),
  tax: text.optional(),
  total_amount: text.optional(),
})

/** Names, streets and phones may be masked with `*`, or absent while the order is on hold. */
export const recipientAddress = z.looseObject({
  name: text.optional(),
  phone_number: text.optional(),
  address_line1: text.optional(),
  address_line2: text.optional(),
  postal_code: text.optional(),
  region_code: text.optional(),
  district_info: z
    .array(
      z.looseObject({
        address_level: text.optional(),
        address_level_name: text.optional(),
        address_name: text.optional(),
      }),
    )
    .optional(),
})

/**
 * An order as TikTok Shop gives it. Fields that are not listed are kept, and so are statuses that are not known.
 *
 * @see "Get Order List", "Get Order Detail", TikTok Shop Partner Center
 */
export const order = z.looseObject({
  id: text,
  status: text,
  /** Unix seconds. */
  create_time: seconds.optional(),
  update_time: seconds.optional(),
  paid_time: seconds.optional(),
  fulfillment_type: text.optional(),
  shipping_type: text.optional(),
  buyer_email: text.optional(),
  buyer_message: text.optional(),
  is_sample_order: z.boolean().optional(),
  is_replacement_order: z.boolean().optional(),
  is_on_hold_order: z.boolean().optional(),
  payment: orderPayment.optional(),
  recipient_address: recipientAddress.optional(),
  line_items: z.array(orderLineItem).optional(),
})

export type Order = z.infer<typeof order>
export type OrderLineItem = z.infer<typeof orderLineItem>
export type OrderPayment = z.infer<typeof orderPayment>
