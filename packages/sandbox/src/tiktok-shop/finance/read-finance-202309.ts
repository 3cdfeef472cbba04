import { fromCents, sumCents, toCents } from '../../cents.js'
import type { Json, JsonObject } from '../../json.js'
import { isJsonObject } from '../../json.js'
import { ApiRefusal } from '../api-refusal.js'
import { paginate } from '../paginate.js'
import type { ShopCall } from '../shop-call.js'
import { walkSorted } from '../walk-sorted.js'
import { totalsOfRows } from './close-statement.js'
import type { SettledRow } from './finance-records.js'

/** Get Transactions by Statement 202309, blocked since the end of 2025: the flat schema before the breakdowns. */
export const readStatementTransactions202309 = (call: ShopCall): Json => {
  const { query, shop, path } = call
  const statement = shop.finance.statements.get(path['statement_id'] ?? '')
  if (!statement) throw new ApiRefusal(36009004, 'param path.statement_id is invalid')
  // A reserve is nothing that this version knows.
  const known = statement.rows.filter(({ row }) => row['type'] !== 'RESERVE')
  const positionOf = ({ row }: SettledRow) => ({
    after: typeof row['order_create_time'] === 'number' ? row['order_create_time'] : 0,
    id: String(row['id']),
  })
  const page = paginate(call, {
    walk: walkSorted(known, positionOf),
    positionOf,
    descending: query['sort_order'] === 'DESC',
  })
  return {
    statement_id: statement.head.id,
    statement_time: statement.head.statement_time,
    currency: shop.currency,
    ...totalsOf(known, shop.currency),
    statement_transactions: page.rows.map(({ row }) => ({
      ...pick(row, ['id', 'type', 'order_id', 'order_create_time', 'adjustment_id', 'adjustment_order_id']),
      ...toFlatAmounts(row, shop.currency),
    })),
    next_page_token: page.nextPageToken,
    total_count: page.totalCount,
  }
}

/** Get Transactions by Order 202309, blocked since the end of 2025. */
export const readOrderTransactions202309 = ({ shop, path }: ShopCall): Json => {
  const order = shop.orders.get(path['order_id'] ?? '')
  if (!order) throw new ApiRefusal(36009004, 'param path.order_id is invalid')
  return {
    order_id: order.id,
    order_create_time: order.create_time,
    statement_transactions: [...shop.finance.statements.values()].flatMap(({ head, rows }) =>
      rows
        .filter(({ row }) => row['order_id'] === order.id)
        .map(({ row, skus }) => ({
          id: row['id'] ?? '',
          statement_id: head.id,
          statement_time: head.statement_time,
          status: 'SETTLED',
          ...toFlatAmounts(row, shop.currency),
          sku_statement_transactions: skus.map(sku => ({
            ...pick(sku, ['sku_id', 'sku_name', 'product_name']),
            quantity: Number(sku['quantity']),
            ...toFlatAmounts(sku, shop.currency),
          })),
        })),
    ),
  }
}

const totalsOf = (rows: readonly SettledRow[], currency: string): JsonObject => {
  const totals = totalsOfRows(rows, currency)
  const text = (cents: number) => fromCents(cents, currency)
  return {
    settlement_amount: text(totals.settlement),
    revenue_amount: text(totals.revenue),
    net_sales_amount: text(totals.revenue),
    shipping_cost_amount: text(totals.shipping),
    fee_amount: text(totals.feeTax),
    adjustment_amount: text(totals.adjustment),
  }
}

/** Names of today's breakdowns in the flat schema; where nothing stands, the name is the same. */
const flatNames: Readonly<Record<string, string>> = {
  subtotal_before_discount_amount: 'gross_sales_amount',
  refund_subtotal_before_discount_amount: 'gross_sales_refund_amount',
  shipping_fee_discount_amount: 'platform_shipping_fee_discount_amount',
}

/** Names that the flat schema has as well. */
const sameNames = new Set([
  'seller_discount_amount',
  'seller_discount_refund_amount',
  'actual_shipping_fee_amount',
  'customer_paid_shipping_fee_amount',
  'referral_fee_amount',
  'platform_commission_amount',
  'transaction_fee_amount',
  'affiliate_commission_amount',
  'refund_administration_fee_amount',
  'customer_payment_amount',
  'customer_refund_amount',
  'platform_discount_amount',
  'platform_discount_refund_amount',
  'sales_tax_amount',
  'sales_tax_refund_amount',
  'retail_delivery_fee_amount',
  'retail_delivery_fee_refund_amount',
])

const toFlatAmounts = (row: JsonObject, currency: string): JsonObject => {
  const fees = membersOf(row['fee_tax_breakdown'])
  const parts = {
    ...membersOf(row['revenue_breakdown']),
    ...membersOf(row['shipping_cost_breakdown']),
    ...membersOf(fees['fee']),
    ...membersOf(fees['tax']),
    ...membersOf(row['supplementary_component']),
  }
  const named = Object.entries(parts).flatMap(([name, amount]) => {
    const flat = flatNames[name] ?? (sameNames.has(name) ? name : undefined)
    return flat === undefined ? [] : [[flat, amount]]
  })
  const amount = (name: string) => toCents(String(parts[name] ?? '0'), currency)
  const nothing = fromCents(0, currency)
  return {
    currency,
    ...Object.fromEntries(named),
    settlement_amount: row['settlement_amount'] ?? nothing,
    revenue_amount: row['revenue_amount'] ?? nothing,
    net_sales_amount: row['revenue_amount'] ?? nothing,
    shipping_cost_amount: row['shipping_cost_amount'] ?? nothing,
    fee_amount: row['fee_tax_amount'] ?? nothing,
    adjustment_amount: row['adjustment_amount'] ?? nothing,
    after_seller_discounts_subtotal_amount: fromCents(
      sumCents([amount('subtotal_before_discount_amount'), amount('seller_discount_amount')]),
      currency,
    ),
  }
}

const membersOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {})

const pick = (object: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(names.flatMap(name => (object[name] === undefined ? [] : [[name, object[name]]])))
