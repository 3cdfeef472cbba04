import { fromCents, toCents } from '../../cents.js'
import type { Json, JsonObject } from '../../json.js'
import { linesOf } from './merge-fields.js'

/**
 * What NetSuite works out when a sales order is saved: line amounts, discount, totals. Exact to the cent.
 *
 * A custom price level (-1) keeps the rate that was sent; the amount that was sent wins over rate times quantity.
 */
export const totalOrder = (fields: JsonObject): JsonObject => {
  const lines = (linesOf(fields['item']) ?? []).map(withAmount)
  const subtotal = lines.reduce((sum, line) => sum + centsOf(line['amount']), 0)
  const discount = centsOf(fields['discountRate'])
  const shipping = centsOf(fields['shippingCost'])
  return {
    ...fields,
    item: { items: lines },
    subtotal: toNumber(subtotal),
    ...(fields['discountRate'] === undefined ? {} : { discountTotal: toNumber(discount) }),
    total: toNumber(subtotal + discount + shipping),
  }
}

const withAmount = (line: JsonObject): JsonObject => {
  if (typeof line['amount'] === 'number') return line
  const quantity = typeof line['quantity'] === 'number' ? line['quantity'] : 1
  return { ...line, quantity, amount: toNumber(Math.round(centsOf(line['rate']) * quantity)) }
}

const centsOf = (value: Json | undefined): number =>
  typeof value === 'number' ? toCents(value.toFixed(2)) : 0
const toNumber = (cents: number): number => Number(fromCents(cents))
