import type { ReturnOrder } from '../aftersales/aftersale.js'
import { isLive } from '../orders/change-order.js'
import type { Order, OrderHead } from '../orders/order.js'
import type { World } from '../world.js'
import type { SettledRow } from './finance-records.js'
import { toRefundRow } from './refund-row.js'
import { reserveRow } from './reserve-row.js'
import { toSaleRow } from './sale-row.js'

const daySecs = 24 * 3600

/** Plans the settlement of a delivered order. */
export const scheduleSettlement = (world: World, order: OrderHead): void => {
  const { settleAfterSecs } = world.shop.settings
  if (settleAfterSecs === null || world.shop.finance.settledOrderIds.has(order.id)) return
  const delivered = typeof order['delivery_time'] === 'number' ? order['delivery_time'] : order.update_time
  const at = Math.max(delivered + settleAfterSecs, world.nowSecs)
  world.schedule({ atMs: at * 1000, kind: 'settle', id: order.id })
}

/** The sale is settled: its row waits for the next statement, with those of refunds that were paid before. */
export const settleOrder = (world: World, order: Order): void => {
  const { finance } = world.shop
  if (finance.settledOrderIds.has(order.id)) return
  const lines = order.line_items.filter(isLive)
  if (lines.length === 0) return
  finance.settledOrderIds.add(order.id)
  const sale = toSaleRow(world, order, lines)
  addPending(world, sale)
  const reserve = reserveRow(world, order, sale)
  if (reserve) addPending(world, reserve)
  for (const row of world.shop.returns.all())
    if (row.order_id === order.id && isPaidOut(row)) settleRefund(world, row)
}

const isPaidOut = (row: ReturnOrder): boolean =>
  row.return_status === 'RETURN_OR_REFUND_REQUEST_COMPLETE' ||
  row.return_status === 'REPLACEMENT_REQUEST_REFUND_SUCCESS'

/** A refund was paid: it turns the sale's row round, once that has been settled. */
export const settleRefund = (world: World, row: ReturnOrder): void => {
  const { finance, orders } = world.shop
  const order = orders.get(row.order_id)
  if (!order || finance.settledReturnIds.has(row.return_id) || !finance.settledOrderIds.has(order.id)) return
  finance.settledReturnIds.add(row.return_id)
  addPending(world, toRefundRow(world, order, row))
}

/** Puts a row on the statement that closes at the next midnight (UTC). */
export const addPending = (world: World, row: SettledRow): void => {
  if (world.shop.finance.pending.length === 0) scheduleStatement(world)
  world.shop.finance.pending.push(row)
}

export const scheduleStatement = (world: World): void => {
  const midnight = (Math.floor(world.nowSecs / daySecs) + 1) * daySecs
  world.schedule({ atMs: midnight * 1000, kind: 'statement', id: world.shop.id })
}
