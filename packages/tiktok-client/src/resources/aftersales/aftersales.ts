import { randomUUID } from 'node:crypto'
import { writeInBatches } from '../../transport/batches.js'
import type { CallOptions, EndpointCaller } from '../../transport/call-endpoint.js'
import type { BatchResult } from '../../transport/element-failures.js'
import { createListing, type Listing } from '../../transport/listing.js'
import type { AnswerOf, BodyOf, ItemOf, QueryOf } from '../answer-types.js'
import type { ListOptions } from '../list-options.js'
import {
  aftersaleEligibility,
  aftersaleEligibilityWithBundles,
  aftersalesReview,
  aftersalesSearch,
  decisionEligibility,
  refundCalculate,
  refundCalculateWithBundles,
  rejectReasons,
  rmaSearch,
} from '../versions.js'
import type { Locale } from './returns.js'

/** What may be asked for, for each SKU of an order. */
export type SkuEligibility = ItemOf<AnswerOf<typeof aftersaleEligibility>['sku_eligibility']>
export type SkuEligibilityWithBundles = ItemOf<
  AnswerOf<typeof aftersaleEligibilityWithBundles>['sku_eligibility']
>
export type DecisionEligibility = ItemOf<AnswerOf<typeof decisionEligibility>['decisions']>
export type DecisionEligibilityQuery = Omit<QueryOf<typeof decisionEligibility>, 'return_or_cancel_id'>
export type RejectReason = ItemOf<AnswerOf<typeof rejectReasons>['reasons']>
export type RefundToCalculate = BodyOf<typeof refundCalculate>
export type RefundWithBundlesToCalculate = BodyOf<typeof refundCalculateWithBundles>
export type RefundAmount = NonNullable<AnswerOf<typeof refundCalculate>['order_refund_amount']>

/** An after-sales request of the model of 2026: one request with many lines. */
export type AftersalesRequest = ItemOf<AnswerOf<typeof aftersalesSearch>['aftersales_requests']>
/** Paging apart, what is searched by, sorted by and wanted in the answer. Values are upper case. */
export type AftersalesSearch = Omit<BodyOf<typeof aftersalesSearch>, 'pagination'>
export type AftersalesDecision = ItemOf<BodyOf<typeof aftersalesReview>['aftersales_request_decisions']>
/** A return merchandise authorization: what the buyer may send back, in one package. */
export type Rma = ItemOf<AnswerOf<typeof rmaSearch>['return_merchandise_authorizations']>
export type RmaSearch = Omit<BodyOf<typeof rmaSearch>, 'pagination'>

export interface Aftersales {
  /**
   * Whether cancellations, refunds and returns are possible, for each SKU and line of an order.
   *
   * @see "Get Aftersale Eligibility", TikTok Shop Partner Center
   */
  eligibility(orderId: string, options?: CallOptions & Initiator): Promise<readonly SkuEligibility[]>
  /** As `eligibility`, in version 202602, which adds the parts of virtual bundles. */
  eligibilityWithBundles(
    orderId: string,
    options?: CallOptions & Initiator,
  ): Promise<readonly SkuEligibilityWithBundles[]>
  /**
   * Which decisions a seller may take on a return or cancellation, and with which reasons it may be rejected.
   *
   * @see "Get Decision Eligibility", TikTok Shop Partner Center
   */
  decisions(
    returnOrCancelId: string,
    query?: DecisionEligibilityQuery,
    options?: CallOptions,
  ): Promise<readonly DecisionEligibility[]>
  /** @see "Get Reject Reasons", TikTok Shop Partner Center */
  rejectReasons(returnOrCancelId: string, options?: CallOptions & Locale): Promise<readonly RejectReason[]>
  /**
   * What a refund would come to; decimal text. Refunds nothing.
   *
   * @see "Calculate Refund", TikTok Shop Partner Center
   */
  calculateRefund(refund: RefundToCalculate, options?: CallOptions): Promise<RefundAmount>
  /** As `calculateRefund`, in version 202602, which takes the parts of virtual bundles. */
  calculateRefundWithBundles(
    refund: RefundWithBundlesToCalculate,
    options?: CallOptions,
  ): Promise<RefundAmount>
  /** @see "Search Aftersales Request", TikTok Shop Partner Center */
  search(
    search?: AftersalesSearch,
    options?: ListOptions & Locale,
  ): Listing<AftersalesRequest, AnswerOf<typeof aftersalesSearch>>
  /**
   * Decides about after-sales requests. Each decision gets an idempotency key where it has none, kept over retries.
   *
   * @see "Review Aftersales", TikTok Shop Partner Center
   */
  review(decisions: readonly AftersalesDecision[], options?: CallOptions): Promise<BatchResult>
  /** @see "Search Return Merchandise Authorization", TikTok Shop Partner Center */
  searchRmas(search?: RmaSearch, options?: ListOptions & Locale): Listing<Rma, AnswerOf<typeof rmaSearch>>
}

export interface Initiator {
  /** Who would ask. Default `SELLER`. */
  readonly initiator?: 'SELLER' | 'BUYER' | undefined
}

export const createAftersales = (call: EndpointCaller): Aftersales => ({
  eligibility: async (orderId, { initiator, ...options } = {}) => {
    const input = { path: { order_id: orderId }, query: { initiate_aftersale_user: initiator } }
    const answer = await call(aftersaleEligibility, input, options)
    return answer.sku_eligibility ?? []
  },
  eligibilityWithBundles: async (orderId, { initiator, ...options } = {}) => {
    const input = { path: { order_id: orderId }, query: { initiate_aftersale_user: initiator } }
    const answer = await call(aftersaleEligibilityWithBundles, input, options)
    return answer.sku_eligibility ?? []
  },
  decisions: async (returnOrCancelId, query, options) => {
    const input = { query: { ...query, return_or_cancel_id: returnOrCancelId } }
    const { decisions = [] } = await call(decisionEligibility, input, options)
    return decisions
  },
  rejectReasons: async (returnOrCancelId, { locale, ...options } = {}) => {
    const input = { query: { return_or_cancel_id: returnOrCancelId, locale } }
    const { reasons = [] } = await call(rejectReasons, input, options)
    return reasons
  },
  calculateRefund: async (refund, options) => {
    const answer = await call(refundCalculate, { body: refund }, options)
    return answer.order_refund_amount ?? {}
  },
  calculateRefundWithBundles: async (refund, options) => {
    const answer = await call(refundCalculateWithBundles, { body: refund }, options)
    return answer.order_refund_amount ?? {}
  },
  search: (search = {}, { pageSize, locale, ...options } = {}) =>
    createListing(
      token => {
        const pagination = { page_size: pageSize ?? defaultPageSize, page_token: token }
        return call(aftersalesSearch, { query: { locale }, body: { ...search, pagination } }, options)
      },
      answer => answer.aftersales_requests,
    ),
  review: (decisions, options) =>
    writeInBatches(decisions, {
      // No maximum is published, so nothing is cut.
      maxPerCall: Number.MAX_SAFE_INTEGER,
      idOf: decision => decision.request_id ?? '',
      send: batch => {
        const keyed = batch.map(decision => ({ idempotency_key: randomUUID(), ...decision }))
        return call(aftersalesReview, { body: { aftersales_request_decisions: keyed } }, options)
      },
    }),
  searchRmas: (search = {}, { pageSize, locale, ...options } = {}) =>
    createListing(
      token => {
        const pagination = { page_size: pageSize ?? defaultPageSize, page_token: token }
        return call(rmaSearch, { query: { locale }, body: { ...search, pagination } }, options)
      },
      answer => answer.return_merchandise_authorizations,
    ),
})

/** No range is published for these two; this is the maximum of the other after-sales lists. */
const defaultPageSize = 50
