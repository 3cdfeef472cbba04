import type { JsonObject } from '@tiktok-ns/flow-engine'
import type { Sandbox } from '@tiktok-ns/sandbox'
import type { TikTokShopClient } from '@tiktok-ns/tiktok-client'
import { z } from 'zod'
import { type OrderWish, toOrder } from './to-order.js'

const line = z.looseObject({
  id: z.string(),
  sku_id: z.string(),
  seller_sku: z.string().optional(),
  display_status: z.string().optional(),
})
const order = z.looseObject({
  id: z.string(),
  status: z.string(),
  update_time: z.number(),
  line_items: z.array(line),
})
export type ShopOrder = z.infer<typeof order>

const sku = z.looseObject({
  id: z.string(),
  seller_sku: z.string().optional(),
  price: z.looseObject({ sale_price: z.string().optional(), tax_exclusive_price: z.string().optional() }),
})
const product = z.looseObject({ id: z.string(), title: z.string(), skus: z.array(sku) })
export type ShopProduct = z.infer<typeof product>

const shopSeed = z.looseObject({
  currency: z.string(),
  region: z.string(),
  orders: z.array(order),
  products: z.array(product),
})

/** What buyers, carriers, TikTok and the seller in Seller Center do. */
export interface ShopSide {
  readonly id: string
  /** A buyer orders and pays: the order is on hold, then waits to be shipped. Answers with the order. */
  buy(wish: OrderWish): Promise<ShopOrder>
  order(id: string): Promise<ShopOrder>
  orders(): Promise<readonly ShopOrder[]>
  products(): Promise<readonly ShopProduct[]>
  /** The next thing that time would bring: end of the hold, the carrier's scan, delivery, the end of the after-sales period. */
  advance(orderId: string): Promise<ShopOrder>
  /** The seller hands units over to a carrier (all that wait when none is named). */
  ship(orderId: string, lineIds?: readonly string[]): Promise<void>
  changeAddress(orderId: string, address: JsonObject): Promise<void>
  /** Whatever else is edited on an order. */
  edit(orderId: string, fields: JsonObject): Promise<void>
  /** A buyer asks to cancel units (all when none is named). Answers with the request. */
  requestCancel(orderId: string, lineIds?: readonly string[], reason?: string): Promise<JsonObject>
  withdrawCancel(cancelId: string): Promise<void>
  /** TikTok takes units out of an order (all when none is named). */
  cancelLines(orderId: string, lineIds?: readonly string[], reason?: string): Promise<void>
  requestReturn(orderId: string, wish: ReturnWish): Promise<JsonObject>
  /** Brings a return into a status: the buyer ships, the seller receives, the platform decides. */
  moveReturn(
    returnId: string,
    status: string,
    by?: 'BUYER' | 'SELLER' | 'OPERATOR' | 'SYSTEM',
  ): Promise<JsonObject>
  /** Rows of a collection: `cancellations`, `returns`, `packages`, `statements` … */
  list(collection: string): Promise<readonly JsonObject[]>
  /** Any route below `/_sandbox/tiktok-shop/shops/{id}`. */
  call(method: string, path: string, body?: unknown): Promise<unknown>
}

export interface ReturnWish {
  readonly type: 'REFUND' | 'RETURN_AND_REFUND' | 'REPLACEMENT'
  readonly lineIds?: readonly string[]
  readonly reason?: string
}

const json = z.record(z.string(), z.json())

export const shopSide = (sandbox: Sandbox, id: string, client: TikTokShopClient): ShopSide => {
  const call = (method: string, path: string, body?: unknown): Promise<unknown> =>
    sandbox.admin(method, `/tiktok-shop/shops/${id}${path}`, body)
  const seed = async () => shopSeed.parse(await call('GET', ''))
  let bought = 0
  let shipped = 0
  let catalogue: z.infer<typeof shopSeed> | undefined

  return {
    id,
    call,
    buy: async wish => {
      bought += 1
      catalogue ??= await seed()
      const { products, currency, region } = catalogue
      const made = toOrder(wish, {
        number: bought,
        nowSecs: sandbox.clock.nowSecs(),
        products,
        currency,
        region,
      })
      return order.parse(await call('POST', '/orders', made))
    },
    order: async orderId => order.parse(await call('GET', `/orders/${orderId}`)),
    orders: async () => (await seed()).orders,
    products: async () => (await seed()).products,
    advance: async orderId => order.parse(await call('POST', `/orders/${orderId}/advance`)),
    ship: async (orderId, lineIds) => {
      shipped += 1
      await client.fulfillment.markShipped(orderId, {
        tracking_number: `9400${String(shipped).padStart(18, '0')}`,
        shipping_provider_id: '7117858858072016686',
        ...(lineIds === undefined ? {} : { order_line_item_ids: [...lineIds] }),
      })
    },
    changeAddress: async (orderId, address) =>
      void (await call('PUT', `/orders/${orderId}/recipient-address`, address)),
    edit: async (orderId, fields) => void (await call('PATCH', `/orders/${orderId}`, fields)),
    requestCancel: async (
      orderId,
      lineIds = [],
      reason = 'ecom_order_to_ship_canceled_reason_created_by_mistake',
    ) => json.parse(await call('POST', `/orders/${orderId}/cancel-request`, { lineIds, reason })),
    withdrawCancel: async cancelId => void (await call('POST', `/cancellations/${cancelId}/withdraw`)),
    cancelLines: async (orderId, lineIds = [], reason = 'out of stock') =>
      void (await call('POST', `/orders/${orderId}/cancel-lines`, { lineIds, reason })),
    requestReturn: async (
      orderId,
      { type, lineIds = [], reason = 'ecom_order_delivered_refund_and_return_reason_no_need' },
    ) => json.parse(await call('POST', `/orders/${orderId}/return-request`, { type, lineIds, reason })),
    moveReturn: async (returnId, status, by = 'BUYER') =>
      json.parse(await call('POST', `/returns/${returnId}/status`, { status, by })),
    list: async collection => {
      const answer = z.record(z.string(), z.unknown()).parse(await call('GET', `/${collection}?limit=100000`))
      return z.array(json).parse(answer[collection])
    },
  }
}
