import { fromCents, sumCents, toCents } from '../../cents.js'
import type { Json, JsonObject } from '../../json.js'
import { asJson, isJsonObject } from '../../json.js'
import { ApiRefusal } from '../api-refusal.js'
import { isLive } from '../orders/change-order.js'
import { paginate } from '../paginate.js'
import type { ShopCall } from '../shop-call.js'
import { walkSorted } from '../walk-sorted.js'
import { totalsOfRows } from './close-statement.js'
import type { SettledRow, Statement, Withdrawal } from './finance-records.js'
import { toSaleRow } from './sale-row.js'

const isBetween = (at: number, ge: unknown, lt: unknown): boolean =>
  (typeof ge !== 'number' || at >= ge) && (typeof lt !== 'number' || at < lt)

/** Get Statements. */
export const readStatements = (call: ShopCall): Json => {
  const { query, shop } = call
  const positionOf = ({ head }: Statement) => ({ after: head.statement_time, id: head.id })
  const { rows, nextPageToken } = paginate(call, {
    walk: walkSorted([...shop.finance.statements.values()], positionOf),
    isWanted: ({ head }) =>
      isBetween(head.statement_time, query['statement_time_ge'], query['statement_time_lt']) &&
      (query['payment_status'] === undefined || head.payment_status === query['payment_status']),
    positionOf,
    descending: query['sort_order'] === 'DESC',
  })
  return { statements: rows.map(({ head }) => asJson(head)), next_page_token: nextPageToken }
}

/** Get Transactions by Statement 202501. */
export const readStatementTransactions = (call: ShopCall): Json => {
  const { query, shop, path } = call
  const statement = shop.finance.statements.get(path['statement_id'] ?? '')
  if (!statement) throw new ApiRefusal(36009004, 'param path.statement_id is invalid')
  const { broken } = shop.finance
  const positionOf = ({ row }: SettledRow) => ({
    after: typeof row['order_create_time'] === 'number' ? row['order_create_time'] : 0,
    id: String(row['id']),
  })
  const { rows, nextPageToken, totalCount } = paginate(call, {
    walk: walkSorted(statement.rows, positionOf),
    positionOf,
    descending: query['sort_order'] === 'DESC',
  })
  const totals = totalsOfRows(statement.rows, shop.currency)
  const text = (cents: number) => fromCents(cents, shop.currency)
  const oneMore = (identity: 'statement-total' | 'payable') => (broken.has(identity) ? 1 : 0)
  return {
    id: statement.head.id,
    create_time: statement.head.statement_time,
    currency: shop.currency,
    status: 'SETTLED',
    total_count: totalCount + (broken.has('row-count') ? 1 : 0),
    next_page_token: nextPageToken,
    total_settlement_amount: text(totals.settlement + oneMore('statement-total')),
    total_reserve_amount: text(totals.reserve),
    payable_amount: text(
      totals.settlement + totals.reserve + oneMore('statement-total') + oneMore('payable'),
    ),
    total_settlement_breakdown: {
      total_revenue_amount: text(totals.revenue),
      total_shipping_cost_amount: text(totals.shipping),
      total_fee_tax_amount: text(totals.feeTax),
      total_adjustment_amount: text(totals.adjustment),
    },
    transactions: rows.map(({ row }, index) =>
      broken.has('row-sum') && index === 0 ? breakRow(row, shop.currency) : row,
    ),
    ...statement.stated,
  }
}

/** A row that is one cent off. */
const breakRow = (row: JsonObject, currency: string): JsonObject => ({
  ...row,
  settlement_amount: fromCents(toCents(String(row['settlement_amount'] ?? '0'), currency) + 1, currency),
})

/** Get Transactions by Order 202501. */
export const readOrderTransactions = ({ shop, path }: ShopCall): Json => {
  const order = shop.orders.get(path['order_id'] ?? '')
  if (!order) throw new ApiRefusal(36009004, 'param path.order_id is invalid')
  const found = [...shop.finance.statements.values()].flatMap(statement =>
    statement.rows.filter(({ row }) => row['order_id'] === order.id).map(row => ({ statement, row })),
  )
  const totals = totalsOfRows(
    found.map(({ row }) => row),
    shop.currency,
  )
  const text = (cents: number) => fromCents(cents, shop.currency)
  const skus = found.flatMap(({ statement, row }) =>
    row.skus.map(sku => ({ statement_id: statement.head.id, ...sku })),
  )
  return {
    order_id: order.id,
    order_create_time: order.create_time,
    currency: shop.currency,
    settlement_amount: text(totals.settlement),
    revenue_amount: text(totals.revenue),
    shipping_cost_amount: text(totals.shipping),
    fee_and_tax_amount: text(totals.feeTax),
    total_count: skus.length,
    sku_transactions: skus,
  }
}

/** Get Payments 202605. */
export const readPayments = (call: ShopCall): Json =>
  readPaymentRows(call, ({ reserve_amount: _reserve, ...row }) => row)

/** Get Payments 202309, switched off in August 2026: the reserve stands in it as well. */
export const readPayments202309 = (call: ShopCall): Json => readPaymentRows(call, row => row)

const readPaymentRows = (call: ShopCall, toServed: (row: JsonObject) => JsonObject): Json => {
  const { query, shop } = call
  const positionOf = (row: { create_time: number; id: string }) => ({ after: row.create_time, id: row.id })
  const { rows, nextPageToken } = paginate(call, {
    walk: walkSorted([...shop.finance.payments.values()], positionOf),
    isWanted: row => isBetween(row.create_time, query['create_time_ge'], query['create_time_lt']),
    positionOf,
    descending: query['sort_order'] === 'DESC',
  })
  const isBroken = shop.finance.broken.has('payment')
  return {
    payments: rows.map(row => {
      const served = toServed(asJson(row))
      return isBroken
        ? { ...served, payment_amount_before_exchange: offByOne(served['payment_amount_before_exchange']) }
        : served
    }),
    next_page_token: nextPageToken,
  }
}

const offByOne = (money: Json | undefined): Json => {
  if (!isJsonObject(money)) return money ?? null
  const currency = String(money['currency'])
  return { ...money, value: fromCents(toCents(String(money['value']), currency) + 1, currency) }
}

/** Get Withdrawals. */
export const readWithdrawals = (call: ShopCall): Json => {
  const { query, shop } = call
  const types = Array.isArray(query['types']) ? query['types'] : []
  const positionOf = (row: Withdrawal) => ({ after: row.create_time, id: row.id })
  const { rows, nextPageToken, totalCount } = paginate(call, {
    walk: walkSorted([...shop.finance.withdrawals.values()], positionOf),
    isWanted: row =>
      types.includes(row.type) &&
      isBetween(row.create_time, query['create_time_ge'], query['create_time_lt']),
    positionOf,
    descending: true,
  })
  return { withdrawals: rows.map(asJson), next_page_token: nextPageToken, total_count: totalCount }
}

const shippedStatuses = new Set(['AWAITING_COLLECTION', 'IN_TRANSIT', 'DELIVERED', 'COMPLETED'])

/** Get Unsettled Transactions 202507: estimates for what was shipped and not yet settled. */
export const readUnsettled = (call: ShopCall): Json => {
  const { query, shop, world } = call
  const estimates = [...shop.orders.walk('create_time', { descending: false })].flatMap(head => {
    if (!shippedStatuses.has(head.status) || shop.finance.settledOrderIds.has(head.id)) return []
    if (!isBetween(head.create_time, query['search_time_ge'], query['search_time_lt'])) return []
    const order = shop.orders.get(head.id)
    if (order === undefined) return []
    // An estimate gets no id of the series: asking must change nothing.
    const { row } = toSaleRow(
      { ...world, newId: prefix => `${prefix}${order.id.slice(-14)}` },
      order,
      order.line_items.filter(isLive),
    )
    return [{ order, row }]
  })
  const positionOf = ({ order }: (typeof estimates)[number]) => ({ after: order.create_time, id: order.id })
  const { rows, nextPageToken, totalCount } = paginate(call, {
    walk: walkSorted(estimates, positionOf),
    positionOf,
    descending: query['sort_order'] === 'DESC',
  })
  const { currency } = shop
  const sum = (field: string) =>
    fromCents(sumCents(estimates.map(({ row }) => toCents(String(row[field]), currency))), currency)
  const nothing = fromCents(0, currency)
  return {
    sum_est_settlement_amount: sum('settlement_amount'),
    sum_est_revenue_amount: sum('revenue_amount'),
    sum_est_fee_amount: sum('fee_tax_amount'),
    sum_est_adjustment_amount: sum('adjustment_amount'),
    total_count: totalCount,
    next_page_token: nextPageToken,
    transactions: rows.map(({ order, row }) => ({
      id: row['id'] ?? '',
      type: 'ORDER',
      status: 'UNSETTLED',
      order_id: order.id,
      currency,
      order_create_time: order.create_time,
      ...(typeof order['delivery_time'] === 'number' ? { order_delivery_time: order['delivery_time'] } : {}),
      est_settlement_amount: row['settlement_amount'] ?? nothing,
      est_revenue_amount: row['revenue_amount'] ?? nothing,
      est_shipping_cost_amount: row['shipping_cost_amount'] ?? nothing,
      est_fee_tax_amount: row['fee_tax_amount'] ?? nothing,
      est_adjustment_amount: nothing,
      revenue_breakdown: row['revenue_breakdown'] ?? {},
      shipping_cost_breakdown: row['shipping_cost_breakdown'] ?? {},
      fee_tax_breakdown: row['fee_tax_breakdown'] ?? {},
      estimated_settlement: 'Delivered + 7 days',
      // Free text; one key is known from samples.
      unsettled_reason:
        order.status === 'DELIVERED' ? 'The settlement period is not over.' : 'WAITING_FOR_PACKAGE_DELIVERY',
    })),
  }
}
