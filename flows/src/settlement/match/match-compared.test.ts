import { expect, test } from 'vitest'
import { toAmount, zero } from '../amounts.js'
import type { MatchRules } from './match-billed.js'
import { matchCompared } from './match-compared.js'
import type { OrderDocument } from './order-books.js'

const rules: MatchRules = {
  customer: '1001',
  tolerance: zero,
  roundingLimit: toAmount('0.05'),
  places: 2,
}

const document = (type: OrderDocument['type'], total: string, name: string = type): OrderDocument => ({
  id: name,
  type,
  name,
  customer: '1001',
  isOnReceivable: false,
  total: toAmount(total),
  open: zero,
})

const compare = (amount: string, documents: readonly OrderDocument[], against: 'salesOrder' | 'cashSale') =>
  matchCompared({ order: '5761', amount: toAmount(amount) }, documents, against, rules)

test.each([
  ['40.00', ['40.00'], []],
  ['30.00', ['30.00', '10.00'], []],
  ['40.00', ['30.00', '10.00'], []],
  ['25.00', ['40.00'], ['15.00']],
  ['-15.00', ['40.00'], ['15.00']],
])('a row of %s agrees with cash sales %j and refunds %j', (amount, sales, refunds) => {
  const documents = [
    ...sales.map(total => document('cashsale', total)),
    ...refunds.map(total => document('cashrefund', total)),
  ]

  expect(compare(amount, documents, 'cashSale')).toMatchObject({ kind: 'done' })
})

test('vector 6: a row for an order never imported is a missing order, whatever orders are booked as', () => {
  for (const against of ['cashSale', 'salesOrder'] as const)
    expect(compare('59.99', [], against)).toMatchObject({ kind: 'late', type: 'missing-order' })
})

test('differences are told by how much, cents as rounding, and two equal cash sales as a duplicate', () => {
  expect(compare('39.00', [document('salesorder', '40.00')], 'salesOrder')).toMatchObject({
    kind: 'late',
    type: 'amount-differs',
    message: 'order 5761 is settled at 39.00, which is -1.00 away from what NetSuite has of it',
  })
  expect(compare('40.01', [document('salesorder', '40.00')], 'salesOrder')).toMatchObject({
    type: 'rounding',
  })
  expect(compare('-5.00', [document('cashsale', '40.00')], 'cashSale')).toMatchObject({ type: 'timing' })
  const twice = [
    document('cashsale', '40.00', 'cashsale'),
    { ...document('cashsale', '40.00'), name: 'again' },
  ]
  expect(compare('40.00', twice, 'cashSale')).toEqual({
    kind: 'variance',
    type: 'duplicate',
    message: 'order 5761 is sold twice: cashsale, again',
  })
})
