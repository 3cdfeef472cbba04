import { fromCents, sumCents, toCents } from '../../cents.js'
import type { Json, JsonObject } from '../../json.js'
import { asJson } from '../../json.js'
import { isLive } from '../orders/change-order.js'
import type { Order } from '../orders/order.js'
import { paginate } from '../paginate.js'
import type { ShopCall } from '../shop-call.js'
import { walkSorted } from '../walk-sorted.js'
import type { UnsettledRow } from './finance-records.js'
import { isBetween } from './is-between.js'
import { toSaleRow } from './sale-row.js'

const shippedStatuses = new Set(['AWAITING_COLLECTION', 'IN_TRANSIT', 'DELIVERED', 'COMPLETED'])

/** Get Unsettled Transactions 202507: what the seed says, and estimates for what was shipped and not yet settled. */
export const readUnsettled = (call: ShopCall): Json => {
  const { query, shop } = call
  const all = [...shop.finance.unsettled, ...estimates(call)].filter(row =>
    isBetween(row.order_create_time, query['search_time_ge'], query['search_time_lt']),
  )
  const positionOf = (row: UnsettledRow) => ({ after: row.order_create_time, id: row.id })
  const { rows, nextPageToken, totalCount } = paginate(call, {
    walk: walkSorted(all, positionOf),
    positionOf,
    descending: query['sort_order'] === 'DESC',
  })
  const { currency } = shop
  const sum = (field: string) =>
    fromCents(sumCents(all.map(row => toCents(String(row[field] ?? '0'), currency))), currency)
  return {
    sum_est_settlement_amount: sum('est_settlement_amount'),
    sum_est_revenue_amount: sum('est_revenue_amount'),
    sum_est_fee_amount: sum('est_fee_tax_amount'),
    sum_est_adjustment_amount: sum('est_adjustment_amount'),
    total_count: totalCount,
    next_page_token: nextPageToken,
    transactions: rows.map(asJson),
  }
}

const estimates = ({ shop, world }: ShopCall): readonly UnsettledRow[] =>
  [...shop.orders.walk('create_time', { descending: false })].flatMap(head => {
    if (!shippedStatuses.has(head.status) || shop.finance.settledOrderIds.has(head.id)) return []
    const order = shop.orders.get(head.id)
    if (order === undefined) return []
    // An estimate gets no id of the series: asking must change nothing.
    const { row } = toSaleRow(
      { ...world, newId: prefix => `${prefix}${order.id.slice(-14)}` },
      order,
      order.line_items.filter(isLive),
    )
    return [toEstimate(order, row, shop.currency)]
  })

const toEstimate = (order: Order, row: JsonObject, currency: string): UnsettledRow => {
  const nothing = fromCents(0, currency)
  return {
    id: String(row['id'] ?? ''),
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
  }
}
