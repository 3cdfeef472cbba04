import type { JsonObject } from '../../json.js'
import { paginate } from '../paginate.js'
import type { TimeField } from '../record-store.js'
import type { ShopCall } from '../shop-call.js'
import type { OrderHead } from './order.js'
import { toServedOrder } from './serve-order.js'

/** Get Order List 202309. */
export const searchOrders = (call: ShopCall): JsonObject => {
  const field: TimeField = call.query['sort_field'] === 'update_time' ? 'update_time' : 'create_time'
  const filter = toFilter(call.body)
  const { rows, nextPageToken, totalCount } = paginate(call, {
    store: call.shop.orders,
    walk: options =>
      call.shop.orders.walk(field, {
        ...options,
        ge: numberOf(call.body[`${field}_ge`]),
        lt: numberOf(call.body[`${field}_lt`]),
      }),
    isWanted: filter,
    positionOf: order => ({ after: order[field], id: order.id }),
    descending: call.query['sort_order'] !== 'ASC',
  })
  return {
    next_page_token: nextPageToken,
    total_count: totalCount,
    orders: rows.flatMap(({ id }) => {
      const order = call.shop.orders.get(id)
      return order === undefined ? [] : [toServedOrder(order, 'search', call)]
    }),
  }
}

const toFilter = (body: JsonObject) => {
  const status = textOf(body['order_status'])
  const shippingType = textOf(body['shipping_type'])
  const buyerUserId = textOf(body['buyer_user_id'])
  const requestsCancel = body['is_buyer_request_cancel']
  const warehouses = Array.isArray(body['warehouse_ids']) ? new Set(body['warehouse_ids']) : undefined
  const createdFrom = numberOf(body['create_time_ge'])
  const createdBefore = numberOf(body['create_time_lt'])
  const updatedFrom = numberOf(body['update_time_ge'])
  const updatedBefore = numberOf(body['update_time_lt'])
  return (order: OrderHead): boolean =>
    (status === undefined || order.status === status) &&
    (createdFrom === undefined || order.create_time >= createdFrom) &&
    (createdBefore === undefined || order.create_time < createdBefore) &&
    (updatedFrom === undefined || order.update_time >= updatedFrom) &&
    (updatedBefore === undefined || order.update_time < updatedBefore) &&
    (shippingType === undefined || order.shipping_type === shippingType) &&
    (buyerUserId === undefined || order.user_id === buyerUserId) &&
    (typeof requestsCancel !== 'boolean' || (order.is_buyer_request_cancel ?? false) === requestsCancel) &&
    (warehouses === undefined || (order.warehouse_id !== undefined && warehouses.has(order.warehouse_id)))
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)
