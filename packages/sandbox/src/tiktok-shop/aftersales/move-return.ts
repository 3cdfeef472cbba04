import { fromCents, toCents } from '../../cents.js'
import type { JsonObject } from '../../json.js'
import { ApiRefusal } from '../api-refusal.js'
import { receiveCustomerReturn } from '../fbt/consign.js'
import { settleRefund } from '../finance/settle-order.js'
import { changeOrder } from '../orders/change-order.js'
import type { World } from '../world.js'
import type { ReturnOrder } from './aftersale.js'

/** What the seller is asked for in a status. */
const sellerActions: Readonly<Record<string, (row: ReturnOrder) => string>> = {
  RETURN_OR_REFUND_REQUEST_PENDING: row =>
    row.return_type === 'REFUND' ? 'SELLER_RESPOND_REFUND' : 'SELLER_RESPOND_RETURN',
  BUYER_SHIPPED_ITEM: () => 'SELLER_RESPOND_RECEIVE_PACKAGE',
  REPLACEMENT_REQUEST_PENDING: () => 'SELLER_RESPOND_REPLACEMENT',
}

/** What happens by itself in a status, once its time is over. */
const nextByItself: Readonly<Record<string, string>> = {
  RETURN_OR_REFUND_REQUEST_PENDING: 'approved',
  AWAITING_BUYER_SHIP: 'BUYER_SHIPPED_ITEM',
  BUYER_SHIPPED_ITEM: 'RETURN_OR_REFUND_REQUEST_SUCCESS',
  RETURN_OR_REFUND_REQUEST_SUCCESS: 'RETURN_OR_REFUND_REQUEST_COMPLETE',
}

/** Brings a return into a status, tells whoever listens, keeps the record and plans what comes next. */
export const moveReturn = (
  world: World,
  before: ReturnOrder,
  status: string,
  by: 'BUYER' | 'SELLER' | 'OPERATOR' | 'SYSTEM',
): ReturnOrder => {
  const { settings } = world.shop
  const action = sellerActions[status]
  const after: ReturnOrder = {
    ...before,
    return_status: status,
    update_time: world.nowSecs,
    seller_next_action_response:
      action && settings.sellerAnswerSecs !== null
        ? [{ action: action(before), deadline: world.nowSecs + settings.sellerAnswerSecs }]
        : [],
    ...(status === 'BUYER_SHIPPED_ITEM'
      ? { return_tracking_number: `9402${before.return_id.slice(-12)}`, return_provider_name: 'USPS' }
      : {}),
  }
  world.shop.returns.put(after)
  const records = world.shop.returnRecords.get(after.return_id) ?? []
  world.shop.returnRecords.set(after.return_id, [
    ...records,
    {
      create_time: world.nowSecs,
      event: status,
      role: by,
      description: `${by} moved the request to ${status}`,
    },
  ])
  world.notify(12, {
    order_id: after.order_id,
    return_role: after.role,
    return_type: after.return_type,
    return_status: after.return_status,
    return_id: after.return_id,
    create_time: after.create_time,
    update_time: after.update_time,
  })
  scheduleReturn(world, after)
  if (before.return_status === 'BUYER_SHIPPED_ITEM' && status === 'RETURN_OR_REFUND_REQUEST_SUCCESS')
    receiveCustomerReturn(world, after)
  const isPaidOut =
    status === 'RETURN_OR_REFUND_REQUEST_COMPLETE' || status === 'REPLACEMENT_REQUEST_REFUND_SUCCESS'
  if (isPaidOut) payOut(world, after)
  return after
}

/** Plans what a return does by itself. */
export const scheduleReturn = (world: World, row: ReturnOrder): void => {
  const { sellerAnswerSecs, buyerShipsReturnAfterSecs } = world.shop.settings
  if (nextByItself[row.return_status] === undefined) return
  const lasts =
    row.return_status === 'AWAITING_BUYER_SHIP'
      ? buyerShipsReturnAfterSecs
      : row.return_status === 'RETURN_OR_REFUND_REQUEST_SUCCESS'
        ? 3600
        : row.return_status === 'BUYER_SHIPPED_ITEM' && sellerAnswerSecs !== null
          ? // The parcel travels first; then the seller has time to look at it.
            (buyerShipsReturnAfterSecs ?? 0) + sellerAnswerSecs
          : sellerAnswerSecs
  if (lasts === null) return
  const at = Math.max(row.update_time + lasts, world.nowSecs + 1)
  world.schedule({ atMs: at * 1000, kind: 'return', id: row.return_id, status: row.return_status })
}

/** What time does to a return that nobody touched. */
export const moveReturnOn = (world: World, row: ReturnOrder): void => {
  const next = nextByItself[row.return_status]
  if (next === undefined) return
  const status =
    next !== 'approved'
      ? next
      : row.return_type === 'RETURN_AND_REFUND'
        ? 'AWAITING_BUYER_SHIP'
        : 'RETURN_OR_REFUND_REQUEST_SUCCESS'
  moveReturn(world, row, status, status === 'BUYER_SHIPPED_ITEM' ? 'BUYER' : 'SYSTEM')
}

/** A dispute: while it runs the seller decides nothing; its end is the end of the request. */
export const arbitrate = (
  world: World,
  row: ReturnOrder,
  status: 'IN_PROGRESS' | 'SUPPORT_BUYER' | 'SUPPORT_SELLER' | 'CLOSED',
): ReturnOrder => {
  const disputed = { ...row, arbitration_status: status, update_time: world.nowSecs }
  const hasParcel = row.return_status === 'REJECT_RECEIVE_PACKAGE'
  switch (status) {
    case 'SUPPORT_BUYER':
      return moveReturn(
        world,
        disputed,
        row.return_type === 'RETURN_AND_REFUND' && !hasParcel
          ? 'AWAITING_BUYER_SHIP'
          : 'RETURN_OR_REFUND_REQUEST_SUCCESS',
        'OPERATOR',
      )
    case 'SUPPORT_SELLER':
      return moveReturn(world, disputed, 'RETURN_OR_REFUND_REQUEST_CANCEL', 'OPERATOR')
    default:
      world.shop.returns.put(disputed)
      return disputed
  }
}

/** The seller offers a part; the buyer's answer comes through the admin routes. */
export const offerPartialRefund = (world: World, row: ReturnOrder, offer: JsonObject): void => {
  const amount = String(offer['amount'] ?? '')
  const { currency } = row.refund_amount
  const isTooMuch =
    !/^\d+(\.\d{1,2})?$/.test(amount) ||
    toCents(amount, currency) > toCents(row.refund_amount.refund_total, currency)
  if (isTooMuch) throw new ApiRefusal(25005005)
  moveReturn(
    world,
    {
      ...row,
      partial_refund: { amount: fromCents(toCents(amount, currency), currency), currency },
      seller_proposed_return_type: 'PARTIAL_REFUND',
    },
    'AWAITING_BUYER_RESPONSE',
    'SELLER',
  )
}

/** The money goes back: the settlement learns of it, and an order refunded in full is completed. */
const payOut = (world: World, row: ReturnOrder): void => {
  settleRefund(world, row)
  const order = world.shop.orders.get(row.order_id)
  if (!order) return
  const refunded = new Set<string>()
  for (const other of world.shop.returns.all()) {
    const isDone =
      other.return_status === 'RETURN_OR_REFUND_REQUEST_COMPLETE' ||
      other.return_status === 'REPLACEMENT_REQUEST_REFUND_SUCCESS'
    if (other.order_id !== order.id || !isDone) continue
    for (const line of other.return_line_items) refunded.add(line.order_line_item_id)
  }
  const live = order.line_items.filter(line => line.display_status !== 'CANCELLED')
  const isFull = live.every(line => refunded.has(line.id))
  const open = ['AWAITING_COLLECTION', 'IN_TRANSIT', 'DELIVERED']
  if (isFull && open.includes(order.status)) {
    changeOrder(world, order, {
      status: 'COMPLETED',
      line_items: order.line_items.map(line =>
        line.display_status === 'CANCELLED' ? line : { ...line, display_status: 'COMPLETED' },
      ),
    })
  }
}
