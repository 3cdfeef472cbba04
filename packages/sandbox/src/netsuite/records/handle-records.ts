import { isJsonObject, type JsonObject } from '../../json.js'
import { problems } from '../problem.js'
import { checkRecord, readFields } from './check-fields.js'
import { mergeFields } from './merge-fields.js'
import type { RecordStore, StoredRecord } from './record-store.js'
import { findRecordType, type RecordType } from './record-types.js'
import { toAnswer } from './to-answer.js'
import { totalOrder } from './total-order.js'

export interface RecordCall {
  readonly request: Request
  readonly url: URL
  /** After `/record/v1`, split at slashes. */
  readonly path: readonly string[]
  readonly nowMs: number
}

/** The record service: create, read, change, delete. */
export const handleRecords = async (call: RecordCall, store: RecordStore): Promise<Response> => {
  const [typeName = '', address, ...rest] = call.path
  const type = findRecordType(typeName)
  if (type === undefined) throw problems.unknownType(typeName, call.url.pathname)
  const { method } = call.request
  if (address === undefined) {
    if (method === 'POST') return create(call, type, await readBody(call.request), store)
    throw problems.wrongMethod()
  }
  if (rest.length > 0) throw problems.missingRecord()
  switch (method) {
    case 'GET':
      return read(call, find(type, address, store))
    case 'PATCH':
      return change(call, find(type, address, store), await readBody(call.request), store)
    case 'PUT':
      return upsert(call, type, address, await readBody(call.request), store)
    case 'DELETE':
      store.remove(find(type, address, store))
      return new Response(null, { status: 204 })
    default:
      throw problems.wrongMethod()
  }
}

const find = (type: RecordType, address: string, store: RecordStore): StoredRecord => {
  const record = address.startsWith('eid:')
    ? store.getByExternalId(type.group, address.slice(4))
    : store.get(type, address)
  if (record !== undefined && record.type.name === type.name) return record
  throw type.group === 'transaction' ? problems.missingTransaction() : problems.missingRecord()
}

const readBody = async (request: Request): Promise<JsonObject> => {
  try {
    const body: unknown = JSON.parse(await request.text())
    if (isJsonObject(body)) return body
  } catch {
    // not JSON: the same refusal
  }
  throw problems.malformedBody()
}

const isStrict = ({ request }: RecordCall): boolean =>
  request.headers.get('x-netsuite-propertynamevalidation')?.toLowerCase() === 'error'

const replacedOf = ({ url }: RecordCall): ReadonlySet<string> =>
  new Set((url.searchParams.get('replace') ?? '').toLowerCase().split(',').filter(Boolean))

const create = (call: RecordCall, type: RecordType, body: JsonObject, store: RecordStore): Response => {
  const sent = readFields(type.name, body, isStrict(call))
  refuseDuplicate(type, sent, store)
  return save(call, { id: store.nextId(), type, fields: {} }, sent, store)
}

const change = (call: RecordCall, record: StoredRecord, body: JsonObject, store: RecordStore): Response => {
  const sent = readFields(record.type.name, body, isStrict(call))
  refuseDuplicate(record.type, sent, store, record)
  return save(call, record, sent, store)
}

const upsert = (
  call: RecordCall,
  type: RecordType,
  address: string,
  body: JsonObject,
  store: RecordStore,
): Response => {
  if (!address.startsWith('eid:')) throw problems.wrongMethod()
  const externalId = address.slice(4)
  const existing = store.getByExternalId(type.group, externalId)
  if (existing !== undefined && existing.type.name !== type.name) throw problems.duplicateRecord()
  const sent = { ...readFields(type.name, body, isStrict(call)), externalId }
  return save(call, existing ?? { id: store.nextId(), type, fields: {} }, sent, store)
}

const refuseDuplicate = (
  type: RecordType,
  { externalId }: JsonObject,
  store: RecordStore,
  self?: StoredRecord,
): void => {
  if (typeof externalId !== 'string') return
  const other = store.getByExternalId(type.group, externalId)
  if (other === undefined || other.id === self?.id) return
  throw type.group === 'transaction' ? problems.duplicateRecord() : problems.duplicateEntity()
}

const save = (call: RecordCall, before: StoredRecord, sent: JsonObject, store: RecordStore): Response => {
  const { type, id } = before
  const defaults =
    type.group === 'transaction' && before.fields['tranDate'] === undefined
      ? { tranDate: dateOf(call.nowMs), tranId: `${type.name.slice(0, 2).toUpperCase()}${id}` }
      : {}
  const merged = { ...defaults, ...mergeFields(type.name, before.fields, sent, replacedOf(call)) }
  checkRecord(type.name, merged, store)
  store.put({ id, type, fields: type.name === 'salesOrder' ? totalOrder(merged) : merged })
  return new Response(null, {
    status: 204,
    headers: { location: `${recordsUrl(call.url)}/${type.name.toLowerCase()}/${id}` },
  })
}

const read = (call: RecordCall, record: StoredRecord): Response => {
  const { searchParams } = call.url
  const expandSubResources = searchParams.get('expandSubResources') === 'true'
  const fields = searchParams.get('fields')
  if (expandSubResources && fields !== null) {
    throw problems.wrongParameter(
      'fields',
      "The 'fields' parameter cannot be used together with 'expandSubResources'.",
    )
  }
  const wanted = fields === null ? undefined : new Set(fields.toLowerCase().split(','))
  const body = toAnswer(record, { recordsUrl: recordsUrl(call.url), expandSubResources, fields: wanted })
  return new Response(JSON.stringify(body), {
    headers: { 'content-type': 'application/vnd.oracle.resource+json; type=singular; charset=UTF-8' },
  })
}

const recordsUrl = ({ origin }: URL): string => `${origin}/services/rest/record/v1`

const dateOf = (nowMs: number): string => new Date(nowMs).toISOString().slice(0, 10)
