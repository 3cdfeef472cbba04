import { expect, test } from 'vitest'
import { expectedOfDay } from './expected-of-day.js'

const unit = (id: string, display_status = 'DELIVERED') => ({
  id,
  display_status,
  original_price: '40.00',
  seller_discount: '4.00',
  platform_discount: '6.00',
})
const order = { id: '1', status: 'DELIVERED', payment: { shipping_fee: '4.99' } }

test('what must stand in NetSuite follows from prices, discounts, shipping and refunds alone', () => {
  const orders = [
    { ...order, line_items: [unit('a'), unit('b'), unit('c', 'CANCELLED')] },
    { ...order, id: '2', is_sample_order: true, line_items: [unit('d')] },
    { ...order, id: '3', status: 'ON_HOLD', line_items: [unit('e')] },
    { ...order, id: '4', status: 'CANCELLED', line_items: [unit('f', 'CANCELLED')] },
  ]
  const returns = [
    {
      order_id: '1',
      return_status: 'RETURN_OR_REFUND_REQUEST_COMPLETE',
      refund_amount: { refund_shipping_fee: '0.99' },
      return_line_items: [{ order_line_item_id: 'b' }],
    },
  ]

  expect(expectedOfDay(orders, returns)).toEqual([
    { orderId: '1', orders: '1', units: '2', billed: '76.99', credited: '36.99' },
    { orderId: '2', orders: '1', units: '1', billed: '0.00', credited: '0.00' },
  ])
})
