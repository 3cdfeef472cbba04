import type { JsonObject } from '../json.js'
import { createRecordStore, type RecordStore } from './records/record-store.js'
import { type NetSuiteSeed, type NetSuiteSettings, netsuiteSeed } from './seed.js'

/** One NetSuite account: how it is set up, and its records. */
export interface Account {
  readonly settings: NetSuiteSettings
  readonly store: RecordStore
}

/** Checks a seed and builds the account from it. A wrong seed is an error that names each place. */
export const createAccount = (seed: unknown = {}): Account => {
  const settings = netsuiteSeed.parse(seed)
  return { settings, store: createRecordStore(settings.records) }
}

/** The account as a seed that would make it again. */
export const toSeed = ({ settings, store }: Account): NetSuiteSeed => {
  const records: Record<string, JsonObject[]> = {}
  for (const { type, id, fields } of store.all()) {
    const known = records[type.name] ?? []
    records[type.name] = known
    known.push({ id, ...fields })
  }
  return { ...settings, records }
}
