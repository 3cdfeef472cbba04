import type { World } from '../world.js'
import type { Order, OrderLine } from './order.js'
import { scheduleOrder } from './order-due.js'

export const isLive = (line: OrderLine): boolean => line.display_status !== 'CANCELLED'

/** Statuses of a line in the order it goes through them. */
const progress = [
  'UNPAID',
  'AWAITING_SHIPMENT',
  'AWAITING_COLLECTION',
  'IN_TRANSIT',
  'DELIVERED',
  'COMPLETED',
]

/** The status of an order that its lines add up to. Held orders have lines that await shipment. */
export const toOrderStatus = (order: Order): string => {
  const steps = order.line_items.filter(isLive).map(line => progress.indexOf(line.display_status ?? ''))
  if (steps.length === 0) return 'CANCELLED'
  if (order.status === 'ON_HOLD') return 'ON_HOLD'
  const least = Math.min(...steps)
  // Some arranged, some not: PARTIALLY_SHIPPING. Further on, the order is where its slowest package is.
  if (least === 1 && Math.max(...steps) > 1) return 'PARTIALLY_SHIPPING'
  return progress[least] ?? order.status
}

/**
 * Stores a changed order: moves `update_time`, tells whoever listens when the status is another, and plans what comes next.
 */
export const changeOrder = (world: World, before: Order, changes: Partial<Order>): Order => {
  const after: Order = {
    ...before,
    ...changes,
    update_time: Math.max(before.update_time, world.nowSecs),
  }
  world.shop.orders.put(after)
  if (after.status !== before.status) notifyStatus(world, after)
  scheduleOrder(world, after)
  return after
}

/** Topic 1. It writes CANCEL where the interface writes CANCELLED, and knows no PARTIALLY_SHIPPING. */
export const notifyStatus = (world: World, order: Order): void => {
  if (order.status === 'PARTIALLY_SHIPPING') return
  world.notify(1, {
    order_id: order.id,
    order_status: order.status === 'CANCELLED' ? 'CANCEL' : order.status,
    is_on_hold_order: order.status === 'ON_HOLD',
    update_time: order.update_time,
  })
}

/** Gives the lines with these ids other members, and the order the status they add up to. */
export const changeLines = (
  world: World,
  order: Order,
  lineIds: ReadonlySet<string>,
  changeLine: (line: OrderLine) => Partial<OrderLine>,
  changes: Partial<Order> = {},
): Order => {
  const line_items = order.line_items.map(line =>
    lineIds.has(line.id) ? { ...line, ...changeLine(line) } : line,
  )
  const status = toOrderStatus({ ...order, line_items })
  return changeOrder(world, order, { line_items, status, ...changes })
}
