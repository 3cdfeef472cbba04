import { scheduleReturn } from './aftersales/move-return.js'
import { scheduleSettlement, scheduleStatement } from './finance/settle-order.js'
import { scheduleOrder } from './orders/order-due.js'
import { planReview } from './products/edit-products.js'
import type { World } from './world.js'

/** Plans everything that a freshly loaded shop will do by itself. */
export const scheduleShop = (world: World): void => {
  const { shop } = world
  for (const order of shop.orders.heads()) {
    scheduleOrder(world, order)
    if (order.status === 'DELIVERED') scheduleSettlement(world, order)
  }
  const answerSecs = shop.settings.sellerAnswerSecs
  for (const request of shop.cancellations.all()) {
    if (request.cancel_status !== 'CANCELLATION_REQUEST_PENDING' || answerSecs === null) continue
    const at = Math.max(request.create_time + answerSecs, world.nowSecs + 1)
    world.schedule({ atMs: at * 1000, kind: 'cancellation', id: request.cancel_id })
  }
  for (const row of shop.returns.all()) scheduleReturn(world, row)
  for (const row of shop.products.all()) if (row.status === 'PENDING') planReview(world, row)
  if (shop.finance.pending.length > 0) scheduleStatement(world)
  for (const { head } of shop.finance.statements.values()) {
    if (head.payment_status === 'PAID' || shop.settings.payAfterSecs === null) continue
    const at = Math.max(head.statement_time + shop.settings.payAfterSecs, world.nowSecs + 1)
    world.schedule({ atMs: at * 1000, kind: 'payment', id: head.id })
  }
  for (const held of shop.finance.reserves.values()) {
    world.schedule({ atMs: Math.max(held.releaseAt, world.nowSecs + 1) * 1000, kind: 'release', id: held.id })
  }
}
