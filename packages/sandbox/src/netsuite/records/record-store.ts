import type { JsonObject } from '../../json.js'
import {
  findRecordType,
  type RecordGroup,
  type RecordType,
  recordType,
  recordTypesOf,
} from './record-types.js'
import { namedTransactions } from './references.js'

export interface StoredRecord {
  readonly id: string
  readonly type: RecordType
  readonly fields: JsonObject
}

/** All records of an account: by type and internal id, by external id within a group, and by what names them. */
export interface RecordStore {
  /** Counts up with every change; what is derived from the records may be kept until then. */
  readonly version: number
  list(type: RecordType): readonly StoredRecord[]
  /** The record of a type that is there longest. */
  first(type: RecordType): StoredRecord | undefined
  /** Of a group, type by type, each in the order it came; not to be changed meanwhile. */
  inGroup(group: RecordGroup): Iterable<StoredRecord>
  all(): Iterable<StoredRecord>
  /** Types that there are records of. */
  types(): Iterable<RecordType>
  /** How many records of a type there are. */
  count(type: RecordType): number
  get(type: RecordType, id: string): StoredRecord | undefined
  /** A reference names a representative type: any record of its group with this id. */
  find(type: RecordType, id: string): StoredRecord | undefined
  getByExternalId(type: RecordType, externalId: string): StoredRecord | undefined
  /** Whether another entity than the one with this id, or another item, is called so (`entityId`, `itemId`). */
  isNameTaken(type: RecordType, name: string, id: string): boolean
  /** Transactions that were made from this one, are applied to it or otherwise name it. */
  naming(transactionId: string): readonly StoredRecord[]
  /** Whether there is any record of the type's group, or of the type where it is in none. */
  holdsAny(type: RecordType): boolean
  nextId(): string
  /** The next number with this prefix, such as `SO1043`. */
  nextNumber(prefix: string): string
  put(record: StoredRecord): void
  remove(record: StoredRecord): void
  /** Tells of every change, once it is made: what is derived from the records follows them. */
  watch(listener: (change: RecordChange) => void): void
}

/** A record as it is and as it was: one of them is missing when it was made or removed. */
export interface RecordChange {
  readonly after: StoredRecord | undefined
  readonly before: StoredRecord | undefined
}

/** Fields by which the records of a group are called. */
export const uniqueNames: Partial<Record<RecordGroup, string>> = { entity: 'entityId', item: 'itemId' }

/** What has one space of ids and external ids: a group, or a type outside the groups. */
const spaceOf = ({ group, name }: RecordType): string => (group === 'other' ? name : group)

export const createRecordStore = (seed: Readonly<Record<string, readonly JsonObject[]>>): RecordStore => {
  const byType = new Map<string, Map<string, StoredRecord>>()
  const bySpace = new Map<string, Map<string, StoredRecord>>()
  const byExternalId = new Map<string, StoredRecord>()
  const namedBy = new Map<string, Map<string, StoredRecord>>()
  /** Ids by group and name. */
  const byName = new Map<string, Set<string>>()
  const numbers = new Map<string, number>()
  const listeners: ((change: RecordChange) => void)[] = []
  let version = 0
  let lastId = 10_000

  const externalKey = (type: RecordType, externalId: unknown): string =>
    `${spaceOf(type)} ${String(externalId).toLowerCase()}`
  const mapIn = (maps: Map<string, Map<string, StoredRecord>>, key: string): Map<string, StoredRecord> => {
    const map = maps.get(key) ?? new Map<string, StoredRecord>()
    maps.set(key, map)
    return map
  }

  const nameKey = ({ type, fields }: StoredRecord): string | undefined => {
    const name = fields[uniqueNames[type.group] ?? '']
    return typeof name === 'string' ? `${type.group} ${name}` : undefined
  }

  const forget = (record: StoredRecord): void => {
    const { id, type, fields } = record
    const { externalId } = fields
    if (externalId !== undefined) byExternalId.delete(externalKey(type, externalId))
    const name = nameKey(record)
    if (name !== undefined) byName.get(name)?.delete(id)
  }

  const unlink = (record: StoredRecord): void => {
    for (const named of namedTransactions(record)) namedBy.get(named)?.delete(record.id)
  }

  const remember = (record: StoredRecord): void => {
    const { externalId, tranId } = record.fields
    if (externalId !== undefined && externalId !== null)
      byExternalId.set(externalKey(record.type, externalId), record)
    for (const named of namedTransactions(record)) mapIn(namedBy, named).set(record.id, record)
    const name = nameKey(record)
    if (name !== undefined) byName.set(name, (byName.get(name) ?? new Set()).add(record.id))
    const [, prefix, digits] = /^(\D+)(\d+)$/.exec(typeof tranId === 'string' ? tranId : '') ?? []
    if (prefix !== undefined) numbers.set(prefix, Math.max(numbers.get(prefix) ?? 0, Number(digits)))
  }

  const put = (record: StoredRecord): void => {
    version += 1
    const { id, type } = record
    if (/^\d+$/.test(id)) lastId = Math.max(lastId, Number(id))
    const before = mapIn(byType, type.name).get(id)
    if (before !== undefined) {
      forget(before)
      unlink(before)
    }
    mapIn(byType, type.name).set(id, record)
    mapIn(bySpace, spaceOf(type)).set(id, record)
    remember(record)
    for (const listener of listeners) listener({ after: record, before })
  }

  for (const [name, records] of Object.entries(seed)) {
    const type = findRecordType(name)
    if (type === undefined)
      throw new TypeError(`The seed has records of type "${name}", which NetSuite does not have`)
    for (const { id, ...fields } of records) put({ id: String(id ?? lastId + 1), type, fields })
  }

  return {
    get version() {
      return version
    },
    list: type => [...(byType.get(type.name)?.values() ?? [])],
    first: type => byType.get(type.name)?.values().next().value,
    inGroup: function* (group) {
      for (const type of recordTypesOf(group)) yield* byType.get(type.name)?.values() ?? []
    },
    all: function* () {
      for (const records of byType.values()) yield* records.values()
    },
    types: function* () {
      for (const [name, records] of byType) if (records.size > 0) yield recordType(name)
    },
    count: type => byType.get(type.name)?.size ?? 0,
    get: (type, id) => byType.get(type.name)?.get(id),
    find: (type, id) => bySpace.get(spaceOf(type))?.get(id),
    getByExternalId: (type, externalId) => byExternalId.get(externalKey(type, externalId)),
    isNameTaken: ({ group }, name, id) => {
      const ids = byName.get(`${group} ${name}`)
      return ids !== undefined && (ids.size > 1 || (ids.size === 1 && !ids.has(id)))
    },
    naming: transactionId => [...(namedBy.get(transactionId)?.values() ?? [])],
    holdsAny: type => (bySpace.get(spaceOf(type))?.size ?? 0) > 0,
    nextId: () => {
      lastId += 1
      return String(lastId)
    },
    nextNumber: prefix => {
      const number = (numbers.get(prefix) ?? 0) + 1
      numbers.set(prefix, number)
      return `${prefix}${number}`
    },
    put,
    remove: record => {
      version += 1
      byType.get(record.type.name)?.delete(record.id)
      bySpace.get(spaceOf(record.type))?.delete(record.id)
      forget(record)
      unlink(record)
      for (const listener of listeners) listener({ after: undefined, before: record })
    },
    watch: listener => {
      listeners.push(listener)
    },
  }
}
