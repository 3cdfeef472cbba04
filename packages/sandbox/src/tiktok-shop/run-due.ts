import { grantCancellation } from './aftersales/cancellations.js'
import { moveReturnOn } from './aftersales/move-return.js'
import type { DueEntry } from './due-queue.js'
import { closeStatement, releaseReserve } from './finance/close-statement.js'
import { payStatements } from './finance/pay-statements.js'
import { settleOrder } from './finance/settle-order.js'
import { moveOrderOn } from './orders/move-order.js'
import { passReview } from './products/edit-products.js'
import type { World } from './world.js'

/** Does what has fallen due, unless somebody has done something meanwhile. */
export const runDueEntry = (world: World, entry: DueEntry): void => {
  const { shop } = world
  switch (entry.kind) {
    case 'order': {
      const order = shop.orders.get(entry.id)
      if (order && order.status === entry.status) moveOrderOn(world, order)
      return
    }
    case 'cancellation': {
      const request = shop.cancellations.get(entry.id)
      if (request?.cancel_status === 'CANCELLATION_REQUEST_PENDING') grantCancellation(world, request)
      return
    }
    case 'return': {
      const row = shop.returns.get(entry.id)
      if (row && row.return_status === entry.status) moveReturnOn(world, row)
      return
    }
    case 'settle': {
      const order = shop.orders.get(entry.id)
      if (order && order.status !== 'CANCELLED') settleOrder(world, order)
      return
    }
    case 'statement':
      closeStatement(world)
      return
    case 'payment':
      payStatements(world)
      return
    case 'release':
      releaseReserve(world, entry.id)
      return
    case 'review': {
      const row = shop.products.get(entry.id)
      if (row && row.status === entry.status) passReview(world, row)
      return
    }
    default:
      entry.kind satisfies never
  }
}
