import { z } from 'zod'
import { readScalars } from '../../lines/read-scalars.js'
import { readRow, unreadBeside } from '../../lines/unread-rows.js'
import type { UnreadRows } from '../record-store.js'
import { isOrder } from './is-order.js'
import { type Order, type OrderHead, order } from './order.js'

const orderHeadMembers = {
  id: true,
  status: true,
  create_time: true,
  update_time: true,
  paid_time: true,
  user_id: true,
  warehouse_id: true,
  shipping_type: true,
  fulfillment_type: true,
  is_buyer_request_cancel: true,
} as const

const orderHead: z.ZodType<OrderHead> = order.pick(orderHeadMembers)

/** Members that searches filter by, and those that say when an order moves on by itself. */
const headNames: ReadonlySet<string> = new Set([
  ...Object.keys(orderHeadMembers),
  'cancel_order_sla_time',
  'rts_time',
  'collection_time',
  'delivery_time',
])

export const isHeadMember = (name: string): boolean => headNames.has(name)

/** How the orders are read that were left unread beside a list: each is checked when it is. */
export const unreadOrders = (rows: readonly unknown[]): UnreadRows<Order, OrderHead> => ({
  texts: unreadBeside(rows),
  toHead: text => orderHead.parse(readScalars(text, headNames)),
  read: text => {
    const row = readRow(text)
    return isOrder(row) ? row : checkedOrder(row)
  },
})

const checkedOrder = (row: unknown): Order => {
  const checked = order.safeParse(row)
  if (checked.success) return checked.data
  throw new TypeError(`An order of the seed is wrong:\n${z.prettifyError(checked.error)}`)
}

/** Whether a list in a seed or in a state holds a shop's orders: those may stay unread. */
export const isPathOfOrders = (path: readonly string[]): boolean =>
  /(^|\/)(tiktokShop|tiktok-shop)\/shops\/\d+\/orders$/.test(path.join('/'))
