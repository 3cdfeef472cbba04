import { fromCents, sumCents } from '../../cents.js'
import type { JsonObject } from '../../json.js'
import type { SettledRow } from './finance-records.js'

/** The amounts of one row or of one SKU in it, in cents and signed: what the seller pays is negative. */
export interface RowParts {
  readonly revenue: Readonly<Record<string, number>>
  readonly fee: Readonly<Record<string, number>>
  readonly tax: Readonly<Record<string, number>>
  readonly shipping: Readonly<Record<string, number>>
  /** For information; never part of a sum. */
  readonly supplementary: Readonly<Record<string, number>>
}

export interface SkuParts {
  readonly sku: {
    readonly sku_id: string
    readonly sku_name: string
    readonly product_name: string
    readonly quantity: number
  }
  readonly parts: RowParts
}

const sumOf = (amounts: Readonly<Record<string, number>>): number => sumCents(Object.values(amounts))

export const totalsOf = (parts: RowParts) => {
  const revenue = sumOf(parts.revenue)
  const shipping = sumOf(parts.shipping)
  const feeTax = sumOf(parts.fee) + sumOf(parts.tax)
  return { revenue, shipping, feeTax, settlement: revenue + shipping + feeTax }
}

const texts = (amounts: Readonly<Record<string, number>>, currency: string): JsonObject =>
  Object.fromEntries(Object.entries(amounts).map(([name, cents]) => [name, fromCents(cents, currency)]))

/** Totals and breakdowns as both 202501 answers have them. */
const toRowAmounts = (parts: RowParts, currency: string): JsonObject => {
  const totals = totalsOf(parts)
  return {
    settlement_amount: fromCents(totals.settlement, currency),
    revenue_amount: fromCents(totals.revenue, currency),
    shipping_cost_amount: fromCents(totals.shipping, currency),
    fee_tax_amount: fromCents(totals.feeTax, currency),
    revenue_breakdown: texts(parts.revenue, currency),
    shipping_cost_breakdown: texts(parts.shipping, currency),
    fee_tax_breakdown: { fee: texts(parts.fee, currency), tax: texts(parts.tax, currency) },
  }
}

/** An ORDER row with its parts by SKU; the row is their sum. */
export const toOrderRow = (
  head: {
    readonly id: string
    readonly orderId: string
    readonly orderCreateTime: number
    readonly currency: string
  },
  skus: readonly SkuParts[],
): SettledRow => {
  const parts = addParts(skus.map(sku => sku.parts))
  return {
    row: {
      id: head.id,
      type: 'ORDER',
      order_id: head.orderId,
      order_create_time: head.orderCreateTime,
      adjustment_amount: fromCents(0, head.currency),
      reserve_amount: fromCents(0, head.currency),
      ...toRowAmounts(parts, head.currency),
      supplementary_component: texts(parts.supplementary, head.currency),
    },
    skus: skus.map(({ sku, parts: own }) => ({
      sku_id: sku.sku_id,
      sku_name: sku.sku_name,
      product_name: sku.product_name,
      quantity: String(sku.quantity),
      ...toRowAmounts(own, head.currency),
    })),
  }
}

const addParts = (all: readonly RowParts[]): RowParts => ({
  revenue: addAmounts(all.map(parts => parts.revenue)),
  fee: addAmounts(all.map(parts => parts.fee)),
  tax: addAmounts(all.map(parts => parts.tax)),
  shipping: addAmounts(all.map(parts => parts.shipping)),
  supplementary: addAmounts(all.map(parts => parts.supplementary)),
})

const addAmounts = (all: readonly Readonly<Record<string, number>>[]): Record<string, number> => {
  const sum: Record<string, number> = {}
  for (const amounts of all)
    for (const [name, cents] of Object.entries(amounts)) sum[name] = (sum[name] ?? 0) + cents
  return sum
}
