import type { JsonObject } from '../../json.js'
import type { Account } from '../account.js'
import { bookTransaction, unbookTransaction } from '../ledger/book-transaction.js'
import { problems } from '../problem.js'
import { withAmounts } from '../transactions/amounts.js'
import { checkApplied, withApplications } from '../transactions/applications.js'
import { momentOf } from '../transactions/dates.js'
import { defaultTransaction } from '../transactions/default-transaction.js'
import { orderKinds, withOrderProgress } from '../transactions/order-progress.js'
import { paymentProgress } from '../transactions/payment-progress.js'
import { checkRecord } from './check-record.js'
import { defaultRecord } from './default-record.js'
import { fieldsOfRecord } from './record-schema.js'
import type { RecordStore, StoredRecord } from './record-store.js'
import { recordType } from './record-types.js'
import { namedTransactions } from './references.js'
import { refersTo } from './refers-to.js'
import { reversingEntry } from './reversing-entry.js'

export interface Save {
  readonly account: Account
  readonly nowMs: number
  /** The record as it was; undefined when it is made. */
  readonly before: StoredRecord | undefined
}

/**
 * Saves a record the way the form would: fills in, works out, checks, books, and moves on what it names. Nothing has changed when
 * it throws.
 *
 * @throws Problem
 */
export const saveRecord = (draft: StoredRecord, { account, nowMs, before }: Save): StoredRecord => {
  const { store, books, settings } = account
  const { id, type } = draft
  const filled =
    before !== undefined
      ? draft.fields
      : type.group === 'transaction'
        ? defaultTransaction(type, draft.fields, account, nowMs)
        : defaultRecord(type, draft.fields)
  const touched = fieldsOfRecord(type.name)?.byName.has('lastModifiedDate')
    ? { ...filled, lastModifiedDate: momentOf(nowMs) }
    : filled
  const applied = withApplications({ id, type, fields: touched }, before, store)
  const priced = { id, type, fields: withAmounts(type.name, applied.fields, store) }
  checkRecord(priced, before, account)
  if (before !== undefined) checkApplied(priced, store)
  const record = bookTransaction(
    { id, type, fields: progressed(priced, store) },
    before,
    books,
    settings.preferences,
  )
  const saved = before === undefined ? withReversal(record, { account, nowMs, before }) : record
  store.put(saved)
  refreshNamed(store, before, saved)
  return saved
}

/** A journal with a reversal date is taken back on that day by an entry that is made with it. */
const withReversal = (record: StoredRecord, save: Save): StoredRecord => {
  const fields = reversingEntry(record)
  if (fields === undefined) return record
  const { id } = saveRecord({ id: save.account.store.nextId(), type: record.type, fields }, save)
  return { ...record, fields: { ...record.fields, reversalEntry: id } }
}

/** @throws Problem when other records depend on it */
export const removeRecord = (record: StoredRecord, { store, books, settings }: Account): void => {
  if (store.naming(record.id).length > 0 && record.type.group === 'transaction')
    throw problems.userError(
      'This transaction cannot be deleted because it is linked to by one or more transactions.',
    )
  if (record.type.group !== 'transaction' && isUsed(record, store))
    throw problems.userError('This record cannot be deleted because it has dependent records.')
  if (record.type.group === 'transaction') unbookTransaction(record, books, settings.preferences)
  store.remove(record)
  refreshNamed(store, record)
}

const transactionType = recordType('salesOrder')

/** Quantities and status of what these transactions name or named. */
const refreshNamed = (store: RecordStore, ...records: readonly (StoredRecord | undefined)[]): void => {
  const named = new Set(
    records.flatMap(record => (record === undefined ? [] : [...namedTransactions(record)])),
  )
  for (const id of named) {
    const other = store.find(transactionType, id)
    if (other !== undefined) store.put({ ...other, fields: progressed(other, store) })
  }
}

const progressed = (record: StoredRecord, store: RecordStore): JsonObject =>
  orderKinds[record.type.name] === undefined
    ? { ...record.fields, ...paymentProgress[record.type.name]?.(record, store) }
    : withOrderProgress(record, store)

/** Whether any transaction refers to this entity, item or list entry. */
const isUsed = ({ id, type }: StoredRecord, store: RecordStore): boolean => {
  for (const transaction of store.inGroup('transaction')) if (refersTo(transaction, type, id)) return true
  return false
}
