import type { JsonObject } from '@tiktok-ns/flow-engine'
import { type Amount, isZero, type KeyedAmount, sumOf, toAmount } from './amounts.js'
import { objectAt } from './statement-row.js'

const fulfilmentFields = ['fbt_fulfillment_fee_amount', 'fbt_shipping_cost_amount'] as const

/**
 * Takes what TikTok's own fulfilment cost out of the carrier's cost. The row states one amount, and tells its parts beside it; where
 * they do not make the whole amount, with either sign, it stays what it is.
 */
export const splitFulfilment = (row: JsonObject, amounts: readonly KeyedAmount[]): readonly KeyedAmount[] => {
  const breakdown = objectAt(row, 'shipping_cost_breakdown')
  const told = objectAt(breakdown, 'supplementary_component')
  const fulfilled = sumOf(fulfilmentFields.map(field => toAmount(told[field])))
  if (isZero(fulfilled)) return amounts
  const whole = toAmount(breakdown['actual_shipping_fee_amount'])
  const parts = fulfilled.plus(toAmount(told['fbm_shipping_cost_amount']))
  const part = parts.eq(whole) ? fulfilled : parts.neg().eq(whole) ? fulfilled.neg() : undefined
  return part === undefined ? amounts : moved(amounts, whole, part)
}

const moved = (amounts: readonly KeyedAmount[], whole: Amount, part: Amount): readonly KeyedAmount[] => {
  const at = amounts.findIndex(({ key, amount }) => key === 'shipping.cost' && amount.eq(whole))
  if (at < 0) return amounts
  const rest = whole.minus(part)
  return [
    ...amounts.slice(0, at),
    ...(isZero(rest) ? [] : [{ key: 'shipping.cost', amount: rest }]),
    { key: 'fbt.fulfilment', amount: part },
    ...amounts.slice(at + 1),
  ]
}
