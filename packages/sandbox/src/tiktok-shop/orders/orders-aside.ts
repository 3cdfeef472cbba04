import type { z } from 'zod'
import { isChecked, markChecked } from '../../checked-lists.js'
import { isJsonObject } from '../../json.js'
import { isOrder } from './is-order.js'
import type { Order } from './order.js'

/** Shops in which the lists of orders that are right are empty, and the way to put the lists back. */
export interface OrdersAside {
  readonly value: unknown
  putBack<Shop extends { readonly orders: readonly Order[] }>(shops: readonly Shop[]): Shop[]
}

/**
 * Looks through the orders of shops, which are most of a seed, by the fastest way. Lists that are right stay the lists they are, with
 * what lies unread beside them; wrong ones stay in the value, for the schema to say what is wrong.
 */
export const setOrdersAside = (value: unknown): OrdersAside => {
  const shops: readonly unknown[] = isJsonObject(value) && Array.isArray(value['shops']) ? value['shops'] : []
  const lists = shops.map(ordersOf)
  return {
    value:
      shops.length === 0
        ? value
        : {
            ...Object(value),
            shops: shops.map((shop, index) => (lists[index] ? { ...Object(shop), orders: [] } : shop)),
          },
    putBack: parsed => parsed.map((shop, index) => ({ ...shop, orders: lists[index] ?? shop.orders })),
  }
}

/** Parses what holds shops. */
export const parseWithOrders = <Parsed extends { readonly shops: { orders: Order[] }[] }>(
  schema: z.ZodType<Parsed>,
  value: unknown,
): Parsed => {
  const aside = setOrdersAside(value)
  const parsed = schema.parse(aside.value)
  return { ...parsed, shops: aside.putBack(parsed.shops) }
}

const ordersOf = (shop: unknown): Order[] | undefined => {
  const orders = isJsonObject(shop) ? shop['orders'] : undefined
  return areOrders(orders) ? markChecked(orders) : undefined
}

const areOrders = (value: unknown): value is Order[] =>
  Array.isArray(value) && (isChecked(value) || value.every(isOrder))
