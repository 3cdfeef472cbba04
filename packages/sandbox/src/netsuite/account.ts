import type { JsonObject } from '../json.js'
import { createGrants, type Grants } from './auth/grants.js'
import { createLoginAudit, type LoginAudit } from './auth/login-audit.js'
import type { Job } from './jobs/jobs.js'
import { type Books, createBooks } from './ledger/books.js'
import { openChart } from './ledger/chart-of-accounts.js'
import { displayName } from './records/display-name.js'
import { createRecordStore, type RecordStore } from './records/record-store.js'
import { type NetSuiteSeed, type NetSuiteSettings, netsuiteSeed } from './seed.js'
import { momentOf } from './transactions/dates.js'

/** One NetSuite account: how it is set up, its records, and who is logged in. */
export interface Account {
  readonly settings: NetSuiteSettings
  readonly store: RecordStore
  readonly grants: Grants
  readonly jobs: Job[]
  readonly audit: LoginAudit
  /** Nonces of signatures seen, with when they may be forgotten. */
  readonly nonces: Map<string, number>
  /** The general ledger and the stock, as the records make them. */
  readonly books: Books
  /** What was deleted, oldest first. */
  readonly deletions: DeletedRecord[]
}

export type DeletedRecord = NetSuiteSettings['deletedRecords'][number]

/** Checks a seed and builds the account from it. A wrong seed is an error that names each place. */
export const createAccount = (seed: unknown, now: () => number): Account => {
  const settings = netsuiteSeed.parse(seed)
  const store = createRecordStore(settings.records)
  const deletions = [...settings.deletedRecords]
  store.watch(({ before, after }) => {
    if (before === undefined || after !== undefined) return
    const { type, id } = before
    deletions.push({ type: type.name, id, name: displayName(before), deletedAt: momentOf(now()) })
  })
  const accountOf = openChart(store, settings.preferences.accounts)
  const books = createBooks({ store, accountOf, now })
  if (settings.stockChangedAt !== undefined) books.stock.setChangeTimes(settings.stockChangedAt)
  return {
    settings,
    store,
    books,
    deletions,
    grants: createGrants(settings.grants),
    jobs: structuredClone(settings.jobs),
    audit: createLoginAudit(),
    nonces: new Map(),
  }
}

/** The account as a seed that would make it again. */
export const toSeed = ({ settings, store, books, grants, jobs, deletions }: Account): NetSuiteSeed => {
  const records: Record<string, JsonObject[]> = {}
  for (const { type, id, fields } of store.all()) {
    const known = records[type.name] ?? []
    records[type.name] = known
    known.push({ id, ...fields })
  }
  return {
    ...settings,
    grants: grants.dump(),
    jobs: structuredClone(jobs),
    records,
    deletedRecords: [...deletions],
    stockChangedAt: books.stock.changeTimes(),
  }
}
