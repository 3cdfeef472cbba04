import type { JsonObject } from '../../json.js'
import type { ShopCall } from '../shop-call.js'
import { toServedOrder } from './serve-order.js'

/** Get Order Detail 202309 and 202507. Unknown and foreign ids are simply missing from the answer. */
export const readOrders = (call: ShopCall): JsonObject => {
  const ids = Array.isArray(call.query['ids']) ? call.query['ids'] : []
  return {
    orders: [...new Set(ids)].flatMap(id => {
      const order = call.shop.orders.get(id)
      return order ? [toServedOrder(order, 'detail', call)] : []
    }),
  }
}
