import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toWire } from './to-wire.js'

test('decimal text becomes a number in number fields only, on the body and on lines', () => {
  const payload = {
    otherRefNum: '5761',
    discountRate: '-3.00',
    shippingCost: '4.99',
    item: { items: [{ quantity: 2, rate: '12.50', amount: '25.00', description: '12.50' }] },
    custbody_fee: '1.00',
  }

  expect(JSON.stringify(toWire('salesOrder', payload))).toBe(
    '{"otherRefNum":"5761","discountRate":-3,"shippingCost":4.99,"item":{"items":[{"quantity":2,"rate":12.5,"amount":25,"description":"12.50"}]},"custbody_fee":"1.00"}',
  )
})

test('a cash refund, of which no schema is published, has the numbers of a cash sale', () => {
  const payload = { discountRate: '-1.00', item: { items: [{ amount: '20.00', description: '20.00' }] } }

  expect(toWire('cashRefund', payload)).toEqual({
    discountRate: -1,
    item: { items: [{ amount: 20, description: '20.00' }] },
  })
})

test('every amount up to ten trillion keeps its cents', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -999_999_999_999_999n, max: 999_999_999_999_999n }), cents => {
      const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0')
      const text = `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
      const written = JSON.stringify(toWire('salesOrder', { shippingCost: text }))
        .replace('{"shippingCost":', '')
        .replace('}', '')
      const [whole = '', fraction = ''] = written.replace('-', '').split('.')
      expect(BigInt(`${whole}${fraction.padEnd(2, '0')}`)).toBe(cents < 0n ? -cents : cents)
    }),
  )
})

test.each(['ten', '1,000.00', '1e5', '12345678901234.567'])('%s is refused, with the field named', text => {
  expect(() => toWire('salesOrder', { item: { items: [{ rate: text }] } })).toThrow(/item\.items\[0\]\.rate/)
})
