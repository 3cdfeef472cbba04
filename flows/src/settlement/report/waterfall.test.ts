import { expect, test } from 'vitest'
import { toAmount } from '../amounts.js'
import { toWaterfall } from './waterfall-groups.js'
import { waterfallSvg } from './waterfall-svg.js'

const amounts = (some: Readonly<Record<string, string>>) =>
  Object.entries(some).map(([key, amount]) => ({ key, amount: toAmount(amount) }))

const told = (some: Readonly<Record<string, string>>) =>
  toWaterfall(amounts(some), 2).map(({ label, amount, share, kind }) => [label, amount, share, kind])

test('the picture goes from sales to the payout, with what is left in between', () => {
  expect(
    told({
      'sales.gross': '180.00',
      'sales.seller_discount': '-17.00',
      'fee.referral': '-10.08',
      reserve: '-20',
    }),
  ).toEqual([
    ['Sales', '180.00', '100.0 %', 'change'],
    ['Seller discounts', '-17.00', '-9.4 %', 'change'],
    ['Net sales', '163.00', '90.6 %', 'total'],
    ['Commission', '-10.08', '-5.6 %', 'change'],
    ['Settled', '152.92', '85.0 %', 'total'],
    ['Reserve', '-20.00', '-11.1 %', 'change'],
    ['Payout', '132.92', '73.8 %', 'total'],
  ])
})

test('a total that would only repeat another is left out, and without sales there are no shares', () => {
  expect(told({ 'adj.penalty': '-12.00' })).toEqual([
    ['Adjustments', '-12.00', '', 'change'],
    ['Payout', '-12.00', '', 'total'],
  ])
  expect(told({ 'sales.gross': '10.00', 'fee.referral': '-1.00' }).map(([label]) => label)).toEqual([
    'Sales',
    'Commission',
    'Payout',
  ])
})

test.each([
  ['a month', { 'sales.gross': '81234.56', 'refund.gross': '-1234.50', 'fee.ads': '-0.01' }],
  ['a statement below zero', { 'adj.penalty': '-12.00', 'fee.ads': '3.00' }],
  ['nothing', {}],
])('%s is drawn inside the frame', (_, some) => {
  const svg = waterfallSvg(toWaterfall(amounts(some), 2))

  const places = [...svg.matchAll(/ (?:y|y1|y2)="(-?[\d.]+|NaN)"/g)].map(([, at]) => Number(at))
  expect(places.length).toBeGreaterThan(0)
  expect(Math.min(...places)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...places)).toBeLessThanOrEqual(430)
})

test('amounts are written with thousands, and the picture can be heard', () => {
  const svg = waterfallSvg(toWaterfall(amounts({ 'sales.gross': '1234567.80' }), 2))

  expect(svg).toContain('>1,234,567.80<')
  expect(svg).toContain('aria-label="From sales to payout: Sales 1234567.80, Payout 1234567.80"')
})
