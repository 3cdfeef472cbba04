import { writeInBatches } from '../../transport/batches.js'
import type { CallOptions, EndpointCaller } from '../../transport/call-endpoint.js'
import type { BatchResult } from '../../transport/element-failures.js'
import type { AnswerOf, BodyOf, ItemOf } from '../answer-types.js'
import { externalOrdersAdd, externalOrdersGet, externalOrdersSearch } from '../versions.js'

/**
 * An order's number in another system. In `line_items`, `id` is the other system's line and `origin_id` is TikTok's.
 */
export type ExternalOrderReference = ItemOf<BodyOf<typeof externalOrdersAdd>['orders']>

/** A reference as TikTok gives it back. */
export type ExternalOrder = ItemOf<AnswerOf<typeof externalOrdersGet>['external_orders']>

/** An order found by its number in another system. */
export type ReferencedOrder = ItemOf<AnswerOf<typeof externalOrdersSearch>['orders']>

/** The other system's kind, for example `ERP_SYSTEM` or `SHOPIFY`. */
type Platform = string

export interface ExternalOrders {
  /**
   * Writes the numbers that orders have in another system, a hundred a call. May be repeated.
   *
   * @see "Add External Order References", TikTok Shop Partner Center
   */
  add(references: readonly ExternalOrderReference[], options?: CallOptions): Promise<BatchResult>
  /** @see "Get External Order References", TikTok Shop Partner Center */
  get(orderId: string, platform: Platform, options?: CallOptions): Promise<readonly ExternalOrder[]>
  /**
   * The orders that carry this number; none where it was never written.
   *
   * @see "Search Order By External Order Reference", TikTok Shop Partner Center
   */
  find(
    externalOrderId: string,
    platform: Platform,
    options?: CallOptions,
  ): Promise<readonly ReferencedOrder[]>
}

const maxOrdersPerCall = 100

export const createExternalOrders = (call: EndpointCaller): ExternalOrders => ({
  add: (references, options) =>
    writeInBatches(references, {
      maxPerCall: maxOrdersPerCall,
      idOf: ({ id }) => id,
      send: orders => call(externalOrdersAdd, { body: { orders } }, options),
    }),
  get: async (orderId, platform, options) => {
    const input = { path: { order_id: orderId }, query: { platform } }
    const { external_orders: references = [] } = await call(externalOrdersGet, input, options)
    return references
  },
  find: async (externalOrderId, platform, options) => {
    const input = { query: { platform, external_order_id: externalOrderId } }
    const { orders = [] } = await call(externalOrdersSearch, input, options)
    return orders
  },
})
