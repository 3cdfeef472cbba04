import type { CallOptions, EndpointCaller } from '../../transport/call-endpoint.js'
import { createListing, type Listing } from '../../transport/listing.js'
import type { AnswerOf, BodyOf, ItemOf } from '../answer-types.js'
import { type ChangeListOptions, changePage } from '../list-options.js'
import {
  returnApprove,
  returnCreate,
  returnCreateWithBundles,
  returnRecords,
  returnReject,
  returnsSearch,
  returnsSearchWithBundles,
} from '../versions.js'

/** A return or a refund: a refund without goods is a return of type `REFUND`. One line is one unit. */
export type ReturnOrder = ItemOf<AnswerOf<typeof returnsSearch>['return_orders']>

/** A return whose lines name the parts of virtual bundles. */
export type ReturnOrderWithBundles = ItemOf<AnswerOf<typeof returnsSearchWithBundles>['return_orders']>

/** Times are Unix seconds: `_ge` inclusive, `_lt` exclusive. */
export type ReturnFilter = BodyOf<typeof returnsSearch>

export type ReturnToCreate = BodyOf<typeof returnCreate>
export type ReturnWithBundlesToCreate = BodyOf<typeof returnCreateWithBundles>
export type CreatedReturn = AnswerOf<typeof returnCreate>

/**
 * `decision` is one of `APPROVE_REFUND`, `APPROVE_RETURN`, `APPROVE_RECEIVED_PACKAGE`, `APPROVE_REPLACEMENT`,
 * `ISSUE_REPLACEMENT_REFUND`, `OFFER_PARTIAL_REFUND`, `DIRECT_REFUND`.
 */
export type ReturnApproval = BodyOf<typeof returnApprove>

/** `decision` is one of `REJECT_REFUND`, `REJECT_RETURN`, `REJECT_RECEIVED_PACKAGE`, `REJECT_REPLACEMENT`. */
export type ReturnRejection = BodyOf<typeof returnReject>

/** What happened to a return, and who did it. */
export type ReturnRecord = ItemOf<AnswerOf<typeof returnRecords>['records']>

export interface Returns {
  /**
   * Returns and refunds, oldest change first unless told otherwise; 10 to 50 on a page.
   *
   * @see "Search Returns", TikTok Shop Partner Center
   */
  search(
    filter?: ReturnFilter,
    options?: ChangeListOptions,
  ): Listing<ReturnOrder, AnswerOf<typeof returnsSearch>>
  /** As `search`, in version 202602, which adds the parts of virtual bundles. */
  searchWithBundles(
    filter?: ReturnFilter,
    options?: ChangeListOptions,
  ): Listing<ReturnOrderWithBundles, AnswerOf<typeof returnsSearchWithBundles>>
  /**
   * Asks for a return or a refund in the seller's name.
   *
   * @see "Create Return", TikTok Shop Partner Center
   */
  create(returnOrder: ReturnToCreate, options?: CallOptions): Promise<CreatedReturn>
  /** As `create`, in version 202602, which takes the parts of virtual bundles. */
  createWithBundles(returnOrder: ReturnWithBundlesToCreate, options?: CallOptions): Promise<CreatedReturn>
  /** @see "Approve Return", TikTok Shop Partner Center */
  approve(returnId: string, approval: ReturnApproval, options?: CallOptions): Promise<void>
  /** @see "Reject Return", TikTok Shop Partner Center */
  reject(returnId: string, rejection: ReturnRejection, options?: CallOptions): Promise<void>
  /** @see "Get Return Records", TikTok Shop Partner Center */
  records(returnId: string, options?: CallOptions & Locale): Promise<readonly ReturnRecord[]>
}

export interface Locale {
  /** Language of the texts, for example `en-US`. */
  readonly locale?: string | undefined
}

export const createReturns = (call: EndpointCaller): Returns => ({
  search: (filter = {}, options = {}) => {
    const page = changePage(50, options)
    return createListing(
      token => call(returnsSearch, { query: page(token), body: filter }, options),
      answer => answer.return_orders,
    )
  },
  searchWithBundles: (filter = {}, options = {}) => {
    const page = changePage(50, options)
    return createListing(
      token => call(returnsSearchWithBundles, { query: page(token), body: filter }, options),
      answer => answer.return_orders,
    )
  },
  create: (returnOrder, options) => call(returnCreate, { body: returnOrder }, options),
  createWithBundles: (returnOrder, options) => call(returnCreateWithBundles, { body: returnOrder }, options),
  approve: async (returnId, approval, options) => {
    await call(returnApprove, { path: { return_id: returnId }, body: approval }, options)
  },
  reject: async (returnId, rejection, options) => {
    await call(returnReject, { path: { return_id: returnId }, body: rejection }, options)
  },
  records: async (returnId, { locale, ...options } = {}) => {
    const { records = [] } = await call(
      returnRecords,
      { path: { return_id: returnId }, query: { locale } },
      options,
    )
    return records
  },
})
