import { checkOpen, openMonth, periodOf } from '../periods/accounting-periods.js'
import { problems } from '../problem.js'
import type { StoredRecord } from '../records/record-store.js'
import { recordType } from '../records/record-types.js'
import { checkStock } from '../stock/check-stock.js'
import { movementsOf } from '../stock/movements-of.js'
import type { Books } from './books.js'
import type { Posting } from './posting.js'
import { isPosted, postingKinds } from './posting-rules.js'
import { toPostings } from './to-postings.js'

export interface BookingPreferences {
  /** Lets stock on hand fall below zero. */
  readonly allowNegativeStock: boolean
  /** Opens the month of a date that no period of the account covers; otherwise such a date is refused. */
  readonly opensPeriods: boolean
}

/**
 * A transaction as it may be stored: with its posting period, when it posts. Nothing is booked by this; the books follow the record
 * once it is stored.
 *
 * @throws Problem when debits and credits differ, an account does not exist, its period is closed or locked, or goods go out that
 * are not there
 */
export const bookTransaction = (
  record: StoredRecord,
  before: StoredRecord | undefined,
  books: Books,
  preferences: BookingPreferences,
): StoredRecord => {
  if (record.type.group !== 'transaction') return record
  if (before !== undefined) refuseClosed(before, books)
  const after = movementsOf(record, books.ground)
  checkStock(record, after, books, preferences.allowNegativeStock)
  const kind = postingKinds[record.type.name]
  if (kind === undefined || !isPosted(record)) return record
  checkAccounts(toPostings(record, kind.postings(record, books.ground), books.ground), books)
  return withPeriod(record, before, books, preferences)
}

/** @throws Problem when the period of a transaction that is to go is closed or locked */
export const unbookTransaction = (
  record: StoredRecord,
  books: Books,
  preferences: BookingPreferences,
): void => {
  refuseClosed(record, books)
  checkStock(record, [], books, preferences.allowNegativeStock)
}

const refuseClosed = (record: StoredRecord, { ground }: Books): void => {
  if (!isPosted(record)) return
  const period = periodOf(record, ground.store)
  if (period !== undefined) checkOpen(period, postingKinds[record.type.name]?.lock)
}

/** A changed date moves a transaction to another period, unless the period was named anew. */
const withPeriod = (
  record: StoredRecord,
  before: StoredRecord | undefined,
  { ground: { store } }: Books,
  { opensPeriods }: BookingPreferences,
): StoredRecord => {
  const { postingPeriod, ...others } = record.fields
  const isMoved =
    before !== undefined &&
    before.fields['tranDate'] !== record.fields['tranDate'] &&
    before.fields['postingPeriod'] === postingPeriod
  const dated = isMoved ? { ...record, fields: others } : record
  const date = String(record.fields['tranDate'] ?? '')
  const period = periodOf(dated, store) ?? (opensPeriods ? openMonth(date, store) : undefined)
  if (period === undefined)
    throw problems.userError(`There is no accounting period for the date ${date}. Set one up before.`)
  checkOpen(period, postingKinds[record.type.name]?.lock)
  return {
    ...record,
    fields: {
      ...record.fields,
      postingPeriod: { id: period.id, refName: String(period.fields['periodName'] ?? '') },
    },
  }
}

const accountType = recordType('account')

const checkAccounts = (postings: readonly Posting[], { ground: { store } }: Books): void => {
  for (const { account, line } of postings)
    if (store.get(accountType, account) === undefined)
      throw problems.invalidReference('account', account, line === 0 ? 'account' : `line ${line}`)
}
