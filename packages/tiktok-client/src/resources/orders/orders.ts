import { readInBatches } from '../../transport/batches.js'
import type { CallOptions, EndpointCaller } from '../../transport/call-endpoint.js'
import { createListing, type Listing } from '../../transport/listing.js'
import type { AnswerOf, BodyOf, ItemOf } from '../answer-types.js'
import { type ChangeListOptions, changePage } from '../list-options.js'
import { orderDetail, orderPriceDetail, ordersSearch } from '../versions.js'

/** An order. Fields that TikTok adds are kept, and so are statuses that are not known. */
export type Order = ItemOf<AnswerOf<typeof orderDetail>['orders']>

/** One unit of a SKU: there is no quantity, a buyer who takes three gives three of these. */
export type OrderLineItem = ItemOf<Order['line_items']>

/** All decimal text, in major units of `currency`. */
export type OrderPayment = NonNullable<Order['payment']>

/** How an order's price came about, for the whole of it and for each line; decimal text. */
export type OrderPriceDetail = AnswerOf<typeof orderPriceDetail>

/** Times are Unix seconds: `_ge` inclusive, `_lt` exclusive. One status a search. */
export type OrderFilter = BodyOf<typeof ordersSearch>

/** What one page of an order search answers. */
export type OrderSearchAnswer = AnswerOf<typeof ordersSearch>

export interface Orders {
  /**
   * The orders that changed, oldest change first unless told otherwise; up to 100 on a page.
   *
   * @see "Get Order List", TikTok Shop Partner Center
   */
  search(filter?: OrderFilter, options?: ChangeListOptions): Listing<Order, OrderSearchAnswer>
  /**
   * Orders by id, fifty a call. Ids that are unknown or another shop's are simply missing from the answer.
   *
   * @see "Get Order Detail", TikTok Shop Partner Center
   */
  get(ids: readonly string[], options?: CallOptions): Promise<readonly Order[]>
  /**
   * How the price of an order came about.
   *
   * @see "Get Price Detail", TikTok Shop Partner Center
   */
  priceDetail(orderId: string, options?: CallOptions): Promise<OrderPriceDetail>
}

/** Get Order Detail takes at most this many ids. */
const maxIdsPerCall = 50

export const createOrders = (call: EndpointCaller): Orders => ({
  search: (filter = {}, options = {}) => {
    const page = changePage(100, options)
    return createListing(
      token => call(ordersSearch, { query: page(token), body: filter }, options),
      ({ orders }) => orders,
    )
  },
  get: (ids, options) =>
    readInBatches(ids, maxIdsPerCall, async batch => {
      const { orders } = await call(orderDetail, { query: { ids: batch } }, options)
      return orders
    }),
  priceDetail: (orderId, options) => call(orderPriceDetail, { path: { order_id: orderId } }, options),
})
