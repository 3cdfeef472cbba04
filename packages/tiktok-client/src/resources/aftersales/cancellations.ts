import type { CallOptions, EndpointCaller } from '../../transport/call-endpoint.js'
import { createListing, type Listing } from '../../transport/listing.js'
import type { AnswerOf, BodyOf, ItemOf } from '../answer-types.js'
import { type ChangeListOptions, changePage } from '../list-options.js'
import {
  cancellationApprove,
  cancellationReject,
  cancellationsSearch,
  cancellationsSearchWithBundles,
  orderCancel,
  orderCancelWithBundles,
} from '../versions.js'

export type Cancellation = ItemOf<AnswerOf<typeof cancellationsSearch>['cancellations']>

/** A cancellation whose lines name the parts of virtual bundles. */
export type CancellationWithBundles = ItemOf<AnswerOf<typeof cancellationsSearchWithBundles>['cancellations']>

/** Times are Unix seconds: `_ge` inclusive, `_lt` exclusive. The filter spells `CANCELLATION_REQUEST_CANCEL`, records `…_CANCELLED`. */
export type CancellationFilter = BodyOf<typeof cancellationsSearch>

/** Names lines, or SKUs with quantities, or neither: then the whole order. `cancel_reason` is a key of TikTok's list for the market. */
export type CancellationToCreate = BodyOf<typeof orderCancel>
export type CancellationWithBundlesToCreate = BodyOf<typeof orderCancelWithBundles>

export type CreatedCancellation = AnswerOf<typeof orderCancel>

/** `reject_reason` is one of `aftersales.rejectReasons`. */
export type CancellationRejection = BodyOf<typeof cancellationReject>

export interface Cancellations {
  /**
   * Cancellations, oldest change first unless told otherwise; up to 50 on a page.
   *
   * @see "Search Cancellations", TikTok Shop Partner Center
   */
  search(
    filter?: CancellationFilter,
    options?: ChangeListOptions,
  ): Listing<Cancellation, AnswerOf<typeof cancellationsSearch>>
  /** As `search`, in version 202602, which adds the parts of virtual bundles. */
  searchWithBundles(
    filter?: CancellationFilter,
    options?: ChangeListOptions,
  ): Listing<CancellationWithBundles, AnswerOf<typeof cancellationsSearchWithBundles>>
  /**
   * Cancels an order or part of it, for the seller.
   *
   * After an answer that was lost, search for the order's cancellations before trying again.
   *
   * @see "Cancel Order", TikTok Shop Partner Center
   */
  create(cancellation: CancellationToCreate, options?: CallOptions): Promise<CreatedCancellation>
  /** As `create`, in version 202602, which takes the parts of virtual bundles. */
  createWithBundles(
    cancellation: CancellationWithBundlesToCreate,
    options?: CallOptions,
  ): Promise<CreatedCancellation>
  /**
   * Lets the buyer have the cancellation they ask for.
   *
   * @see "Approve Cancellation", TikTok Shop Partner Center
   */
  approve(cancelId: string, options?: CallOptions): Promise<void>
  /** @see "Reject Cancellation", TikTok Shop Partner Center */
  reject(cancelId: string, rejection: CancellationRejection, options?: CallOptions): Promise<void>
}

export const createCancellations = (call: EndpointCaller): Cancellations => ({
  search: (filter = {}, options = {}) => {
    const page = changePage(50, options)
    return createListing(
      token => call(cancellationsSearch, { query: page(token), body: filter }, options),
      ({ cancellations }) => cancellations,
    )
  },
  searchWithBundles: (filter = {}, options = {}) => {
    const page = changePage(50, options)
    return createListing(
      token => call(cancellationsSearchWithBundles, { query: page(token), body: filter }, options),
      ({ cancellations }) => cancellations,
    )
  },
  create: (cancellation, options) => call(orderCancel, { body: cancellation }, options),
  createWithBundles: (cancellation, options) => call(orderCancelWithBundles, { body: cancellation }, options),
  approve: async (cancelId, options) => {
    await call(cancellationApprove, { path: { cancel_id: cancelId } }, options)
  },
  reject: async (cancelId, rejection, options) => {
    await call(cancellationReject, { path: { cancel_id: cancelId }, body: rejection }, options)
  },
})
