import type { PeriodLock } from '../periods/accounting-periods.js'
import type { StoredRecord } from '../records/record-store.js'
import { referencedId } from '../records/references.js'
import { bankDeposit } from './entries/bank-deposit.js'
import { journalEntry } from './entries/journal.js'
import {
  customerDeposit,
  customerPayment,
  customerRefund,
  depositApplication,
  vendorPayment,
} from './entries/payments.js'
import { cashRefund, cashSale, creditMemo, invoice } from './entries/sales.js'
import { vendorBill, vendorCredit } from './entries/vendor-bill.js'
import type { PostingRule } from './posting.js'

export interface PostingKind {
  readonly postings: PostingRule
  /** The lock of a period that stops it, besides the lock on everything. */
  readonly lock?: PeriodLock
}

/** What moves goods has no postings of its own: its costs are worked out by the stock. */
const costsOnly: PostingRule = () => []

/** Kinds of transactions that post, by record type; all others, such as orders, never do. */
export const postingKinds: Readonly<Record<string, PostingKind>> = {
  invoice: { postings: invoice, lock: 'receivable' },
  cashSale: { postings: cashSale, lock: 'receivable' },
  creditMemo: { postings: creditMemo, lock: 'receivable' },
  cashRefund: { postings: cashRefund, lock: 'receivable' },
  customerDeposit: { postings: customerDeposit, lock: 'receivable' },
  depositApplication: { postings: depositApplication, lock: 'receivable' },
  customerPayment: { postings: customerPayment, lock: 'receivable' },
  customerRefund: { postings: customerRefund, lock: 'receivable' },
  vendorBill: { postings: vendorBill, lock: 'payable' },
  vendorCredit: { postings: vendorCredit, lock: 'payable' },
  vendorPayment: { postings: vendorPayment, lock: 'payable' },
  deposit: { postings: bankDeposit },
  journalEntry: { postings: journalEntry },
  itemFulfillment: { postings: costsOnly },
  itemReceipt: { postings: costsOnly },
  inventoryAdjustment: { postings: costsOnly },
  inventoryTransfer: { postings: costsOnly },
}

/** Letters of a status in which nothing is booked: voided, rejected. */
const unbooked: Readonly<Record<string, RegExp>> = {
  invoice: /^[DEV]$/,
  vendorBill: /^[CDE]$/,
  journalEntry: /^[CV]$/,
  creditMemo: /^V$/,
  customerRefund: /^V$/,
}

/** Whether a transaction is in the books: approved, not void, and shipped where it ships. */
export const isPosted = ({ type, fields }: StoredRecord): boolean => {
  if (postingKinds[type.name] === undefined) return false
  if (fields['void'] === true || fields['voided'] === true) return false
  const approval = referencedId(fields['approvalStatus'])
  if (approval === '1' || approval === '3') return false
  if (type.name === 'journalEntry' && fields['approved'] === false) return false
  if (type.name === 'itemFulfillment') return (referencedId(fields['shipStatus']) ?? 'C') === 'C'
  return unbooked[type.name]?.test(referencedId(fields['status']) ?? '') !== true
}
