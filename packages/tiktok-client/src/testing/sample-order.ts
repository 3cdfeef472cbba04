import type { Order, OrderLineItem } from '../resources/orders/orders.js'

/** One unit, with amounts that add up. */
export const sampleLineItem = (more: Partial<OrderLineItem> = {}): OrderLineItem => ({
  id: '577000000000000001',
  product_id: '1729582718312380123',
  product_name: 'Silk scarf',
  sku_id: '2729382476852921560',
  seller_sku: 'SCARF-RED',
  original_price: '40.00',
  seller_discount: '4.00',
  platform_discount: '6.00',
  sale_price: '30.00',
  currency: 'USD',
  display_status: 'AWAITING_SHIPMENT',
  is_gift: false,
  ...more,
})

/** An order that is paid and waits to be shipped. The buyer is made up. */
export const sampleOrder = (more: Partial<Order> = {}): Order => ({
  id: '576461413038785752',
  status: 'AWAITING_SHIPMENT',
  create_time: 1_767_225_600,
  update_time: 1_767_225_900,
  paid_time: 1_767_225_660,
  fulfillment_type: 'FULFILLMENT_BY_SELLER',
  shipping_type: 'SELLER',
  payment: {
    currency: 'USD',
    original_total_product_price: '40.00',
    seller_discount: '4.00',
    platform_discount: '6.00',
    sub_total: '30.00',
    shipping_fee: '0.00',
    tax: '2.88',
    total_amount: '32.88',
  },
  recipient_address: {
    name: 'Jane Sample',
    address_line1: '100 Main St',
    postal_code: '78701',
    region_code: 'US',
    district_info: [
      { address_level: 'L1', address_level_name: 'State', address_name: 'Texas' },
      { address_level: 'L3', address_level_name: 'City', address_name: 'Austin' },
    ],
  },
  line_items: [sampleLineItem()],
  ...more,
})
