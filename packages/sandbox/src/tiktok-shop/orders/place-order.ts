import { createPackage } from '../fulfillment/arrange-shipment.js'
import { putPackage } from '../fulfillment/move-package.js'
import { commitUnits, findShortage } from '../inventory/stock.js'
import type { World } from '../world.js'
import { notifyStatus } from './change-order.js'
import type { Order } from './order.js'
import { scheduleOrder } from './order-due.js'

/**
 * A buyer orders. Units leave what is for sale at once.
 *
 * @throws {Error} when the stock does not cover it; the real shop would not have offered it
 */
export const placeOrder = (world: World, asked: Order): Order => {
  const short = findShortage(world.shop, asked)
  if (short) throw new Error(`SKU ${short.sku_id} (${short.seller_sku ?? ''}) is sold out.`)
  if (world.shop.orders.get(asked.id)) throw new Error(`There already is an order "${asked.id}".`)
  commitUnits(world, asked, asked.line_items)
  const placed = hasPackageFromTheStart(world, asked) ? withPackage(world, asked) : asked
  world.shop.orders.put(placed)
  notifyStatus(world, placed)
  scheduleOrder(world, placed)
  return placed
}

/** Outside the US a package is there right after payment. */
const hasPackageFromTheStart = ({ shop }: World, order: Order): boolean =>
  shop.region !== 'US' && order.status !== 'UNPAID' && (order.packages ?? []).length === 0

const withPackage = (world: World, order: Order): Order => {
  const made = putPackage(
    world,
    createPackage(
      world,
      order,
      order.line_items.map(line => line.id),
    ),
  )
  return {
    ...order,
    packages: [{ id: made.package_id }],
    line_items: order.line_items.map(line => ({
      ...line,
      package_id: made.package_id,
      package_status: 'TO_FULFILL',
    })),
  }
}
