import type { RecordStore, StoredRecord } from '../records/record-store.js'
import type { AccountOf } from './chart-of-accounts.js'

/** One side of an entry, in whole minor units; debits are positive, credits negative. */
export interface Posting {
  readonly account: string
  /** In the currency of the transaction. */
  readonly foreign: number
  /** In the currency of the books. */
  readonly amount: number
  /** The transaction's line that it comes from; 0 is the main line. */
  readonly line: number
  /** The transaction whose open amount it changes: the invoice that a payment pays, otherwise the transaction itself. */
  readonly document: string
  readonly entity?: string
  readonly item?: string
  readonly location?: string
  readonly department?: string
  readonly class?: string
  readonly memo?: string
  /** Comes from what goods cost, not from what a line says. */
  readonly isCost?: boolean
}

/** A posting before its amount in the currency of the books is worked out, where nothing but the exchange rate decides it. */
export type Draft = Pick<Posting, 'account' | 'foreign'> & Partial<Omit<Posting, 'account' | 'foreign'>>

/** What postings are worked out from, besides the transaction. */
export interface Ground {
  readonly store: RecordStore
  readonly accountOf: AccountOf
}

/** The postings of one kind of transaction. */
export type PostingRule = (record: StoredRecord, ground: Ground) => readonly Draft[]

/** What one transaction did to the books. */
export interface Entry {
  readonly transaction: StoredRecord
  /** `2026-03-02`. */
  readonly date: string
  /** ISO code of the transaction's currency, and how many decimals it has. */
  readonly currency: string
  readonly exponent: number
  readonly postings: readonly Posting[]
}
