import type { Json, JsonObject } from '../../json.js'
import { asJson, isJsonObject } from '../../json.js'
import { ApiRefusal } from '../api-refusal.js'
import { changeOrder, isLive } from '../orders/change-order.js'
import type { Order, OrderLine } from '../orders/order.js'
import { paginate } from '../paginate.js'
import type { ShopCall } from '../shop-call.js'
import type { World } from '../world.js'
import type { Cancellation } from './aftersale.js'
import { cancelLines } from './cancel-lines.js'
import { createCancellation, notifyCancellation } from './create-cancellation.js'
import { isListed, textOf } from './list-filter.js'
import { reasonsOf } from './reasons.js'

/** Cancel Order 202309 and 202602: the seller cancels, at once. */
export const cancelOrder = ({ world, body }: ShopCall): Json => {
  const order = findOrder(world, textOf(body['order_id']))
  const reason = textOf(body['cancel_reason'])
  const lines = wantedLines(order, body)
  checkSellerMayCancel(world, order, lines, reason)
  const ids = new Set(lines.map(line => line.id))
  const request = createCancellation(world, order, lines, 'SELLER', reason)
  cancelLines(world, order, ids, { by: 'SELLER', reason, request })
  return { cancel_id: request.cancel_id, cancel_status: 'CANCELLATION_REQUEST_SUCCESS' }
}

/** The buyer asks; while unpaid or held it is granted at once, later the seller decides. */
export const requestCancel = (
  world: World,
  order: Order,
  lineIds: readonly string[],
  reason: string,
): Cancellation => {
  const lines =
    lineIds.length > 0 ? order.line_items.filter(line => lineIds.includes(line.id)) : order.line_items
  const live = lines.filter(isLive)
  const request = createCancellation(world, order, live, 'BUYER', reason)
  if (order.status === 'UNPAID' || order.status === 'ON_HOLD') {
    cancelLines(world, order, new Set(live.map(line => line.id)), { by: 'BUYER', reason, request })
    return world.shop.cancellations.get(request.cancel_id) ?? request
  }
  if (order.status !== 'AWAITING_SHIPMENT') throw new ApiRefusal(25001045)
  if (openCancellation(world, order.id)) throw new ApiRefusal(25001011)
  const answerSecs = world.shop.settings.sellerAnswerSecs
  const asked: Cancellation = {
    ...request,
    seller_next_action_response:
      answerSecs === null ? [] : [{ action: 'SELLER_RESPOND_CANCEL', deadline: world.nowSecs + answerSecs }],
  }
  world.shop.cancellations.put(asked)
  changeOrder(world, order, { is_buyer_request_cancel: true, request_cancel_time: world.nowSecs })
  notifyCancellation(world, asked)
  if (answerSecs !== null) {
    world.schedule({ atMs: (world.nowSecs + answerSecs) * 1000, kind: 'cancellation', id: asked.cancel_id })
  }
  return asked
}

/** Search Cancellations 202309 and 202602. */
export const searchCancellations = (call: ShopCall): Json => {
  const { shop, query, body } = call
  const field = query['sort_field'] === 'update_time' ? 'update_time' : 'create_time'
  const { rows, nextPageToken, totalCount } = paginate(call, {
    store: shop.cancellations,
    walk: options => shop.cancellations.walk(field, options),
    isWanted: row =>
      isListed(body['cancel_ids'], row.cancel_id) &&
      isListed(body['order_ids'], row.order_id) &&
      isListed(body['cancel_types'], row.cancel_type) &&
      // The filter spells the withdrawn status _CANCEL, the object _CANCELLED.
      isListed(
        body['cancel_status'],
        row.cancel_status,
        row.cancel_status.replace(/_CANCELLED$/, '_CANCEL'),
      ) &&
      isListed(body['buyer_user_ids'], shop.orders.get(row.order_id)?.user_id ?? '') &&
      isWithin(body, row),
    positionOf: row => ({ after: row[field], id: row.cancel_id }),
    descending: query['sort_order'] !== 'ASC',
    defaultPageSize: 10,
  })
  return { cancellations: rows.map(asJson), next_page_token: nextPageToken, total_count: totalCount }
}

export const isWithin = (body: JsonObject, row: { create_time: number; update_time: number }): boolean =>
  (['create_time', 'update_time'] as const).every(field => {
    const [ge, lt] = [body[`${field}_ge`], body[`${field}_lt`]]
    return (typeof ge !== 'number' || row[field] >= ge) && (typeof lt !== 'number' || row[field] < lt)
  })

/** Approve Cancellation. */
export const approveCancellation = ({ world, path }: ShopCall): undefined => {
  const request = pendingCancellation(world, path['cancel_id'] ?? '')
  grantCancellation(world, request)
}

export const grantCancellation = (world: World, request: Cancellation): void => {
  const order = findOrder(world, request.order_id)
  const ids = new Set(request.cancel_line_items.map(line => line.order_line_item_id))
  cancelLines(world, order, ids, { by: 'BUYER', reason: request.cancel_reason, request })
}

/** Reject Cancellation. */
export const rejectCancellation = ({ world, path, body }: ShopCall): undefined => {
  const request = pendingCancellation(world, path['cancel_id'] ?? '')
  const reason = textOf(body['reject_reason'])
  const known = reasonsOf(world.shop.region, 'cancel', 'sellerReject')
  if (known.length > 0 && !known.some(({ key }) => key === reason)) throw new ApiRefusal(25001014)
  withdrawCancellation(world, request)
}

/** The request is over and the order goes on. */
export const withdrawCancellation = (world: World, request: Cancellation): void => {
  const over: Cancellation = {
    ...request,
    cancel_status: 'CANCELLATION_REQUEST_CANCELLED',
    seller_next_action_response: [],
    update_time: world.nowSecs,
  }
  world.shop.cancellations.put(over)
  notifyCancellation(world, over)
  const order = world.shop.orders.get(request.order_id)
  if (order) changeOrder(world, order, { is_buyer_request_cancel: false })
}

export const openCancellation = (world: World, orderId: string): Cancellation | undefined => {
  if (world.shop.orders.get(orderId)?.is_buyer_request_cancel !== true) return undefined
  for (const row of world.shop.cancellations.all()) {
    if (row.order_id === orderId && row.cancel_status === 'CANCELLATION_REQUEST_PENDING') return row
  }
  return undefined
}

const pendingCancellation = (world: World, id: string): Cancellation => {
  const request = world.shop.cancellations.get(id)
  if (!request) throw new ApiRefusal(25020005)
  if (request.cancel_status === 'CANCELLATION_REQUEST_CANCELLED') throw new ApiRefusal(25020009)
  if (request.cancel_status !== 'CANCELLATION_REQUEST_PENDING') throw new ApiRefusal(25020003)
  return request
}

/** The order of an after-sale call; one of nobody or of another shop is refused. */
export const findOrder = (world: World, id: string): Order => {
  const order = world.shop.orders.get(id)
  if (!order) throw new ApiRefusal(25007006)
  return order
}

/** Lines named by id, or by SKU and number of units; none named means all. */
export const wantedLines = (order: Order, body: JsonObject): readonly OrderLine[] => {
  const live = order.line_items.filter(isLive)
  const ids = [
    ...listOf(body['order_line_item_ids']).map(String),
    ...listOf(body['order_line_list'])
      .filter(isJsonObject)
      .map(line => String(line['order_line_item_id'])),
  ]
  if (ids.length > 0) return live.filter(line => ids.includes(line.id))
  const skus = listOf(body['skus']).filter(isJsonObject)
  if (skus.length === 0) return live
  return skus.flatMap(sku =>
    live.filter(line => line.sku_id === sku['sku_id']).slice(0, Number(sku['quantity'] ?? 0)),
  )
}

const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value : [])

const checkSellerMayCancel = (
  world: World,
  order: Order,
  lines: readonly OrderLine[],
  reason: string,
): void => {
  const { region } = world.shop
  if (order.status === 'CANCELLED' || order.status === 'COMPLETED') throw new ApiRefusal(25001051)
  if (openCancellation(world, order.id) || lines.length === 0) throw new ApiRefusal(25001011)
  const cancellable =
    order.status === 'ON_HOLD' ||
    order.status === 'AWAITING_SHIPMENT' ||
    order.status === 'PARTIALLY_SHIPPING' ||
    order.status === 'UNPAID' ||
    (order.status === 'AWAITING_COLLECTION' && region === 'US')
  if (!cancellable) throw new ApiRefusal(25001045)
  const known = reasonsOf(region, 'cancel', 'seller')
  const isBuyers = reasonsOf(region, 'cancel', 'buyer').some(({ key }) => key === reason)
  const matching = known.filter(({ key }) => key === reason)
  if (known.length > 0 && matching.length === 0) throw new ApiRefusal(isBuyers ? 25001015 : 25001014)
  // Held orders take the reasons of orders that await shipment: the lists name no ON_HOLD everywhere.
  const statuses = [order.status, ...(order.status === 'ON_HOLD' ? ['AWAITING_SHIPMENT'] : [])]
  const suits = matching.some(
    row => row.statuses.length === 0 || row.statuses.some(status => statuses.includes(status)),
  )
  if (known.length > 0 && !suits && order.status !== 'PARTIALLY_SHIPPING') throw new ApiRefusal(25001021)
}
