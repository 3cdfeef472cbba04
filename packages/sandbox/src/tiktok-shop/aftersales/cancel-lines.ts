import { cancelPackageLines } from '../fulfillment/move-package.js'
import { releaseUnits } from '../inventory/stock.js'
import { changeLines, isLive } from '../orders/change-order.js'
import type { Order } from '../orders/order.js'
import type { World } from '../world.js'
import type { Cancellation } from './aftersale.js'
import { createCancellation, notifyCancellation } from './create-cancellation.js'

export interface CancelBy {
  readonly by: 'BUYER' | 'SELLER' | 'SYSTEM' | 'OPERATOR'
  readonly reason: string
  /** The request that is granted with this; left out, one is recorded as done. */
  readonly request?: Cancellation
}

/** Cancels lines for good: stock comes back, packages shrink, the order follows when nothing of it is left. */
export const cancelLines = (
  world: World,
  order: Order,
  lineIds: ReadonlySet<string>,
  { by, reason, request }: CancelBy,
): Order => {
  const lines = order.line_items.filter(line => isLive(line) && lineIds.has(line.id))
  const isUnshipped = (status: string | undefined) => status === 'UNPAID' || status === 'AWAITING_SHIPMENT'
  releaseUnits(
    world,
    order,
    lines.filter(line => isUnshipped(line.display_status)),
  )
  cancelPackageLines(world, order, lineIds)

  const done = request ?? createCancellation(world, order, lines, by, reason)
  const settled: Cancellation = {
    ...done,
    cancel_status: 'CANCELLATION_REQUEST_COMPLETE',
    seller_next_action_response: [],
    update_time: world.nowSecs,
  }
  world.shop.cancellations.put(settled)
  notifyCancellation(world, settled)

  const isWhole = order.line_items.every(line => !isLive(line) || lineIds.has(line.id))
  return changeLines(
    world,
    order,
    new Set(lines.map(line => line.id)),
    () => ({
      display_status: 'CANCELLED',
      package_status: 'CANCELLED',
      cancel_user: by,
      cancel_reason: reason,
    }),
    {
      is_buyer_request_cancel: false,
      ...(isWhole
        ? {
            cancel_time: world.nowSecs,
            cancel_reason: reason,
            cancellation_initiator: by === 'OPERATOR' ? 'SYSTEM' : by,
            is_on_hold_order: false,
          }
        : {}),
    },
  )
}
