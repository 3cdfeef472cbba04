import { fromCents, toCents } from '../../cents.js'
import type { Json, JsonObject } from '../../json.js'
import { asJson, isJsonObject } from '../../json.js'
import { ApiRefusal } from '../api-refusal.js'
import { paginate } from '../paginate.js'
import type { ShopCall } from '../shop-call.js'
import { sortRows, walkInOrder, walkSorted } from '../walk-sorted.js'
import { totalsOfRows } from './close-statement.js'
import type { SettledRow, Statement, Withdrawal } from './finance-records.js'
import { isBetween } from './is-between.js'

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

const rowPosition = ({ row }: SettledRow) => ({
  after: typeof row['order_create_time'] === 'number' ? row['order_create_time'] : 0,
  id: String(row['id']),
})

interface WorkedOut {
  readonly sorted: readonly SettledRow[]
  readonly totals: ReturnType<typeof totalsOfRows>
}

/** A statement's rows are replaced, never changed: what was worked out for one page holds for the next. */
const workedOut = new WeakMap<readonly SettledRow[], WorkedOut>()

const workOut = (rows: readonly SettledRow[], currency: string): WorkedOut => {
  const known = workedOut.get(rows)
  if (known !== undefined) return known
  const worked = { sorted: sortRows(rows, rowPosition), totals: totalsOfRows(rows, currency) }
  workedOut.set(rows, worked)
  return worked
}

/** Get Transactions by Statement 202501. */
export const readStatementTransactions = (call: ShopCall): Json => {
  const { query, shop, path } = call
  const statement = shop.finance.statements.get(path['statement_id'] ?? '')
  if (!statement) throw new ApiRefusal(36009004, 'param path.statement_id is invalid')
  const { broken } = shop.finance
  const { sorted, totals } = workOut(statement.rows, shop.currency)
  const { rows, nextPageToken, totalCount } = paginate(call, {
    walk: walkInOrder(sorted, rowPosition),
    positionOf: rowPosition,
    descending: query['sort_order'] === 'DESC',
  })
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
