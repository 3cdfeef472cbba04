import type { CallOptions, EndpointCaller } from '../../transport/call-endpoint.js'
import { createListing, type Listing } from '../../transport/listing.js'
import type { AnswerOf, FilterOf, ItemOf, QueryOf } from '../answer-types.js'
import { type ListOptions, type OrderedListOptions, orderedPage } from '../list-options.js'
import {
  orderTransactions,
  payments,
  statements,
  statementTransactions,
  taxInformation,
  unsettled,
  withdrawals,
} from '../versions.js'

/** One day of a shop's money, from 00:00 UTC to 00:00 UTC. All amounts are decimal text; what the seller pays is negative. */
export type Statement = ItemOf<AnswerOf<typeof statements>['statements']>
/** `statement_time_ge` inclusive, `statement_time_lt` exclusive, Unix seconds. Nothing is older than 1 July 2023. */
export type StatementFilter = FilterOf<QueryOf<typeof statements>>
/** An order's, an adjustment's or a reserve's part of a statement. */
export type StatementTransaction = ItemOf<AnswerOf<typeof statementTransactions>['transactions']>
/** The page's `answer` carries the statement's totals. */
export type StatementTransactionsAnswer = AnswerOf<typeof statementTransactions>
/** What each SKU of an order brought, in every statement that touched it. */
export type OrderTransactions = AnswerOf<typeof orderTransactions>
/** An estimate for an order that is not settled yet. */
export type UnsettledTransaction = ItemOf<AnswerOf<typeof unsettled>['transactions']>
export type UnsettledFilter = FilterOf<QueryOf<typeof unsettled>>
/** Money sent to the seller's bank. */
export type Payment = ItemOf<AnswerOf<typeof payments>['payments']>
export type PaymentFilter = FilterOf<QueryOf<typeof payments>>
/** A movement of the seller's wallet (South East Asia). */
export type Withdrawal = ItemOf<AnswerOf<typeof withdrawals>['withdrawals']>
export type WithdrawalFilter = Partial<FilterOf<QueryOf<typeof withdrawals>>>
export type TaxInformation = NonNullable<AnswerOf<typeof taxInformation>['tax_information']>

export interface Finance {
  /**
   * Statements, oldest first unless told otherwise; up to 100 on a page.
   *
   * @see "Get Statements", TikTok Shop Partner Center
   */
  statements(
    filter?: StatementFilter,
    options?: OrderedListOptions,
  ): Listing<Statement, AnswerOf<typeof statements>>
  /**
   * What a statement is made of, one row for each order, adjustment and reserve; up to 100 on a page.
   *
   * @see "Get Transactions by Statement", TikTok Shop Partner Center
   */
  statementTransactions(
    statementId: string,
    options?: OrderedListOptions,
  ): Listing<StatementTransaction, StatementTransactionsAnswer>
  /** @see "Get Transactions by Order", TikTok Shop Partner Center */
  orderTransactions(orderId: string, options?: CallOptions): Promise<OrderTransactions>
  /**
   * Estimates for orders that are not settled yet; up to 100 on a page. The page's `answer` carries their sums.
   *
   * @see "Get Unsettled Transactions", TikTok Shop Partner Center
   */
  unsettled(
    filter?: UnsettledFilter,
    options?: OrderedListOptions,
  ): Listing<UnsettledTransaction, AnswerOf<typeof unsettled>>
  /**
   * Payments to the seller's bank; not in South East Asia, where `withdrawals` take their place.
   *
   * @see "Get Payments", TikTok Shop Partner Center
   */
  payments(filter?: PaymentFilter, options?: OrderedListOptions): Listing<Payment, AnswerOf<typeof payments>>
  /**
   * Movements of the seller's wallet. `types`: by default all of `WITHDRAW`, `SETTLE`, `TRANSFER`, `REVERSE`.
   *
   * @see "Get Withdrawals", TikTok Shop Partner Center
   */
  withdrawals(
    filter?: WithdrawalFilter,
    options?: ListOptions,
  ): Listing<Withdrawal, AnswerOf<typeof withdrawals>>
  /** @see "Get Tax Information", TikTok Shop Partner Center */
  taxInformation(options?: CallOptions): Promise<TaxInformation>
}

const withdrawalTypes = ['WITHDRAW', 'SETTLE', 'TRANSFER', 'REVERSE']

export const createFinance = (call: EndpointCaller): Finance => ({
  statements: (filter = {}, options = {}) => {
    const page = orderedPage('statement_time', 100, options)
    return createListing(
      token => call(statements, { query: { ...filter, ...page(token) } }, options),
      answer => answer.statements,
    )
  },
  statementTransactions: (statementId, options = {}) => {
    const page = orderedPage('order_create_time', 100, options)
    return createListing(
      token =>
        call(statementTransactions, { path: { statement_id: statementId }, query: page(token) }, options),
      answer => answer.transactions,
    )
  },
  orderTransactions: (orderId, options) => call(orderTransactions, { path: { order_id: orderId } }, options),
  unsettled: (filter = {}, options = {}) => {
    const page = orderedPage('order_create_time', 100, options)
    return createListing(
      token => call(unsettled, { query: { ...filter, ...page(token) } }, options),
      answer => answer.transactions,
    )
  },
  payments: (filter = {}, options = {}) => {
    const page = orderedPage('create_time', 100, options)
    return createListing(
      token => call(payments, { query: { ...filter, ...page(token) } }, options),
      answer => answer.payments,
    )
  },
  withdrawals: (filter = {}, options = {}) =>
    createListing(
      token => {
        const page = { page_size: options.pageSize ?? 100, page_token: token }
        return call(withdrawals, { query: { types: withdrawalTypes, ...filter, ...page } }, options)
      },
      answer => answer.withdrawals,
    ),
  taxInformation: async options => {
    const answer = await call(taxInformation, {}, options)
    return answer.tax_information ?? {}
  },
})
