import { cancelLines } from '../aftersales/cancel-lines.js'
import { recordConsignment } from '../fbt/consign.js'
import { scheduleSettlement } from '../finance/settle-order.js'
import { arrangeShipment } from '../fulfillment/arrange-shipment.js'
import { moveOrderPackages } from '../fulfillment/move-package.js'
import type { World } from '../world.js'
import { changeLines, changeOrder, isLive } from './change-order.js'
import type { Order } from './order.js'

const liveIds = (order: Order): ReadonlySet<string> =>
  new Set(order.line_items.filter(isLive).map(line => line.id))

/** The buyer has paid: the remorse hour begins. */
export const payOrder = (world: World, order: Order): Order =>
  changeLines(world, order, liveIds(order), () => ({ display_status: 'AWAITING_SHIPMENT' }), {
    status: 'ON_HOLD',
    is_on_hold_order: true,
    paid_time: world.nowSecs,
  })

/** What TikTok, the carrier or the lapse of time does to an order in its status. */
export const moveOrderOn = (world: World, order: Order): Order => {
  switch (order.status) {
    case 'UNPAID':
      return cancelLines(world, order, liveIds(order), { by: 'SYSTEM', reason: 'system_cancel_unpaid' })
    case 'ON_HOLD':
      return changeOrder(world, order, { status: 'AWAITING_SHIPMENT', is_on_hold_order: false })
    case 'AWAITING_SHIPMENT':
    case 'PARTIALLY_SHIPPING':
      return order.fulfillment_type === 'FULFILLMENT_BY_TIKTOK'
        ? shipFromTikTokWarehouse(world, order)
        : cancelLines(world, order, liveIds(order), {
            by: 'SYSTEM',
            reason: 'system_cancel_not_shipped_in_time',
          })
    case 'AWAITING_COLLECTION':
      return step(world, order, 'IN_TRANSIT', 'FULFILLING', { collection_time: world.nowSecs })
    case 'IN_TRANSIT': {
      const delivered = step(world, order, 'DELIVERED', 'COMPLETED', { delivery_time: world.nowSecs })
      scheduleSettlement(world, delivered)
      return delivered
    }
    case 'DELIVERED':
      return step(world, order, 'COMPLETED', 'COMPLETED', {})
    default:
      return order
  }
}

const step = (
  world: World,
  order: Order,
  lineStatus: string,
  packageStatus: string,
  changes: Partial<Order>,
): Order => {
  moveOrderPackages(world, order, packageStatus)
  return changeLines(
    world,
    order,
    liveIds(order),
    () => ({ display_status: lineStatus, package_status: packageStatus }),
    changes,
  )
}

const shipFromTikTokWarehouse = (world: World, order: Order): Order => {
  const lines = order.line_items.filter(isLive)
  const { order: shipped } = arrangeShipment(world, order, liveIds(order), {
    trackingNumber: `TTFBT${order.id.slice(-12)}`,
    provider: { id: '7117858858072016999', name: 'TikTok Logistics' },
  })
  recordConsignment(world, order, lines)
  return shipped
}
