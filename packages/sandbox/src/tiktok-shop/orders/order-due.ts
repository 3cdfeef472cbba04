import type { TikTokShopSettings } from '../settings.js'
import type { World } from '../world.js'
import type { OrderHead } from './order.js'

const secondsOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

interface Stage {
  /** Unix seconds at which the status began. */
  readonly since: number
  readonly lasts: number | null
}

/** How long an order stays where it is, unless somebody does something. */
const stageOf = (order: OrderHead, settings: TikTokShopSettings): Stage | undefined => {
  const isFbt = order.fulfillment_type === 'FULFILLMENT_BY_TIKTOK'
  const paid = order.paid_time ?? order.create_time
  switch (order.status) {
    case 'UNPAID':
      return { since: order.create_time, lasts: settings.unpaidCancelSecs }
    case 'ON_HOLD':
      return { since: paid, lasts: settings.remorseHoldSecs }
    case 'AWAITING_SHIPMENT':
    case 'PARTIALLY_SHIPPING': {
      if (isFbt) return { since: order.update_time, lasts: settings.fbtShipAfterSecs }
      const until = secondsOf(order['cancel_order_sla_time'])
      return order.status === 'AWAITING_SHIPMENT' && until !== undefined
        ? { since: paid, lasts: until - paid }
        : undefined
    }
    case 'AWAITING_COLLECTION':
      return { since: secondsOf(order['rts_time']) ?? order.update_time, lasts: settings.collectAfterSecs }
    case 'IN_TRANSIT':
      return {
        since: secondsOf(order['collection_time']) ?? order.update_time,
        lasts: settings.deliverAfterSecs,
      }
    case 'DELIVERED':
      return {
        since: secondsOf(order['delivery_time']) ?? order.update_time,
        lasts: settings.completeAfterSecs,
      }
    default:
      return undefined
  }
}

/** Plans the order's next move by itself. */
export const scheduleOrder = (world: World, order: OrderHead): void => {
  const stage = stageOf(order, world.shop.settings)
  if (stage === undefined || stage.lasts === null) return
  // A seed may be old: what should have happened before it was loaded is counted from now on instead.
  const due = stage.since + stage.lasts
  const at = due < world.nowSecs ? world.nowSecs + Math.max(1, stage.lasts) : due
  world.schedule({ atMs: at * 1000, kind: 'order', id: order.id, status: order.status })
}
