import { createTimeIndex, type TimeIndex, type WalkOptions } from '../time-index.js'
import type { Order } from './order.js'

export type OrderSortField = 'create_time' | 'update_time'

/** The orders of one shop. Orders in it are never changed in place: `put` the changed copy. */
export interface OrderStore {
  readonly size: number
  get(id: string): Order | undefined
  put(order: Order): void
  all(): IterableIterator<Order>
  walk(field: OrderSortField, options: WalkOptions): Iterable<Order>
}

export const createOrderStore = (): OrderStore => {
  const orders = new Map<string, Order>()
  const indexes: Record<OrderSortField, TimeIndex> = {
    create_time: createTimeIndex(),
    update_time: createTimeIndex(),
  }

  return {
    get size() {
      return orders.size
    },
    get: id => orders.get(id),
    put: order => {
      const before = orders.get(order.id)
      orders.set(order.id, order)
      for (const field of ['create_time', 'update_time'] as const) {
        if (before?.[field] === order[field]) continue
        if (before) indexes[field].remove(before[field], order.id)
        indexes[field].insert(order[field], order.id)
      }
    },
    all: () => orders.values(),
    *walk(field, options) {
      for (const { id } of indexes[field].walk(options)) {
        const order = orders.get(id)
        if (order) yield order
      }
    },
  }
}
