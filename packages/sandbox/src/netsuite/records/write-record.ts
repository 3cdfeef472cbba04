import type { JsonObject } from '../../json.js'
import { problems } from '../problem.js'
import { mergeFields } from './merge-fields.js'
import { readFields } from './read-fields.js'
import { mergeOptionsOf, type RecordCall, readBody, readOptionsOf, writtenResponse } from './record-call.js'
import type { StoredRecord } from './record-store.js'
import type { RecordType } from './record-types.js'
import { removeRecord, saveRecord } from './save-record.js'

/** Types that only a transform makes. */
const transformOnly = new Set(['depositApplication', 'itemFulfillment', 'itemReceipt'])

export const createRecord = async (call: RecordCall, type: RecordType): Promise<Response> => {
  const body = await readBody(call.request)
  if (transformOnly.has(type.name)) throw problems.missingTransaction()
  return write(call, type, body)
}

export const changeRecord = async (call: RecordCall, record: StoredRecord): Promise<Response> =>
  write(call, record.type, await readBody(call.request), record)

/** PUT to an `eid:` makes the record or changes it; to an internal id it is not there. */
export const upsertRecord = async (
  call: RecordCall,
  type: RecordType,
  address: string,
): Promise<Response> => {
  if (!address.startsWith('eid:')) throw problems.wrongMethod()
  const externalId = address.slice(4)
  const existing = call.account.store.getByExternalId(type, externalId)
  if (existing !== undefined && existing.type.name !== type.name) throw problems.duplicateRecord()
  const body = await readBody(call.request)
  if (existing === undefined && transformOnly.has(type.name)) throw problems.missingTransaction()
  return write(call, type, { ...body, externalId: existing?.fields['externalId'] ?? externalId }, existing)
}

export const deleteRecord = (call: RecordCall, record: StoredRecord): Response => {
  removeRecord(record, call.account)
  return new Response(null, { status: 204 })
}

const write = (call: RecordCall, type: RecordType, body: JsonObject, before?: StoredRecord): Response => {
  const { account, nowMs } = call
  const warnings: string[] = []
  const sent = readFields(type, body, readOptionsOf(call, warnings))
  const fields = mergeFields(type.name, before?.fields ?? {}, sent, mergeOptionsOf(call))
  const draft = { id: before?.id ?? account.store.nextId(), type, fields }
  const saved = saveRecord(draft, { account, nowMs, before })
  return writtenResponse(call.url, saved, warnings)
}
