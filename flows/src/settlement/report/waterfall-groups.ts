import type { KeyedAmount } from '../amounts.js'
import { type Amount, isZero, sumOf, textOf } from '../amounts.js'
import type { WaterfallStep } from './report-document.js'

/** What a bookkeeper wants to see apart, in the order money goes away. The first row that fits a key takes it. */
const groups: readonly (readonly [label: string, keys: RegExp])[] = [
  ['Sales', /^sales\.(gross|distance|cod)$/],
  ['Seller discounts', /seller_discount$/],
  ['Refunds', /^refund\./],
  ['Shipping from buyers', /^shipping\.income$/],
  ['Shipping and returns', /^shipping\./],
  ['Fulfilled by TikTok', /^fbt\./],
  ['Commission', /^fee\.(referral|refund_admin|payment|program|partner|compliance)$/],
  ['Affiliates', /^fee\.affiliate/],
  ['Advertising', /^fee\.ads$/],
  ['Taxes', /^tax\./],
  ['Samples', /^samples$/],
  ['Adjustments', /^adj\./],
  ['Unclassified', /^unclassified\./],
  ['Reserve', /^reserve$/],
]

/** Steps from sales to payout; groups that come to nothing are left out. */
export const toWaterfall = (amounts: readonly KeyedAmount[], places: number): readonly WaterfallStep[] => {
  const steps = groups.flatMap(([label], index): readonly (WaterfallStep & { value: Amount })[] => {
    const value = sumOf(amounts.filter(({ key }) => groupOf(key) === index).map(({ amount }) => amount))
    return isZero(value) ? [] : [{ label, amount: textOf(value, places), kind: 'change', value }]
  })
  const payout = sumOf(amounts.map(({ amount }) => amount))
  return [
    ...steps.map(({ label, amount, kind }) => ({ label, amount, kind })),
    { label: 'Payout', amount: textOf(payout, places), kind: 'total' },
  ]
}

const groupOf = (key: string): number => groups.findIndex(([, keys]) => keys.test(key))
