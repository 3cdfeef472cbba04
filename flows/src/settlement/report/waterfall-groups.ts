import type { KeyedAmount } from '../amounts.js'
import { type Amount, isZero, sumOf, textOf, zero } from '../amounts.js'
import type { WaterfallStep } from './report-document.js'

/** What a bookkeeper wants to see apart, in the order money goes away. The first row that fits a key takes it. */
const groups: readonly (readonly [label: string, keys: RegExp])[] = [
  ['Sales', /^sales\.(gross|distance|cod)$/],
  ['Seller discounts', /^sales\.seller_discount$/],
  ['Refunds', /^refund\./],
  ['Shipping income', /^shipping\.income$/],
  ['Samples', /^samples$/],
  ['Shipping cost', /^shipping\./],
  ['Fulfilled by TikTok', /^fbt\./],
  ['Commission', /^fee\.(referral|refund_admin|payment|program|partner|compliance)$/],
  ['Affiliates', /^fee\.affiliate/],
  ['Advertising', /^fee\.ads$/],
  ['Taxes', /^tax\./],
  ['Adjustments', /^adj\./],
  ['Carried over', /^rollover$/],
  ['Unclassified', /^unclassified\./],
  ['Reserve', /^reserve$/],
]

/** What stands on the ground once the groups above it are drawn. */
const totals: Readonly<Record<string, string>> = {
  Samples: 'Net sales',
  Unclassified: 'Settled',
  Reserve: 'Payout',
}

/** Steps from sales to payout, with what is left in between; groups that come to nothing are left out. */
export const toWaterfall = (amounts: readonly KeyedAmount[], places: number): readonly WaterfallStep[] => {
  const sales = sumOf(amounts.filter(({ key }) => groupOf(key) === 0).map(({ amount }) => amount))
  const steps: WaterfallStep[] = []
  let level = zero
  const add = (label: string, amount: Amount, kind: WaterfallStep['kind']): void => {
    steps.push({ label, amount: textOf(amount, places), share: shareOf(amount, sales), kind })
  }
  groups.forEach(([label], index) => {
    const amount = sumOf(amounts.filter(({ key }) => groupOf(key) === index).map(one => one.amount))
    if (!isZero(amount)) add(label, amount, 'change')
    level = level.plus(amount)
    const total = totals[label]
    if (total === undefined) return
    // The payout takes the place of a total that it would only repeat; after one bar alone there is nothing to sum up.
    if (total === 'Payout' && steps.at(-1)?.kind === 'total') steps.pop()
    if (total === 'Payout' || (steps.length > 1 && steps.at(-1)?.kind === 'change'))
      add(total, level, 'total')
  })
  return steps
}

const groupOf = (key: string): number => groups.findIndex(([, keys]) => keys.test(key))

/** `12.8 %`; empty where nothing was sold. */
const shareOf = (amount: Amount, sales: Amount): string =>
  sales.gt(zero) ? `${amount.times(100).div(sales).toFixed(1)} %` : ''
