import { expect, test } from 'vitest'
import { compareDay, type DayDocument, type Reason } from './compare-day.js'
import { toDayOrder } from './to-day-order.js'

const unit = (price: string, more: object = {}) => ({
  original_price: price,
  seller_discount: '1.00',
  sale_price: '9.00',
  ...more,
})

const order = toDayOrder({
  id: '1',
  status: 'AWAITING_SHIPMENT',
  payment: { shipping_fee: '4.00', tax: '0.80' },
  line_items: [unit('10.00'), unit('20.00', { display_status: 'CANCELLED' })],
})

const reasonFor = (
  document: DayDocument | undefined,
  whyNot: Reason = { text: 'no flow has met it', isMeant: false },
) =>
  compareDay(
    '2026-11-25',
    [order],
    () => document,
    () => whyNot,
  )[0]

const at = (total: string, day = '2026-11-25'): DayDocument => ({ externalId: 'tts-us1-so-1', total, day })

test('an order counts as its price less the seller’s discount, with shipping and without cancelled units', () => {
  expect(reasonFor(at('13.00'))).toEqual({
    orderId: '1',
    tiktok: '13.00',
    netsuite: '13.00',
    reason: { text: 'booked', isMeant: true },
  })
})

test.each([
  ['units that were cancelled since', at('32.00'), 'units were cancelled after it was booked', true],
  ['TikTok’s tax on the order', at('13.80'), "with TikTok's tax on it", true],
  ['somebody else’s change', at('99.00'), 'the totals differ', false],
  ['another day', at('13.00', '2026-11-26'), 'booked on 2026-11-26', false],
] as const)('%s is the reason for a difference', (_, document, text, isMeant) => {
  expect(reasonFor(document)?.reason).toEqual({ text, isMeant })
})

test('an order without a document has the reason that is kept about it', () => {
  expect(reasonFor(undefined, { text: 'order is ON_HOLD', isMeant: true })).toMatchObject({
    netsuite: '',
    reason: { text: 'order is ON_HOLD' },
  })
})

test('samples that nobody pays for count as nothing', () => {
  const { total } = toDayOrder({
    id: '2',
    status: 'COMPLETED',
    is_sample_order: true,
    payment: { shipping_fee: '0' },
    line_items: [{ original_price: '10.00', seller_discount: '10.00', sale_price: '0.00' }],
  })
  expect(total.toFixed(2)).toBe('0.00')
})
