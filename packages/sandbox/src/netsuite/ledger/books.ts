import type { RecordChange, RecordStore, StoredRecord } from '../records/record-store.js'
import { recordType } from '../records/record-types.js'
import { namedTransactions } from '../records/references.js'
import { movementsOf, openingDate } from '../stock/movements-of.js'
import { createStock, type Stock } from '../stock/stock.js'
import { keepsStock } from '../stock/stock-items.js'
import type { AccountOf } from './chart-of-accounts.js'
import { baseCurrency, type Currency, currencyOf } from './currencies.js'
import type { Entry, Ground, Posting } from './posting.js'
import { isPosted, postingKinds } from './posting-rules.js'
import { stockPostings } from './stock-postings.js'
import { toPostings } from './to-postings.js'

/** The general ledger and the stock of an account: what its records come to, and nothing besides. */
export interface Books {
  readonly ground: Ground
  readonly stock: Stock
  readonly base: Currency
  /** What a transaction did to the books; undefined when it does not post. */
  entryOf(transactionId: string): Entry | undefined
  /** Every entry there is, the opening of stock among them. */
  entries(): Iterable<Entry>
  /** Ids of transactions whose entries may be different since the last call. */
  takeChanged(): ReadonlySet<string>
  /** Works everything out bit by bit, a step each time that it is asked for; what is read meanwhile works out the rest at once. */
  prepare(): Generator<undefined>
}

export interface BooksOptions {
  readonly store: RecordStore
  readonly accountOf: AccountOf
  /** Epoch milliseconds: when stock changes, as `lastQuantityAvailableChange` has it. */
  readonly now: () => number
}

const transactionType = recordType('salesOrder')

/** Records placed before somebody else may do something. */
const recordsPerStep = 500

/** Fields that decide how transactions are booked: when one changes, everything is booked again. By type of the record. */
const decisive: Readonly<Record<string, readonly string[]>> = {
  account: ['acctType'],
  currency: ['exchangeRate', 'symbol', 'name', 'currencyPrecision', 'isBaseCurrency'],
  subsidiary: ['currency', 'parent'],
  customer: ['receivablesAccount'],
  location: ['makeInventoryAvailable'],
}

/** The same of items. */
const decisiveOfItems = [
  'member',
  'locations',
  'incomeAccount',
  'cogsAccount',
  'assetAccount',
  'expenseAccount',
  'account',
  'preferredLocation',
]

export const createBooks = ({ store, accountOf, now }: BooksOptions): Books => {
  const ground: Ground = { store, accountOf }
  const stock = createStock(store, now)
  const known = new Map<string, Entry | null>()
  let changed = new Set<string>()
  /** What is left to be worked out, the next step first. */
  let unfinished: Generator<undefined> | undefined
  let isStale = true

  const place = (record: StoredRecord): void => {
    for (const id of stock.place(record, movementsOf(record, ground))) {
      known.delete(id)
      changed.add(id)
    }
    known.delete(record.id)
    changed.add(record.id)
  }

  // What changes between two steps is placed when it changes: costs do not depend on when a movement became known.
  const rebuild = function* (): Generator<undefined> {
    known.clear()
    let placed = 0
    for (const group of ['item', 'transaction'] as const)
      for (const record of store.inGroup(group)) {
        if (group === 'transaction' || keepsStock(record)) place(record)
        placed += 1
        if (placed % recordsPerStep === 0) yield
      }
  }

  const begin = (): void => {
    if (!isStale) return
    isStale = false
    unfinished = rebuild()
  }

  const follow = ({ after, before }: RecordChange): void => {
    const record = after ?? before
    if (isStale || record === undefined) return
    if (record.type.group === 'item') {
      if (before === undefined || after === undefined) place(after ?? { ...record, fields: {} })
      else if (differs(before, after, decisiveOfItems)) isStale = true
      return
    }
    if (record.type.group !== 'transaction') {
      // A record nothing names yet cannot have decided anything.
      const fields = decisive[record.type.name]
      if (fields === undefined || before === undefined) return
      if (after === undefined || differs(before, after, fields)) isStale = true
      return
    }
    if (after !== undefined) place(after)
    else
      for (const id of stock.place(record, [])) {
        known.delete(id)
        changed.add(id)
      }
    const related = new Set(
      [after, before].flatMap(version => (version === undefined ? [] : [...namedTransactions(version)])),
    )
    for (const other of store.naming(record.id)) related.add(other.id)
    for (const id of related) {
      const other = store.find(transactionType, id)
      if (other !== undefined) place(other)
    }
  }
  store.watch(follow)

  const current = (): void => {
    begin()
    if (unfinished === undefined) return
    const steps = unfinished
    unfinished = undefined
    for (const _ of steps);
  }

  const toEntry = (transaction: StoredRecord): Entry | null => {
    if (!isPosted(transaction)) return null
    const own = postingKinds[transaction.type.name]?.postings(transaction, ground) ?? []
    const postings: readonly Posting[] = [
      ...toPostings(transaction, own, ground),
      ...stockPostings(stock.stepsOf(transaction.id), ground),
    ]
    const { code, exponent } = currencyOf(transaction.fields['currency'], store)
    const date = String(transaction.fields['tranDate'] ?? '')
    return { transaction, date, currency: code, exponent, postings }
  }

  const entryOf = (id: string): Entry | undefined => {
    current()
    const cached = known.get(id)
    if (cached !== undefined) return cached ?? undefined
    const transaction = store.find(transactionType, id)
    const entry = transaction === undefined ? null : toEntry(transaction)
    known.set(id, entry)
    return entry ?? undefined
  }

  const openings = function* (): Iterable<Entry> {
    const { code, exponent } = baseCurrency(store)
    for (const item of store.inGroup('item')) {
      const postings = stockPostings(stock.stepsOf(`item ${item.id}`), ground)
      if (postings.length > 0)
        yield { transaction: item, date: openingDate, currency: code, exponent, postings }
    }
  }

  return {
    ground,
    get base() {
      return baseCurrency(store)
    },
    get stock() {
      current()
      return stock
    },
    entryOf,
    entries: function* () {
      current()
      yield* openings()
      for (const { id } of store.inGroup('transaction')) {
        const entry = entryOf(id)
        if (entry !== undefined) yield entry
      }
    },
    takeChanged: () => {
      current()
      const taken = changed
      changed = new Set()
      return taken
    },
    prepare: function* () {
      begin()
      while (unfinished !== undefined && unfinished.next().done !== true) yield
      unfinished = undefined
    },
  }
}

const differs = (before: StoredRecord, after: StoredRecord, fields: readonly string[]): boolean =>
  fields.some(name => JSON.stringify(before.fields[name]) !== JSON.stringify(after.fields[name]))
