import { expect, test } from 'vitest'
import { expectedDocuments } from './expected-documents.js'

test('the platform pays its own discount, so only the seller discount lowers the total', () => {
  const order = {
    id: '1',
    status: 'AWAITING_SHIPMENT',
    payment: { shipping_fee: '4.99' },
    line_items: [
      { display_status: 'AWAITING_SHIPMENT', original_price: '40.00', seller_discount: '4.00' },
      { display_status: 'CANCELLED', original_price: '40.00', seller_discount: '4.00' },
    ],
  }

  expect(expectedDocuments([order])).toEqual([{ orderId: '1', total: '40.99', units: 1 }])
})

test.each([
  ['unpaid', { status: 'UNPAID' }],
  ['on hold', { status: 'ON_HOLD' }],
  ['cancelled', { status: 'CANCELLED' }],
  ['fulfilled by TikTok', { status: 'IN_TRANSIT', fulfillment_type: 'FULFILLMENT_BY_TIKTOK' }],
])('an order that is %s has no document', (_, fields) => {
  const order = { id: '1', line_items: [{ display_status: 'UNPAID', original_price: '1.00' }], ...fields }

  expect(expectedDocuments([order])).toEqual([])
})
