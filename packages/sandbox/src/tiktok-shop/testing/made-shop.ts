import { createSandbox, type Sandbox } from '../../create-sandbox.js'
import { makeShop } from '../../generate/make-shop.js'
import type { OrderKind } from '../../generate/order-kinds.js'
import type { JsonObject } from '../../json.js'
import type { Order } from '../orders/order.js'
import { callChecked } from './call-checked.js'
import { type Answered, rowsOf } from './call-shop.js'
import { withLongLivedToken } from './long-lived-token.js'

/** When the shop of these tests is looked at. */
export const nowMs = Date.parse('2026-03-02T10:00:00Z')
export const hour = 3_600_000
export const day = 24 * hour

/** A shop with orders of every kind. */
export const made = makeShop({ orders: 60, seed: 11, nowMs })

export const openSandbox = (): Sandbox =>
  createSandbox({ clock: { at: nowMs }, seed: withLongLivedToken(made.seed) })

export const ordersOf = (kind: OrderKind): readonly Order[] =>
  made.orders.filter(({ id }) => made.kinds.get(id) === kind)

/** The first order of a kind. */
export const idOf = (kind: OrderKind): string => ordersOf(kind)[0]?.id ?? ''

export const readOrder = async (sandbox: Sandbox, id: string): Promise<JsonObject> => {
  const { data } = await callChecked(sandbox, { path: '/order/202507/orders', query: { ids: id } })
  return rowsOf(data, 'orders')[0] ?? {}
}

export const linesOf = (order: JsonObject): readonly JsonObject[] => rowsOf(order, 'line_items')

/** A carrier of the shop's delivery option, and a number that it could give. */
export const usps = '7117858858072016686'
export const tracking = '9400111899223100000011'

/** Marks an order as shipped with USPS, unless the body says otherwise. */
export const ship = (sandbox: Sandbox, id: string, body: object = {}): Promise<Answered> =>
  callChecked(sandbox, {
    path: `/fulfillment/202309/orders/${id}/packages`,
    body: { tracking_number: tracking, shipping_provider_id: usps, ...body },
  })
