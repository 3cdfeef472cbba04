import type { JsonObject } from '../../json.js'
import { findRecordType, type RecordGroup, type RecordType, recordTypesOf } from './record-types.js'

export interface StoredRecord {
  readonly id: string
  readonly type: RecordType
  readonly fields: JsonObject
}

/** All records of an account, by type and internal id, and by external id within a group. */
export interface RecordStore {
  /** Counts up with every change; what is derived from the records may be kept until then. */
  readonly version: number
  list(type: RecordType): readonly StoredRecord[]
  listGroup(group: RecordGroup): readonly StoredRecord[]
  get(type: RecordType, id: string): StoredRecord | undefined
  getByExternalId(group: RecordGroup, externalId: string): StoredRecord | undefined
  /** A reference names a representative type, so any record of the group will do. */
  existsInGroup(type: RecordType, id: string): boolean
  nextId(): string
  put(record: StoredRecord): void
  remove(record: StoredRecord): void
}

export const createRecordStore = (seed: Readonly<Record<string, readonly JsonObject[]>>): RecordStore => {
  const byType = new Map<string, Map<string, StoredRecord>>()
  const byExternalId = new Map<string, StoredRecord>()
  let version = 0
  let lastId = 10_000

  const externalKey = (group: RecordGroup, externalId: unknown): string =>
    `${group} ${String(externalId).toLowerCase()}`
  const recordsOf = (type: RecordType): Map<string, StoredRecord> => {
    const records = byType.get(type.name) ?? new Map<string, StoredRecord>()
    byType.set(type.name, records)
    return records
  }

  const put = (record: StoredRecord): void => {
    version += 1
    const { id, type, fields } = record
    if (/^\d+$/.test(id)) lastId = Math.max(lastId, Number(id))
    const before = recordsOf(type).get(id)
    if (before?.fields['externalId'] !== undefined)
      byExternalId.delete(externalKey(type.group, before.fields['externalId']))
    recordsOf(type).set(id, record)
    if (fields['externalId'] !== undefined && fields['externalId'] !== null) {
      byExternalId.set(externalKey(type.group, fields['externalId']), record)
    }
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
    list: type => [...recordsOf(type).values()],
    listGroup: group => recordTypesOf(group).flatMap(type => [...recordsOf(type).values()]),
    get: (type, id) => recordsOf(type).get(id),
    getByExternalId: (group, externalId) => byExternalId.get(externalKey(group, externalId)),
    existsInGroup: (type, id) =>
      type.group === 'other'
        ? recordsOf(type).has(id)
        : recordTypesOf(type.group).some(sibling => recordsOf(sibling).has(id)),
    nextId: () => {
      lastId += 1
      return String(lastId)
    },
    put,
    remove: record => {
      version += 1
      recordsOf(record.type).delete(record.id)
      if (record.fields['externalId'] !== undefined)
        byExternalId.delete(externalKey(record.type.group, record.fields['externalId']))
    },
  }
}
