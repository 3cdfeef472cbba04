import type { Order, OrderLine } from '../orders/order.js'
import type { World } from '../world.js'
import type { Cancellation } from './aftersale.js'
import { reasonLabel } from './reasons.js'
import { refundOfLine, refundOfLines } from './refund-of-lines.js'

/** Records a request to cancel these lines, undecided. */
export const createCancellation = (
  world: World,
  order: Order,
  lines: readonly OrderLine[],
  by: 'BUYER' | 'SELLER' | 'SYSTEM' | 'OPERATOR',
  reason: string,
): Cancellation => ({
  cancel_id: world.newId('4035'),
  order_id: order.id,
  cancel_type: by === 'BUYER' ? 'BUYER_CANCEL' : 'CANCEL',
  cancel_status: 'CANCELLATION_REQUEST_PENDING',
  role: by === 'OPERATOR' ? 'SYSTEM' : by,
  cancel_reason: reason,
  cancel_reason_text: reasonLabel(world.shop.region, reason),
  create_time: world.nowSecs,
  update_time: world.nowSecs,
  refund_amount: refundOfLines(order, lines),
  cancel_line_items: lines.map(line => ({
    cancel_line_item_id: world.newId('4036'),
    order_line_item_id: line.id,
    sku_id: line.sku_id,
    seller_sku: line.seller_sku ?? '',
    sku_name: line.sku_name ?? '',
    product_name: line.product_name ?? '',
    refund_amount: refundOfLine(order, line),
  })),
  seller_next_action_response: [],
  should_replenish_stock: true,
})

/** Topic 11. */
export const notifyCancellation = (world: World, cancellation: Cancellation): void =>
  world.notify(11, {
    order_id: cancellation.order_id,
    cancellations_role: cancellation.role,
    cancel_status: cancellation.cancel_status,
    cancel_id: cancellation.cancel_id,
    create_time: cancellation.create_time,
  })
