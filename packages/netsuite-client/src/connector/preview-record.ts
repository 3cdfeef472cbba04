import type {
  CallContext,
  Failure,
  ImportItem,
  ImportPreview,
  ImportRequest,
  JsonObject,
} from '@tiktok-ns/flow-engine'
import { isMissing } from '../errors.js'
import type { NetSuiteClient } from '../netsuite-client.js'
import type { RecordAddress } from '../records/record-address.js'
import type { RecordCallOptions } from '../records/records.js'
import { fieldDifferences } from './field-differences.js'
import { firstLineWithoutKey, keyedFields } from './line-keys.js'
import { toAddress, toReferenceAddress } from './reference-address.js'
import { toFailure } from './to-failure.js'
import { toWire } from './to-wire.js'

/** What `importRecord` would do to one record: it is read, and compared with what would be written. */
export const previewRecord = async (
  client: NetSuiteClient,
  request: ImportRequest,
  item: ImportItem,
  context: CallContext,
): Promise<ImportPreview | undefined> => {
  try {
    return await foresee(client, request, item, context)
  } catch (error) {
    context.signal.throwIfAborted()
    return { would: 'fail', failure: toFailure(error) }
  }
}

const foresee = async (
  client: NetSuiteClient,
  { target, operation, ifExists = 'keep', ifMissing = 'fail' }: ImportRequest,
  item: ImportItem,
  { signal, priority }: CallContext,
): Promise<ImportPreview | undefined> => {
  // What is attached cannot be read back.
  if (operation === 'attach' || operation === 'detach') return undefined
  const fields = toWire(target, item.payload)
  const read = (type: string, address: RecordAddress | undefined) =>
    address === undefined ? undefined : readRecord(client, type, address, { signal, priority })
  const present = await read(target, toAddress(item))
  const ref = String(present?.['id'] ?? item.ref ?? item.externalId ?? '')

  if (operation === 'delete')
    return present === undefined
      ? { would: 'nothing', reason: absent(target, ref) }
      : { would: 'delete', ref }
  if (present === undefined) {
    if (operation === 'update' && ifMissing !== 'create')
      return ifMissing === 'skip'
        ? { would: 'nothing', reason: absent(target, ref) }
        : fails('missing', absent(target, ref))
    if (operation !== 'transform') return { would: 'create' }
    const source = toReferenceAddress(item.source)
    if (source === undefined)
      return fails('invalid', `A transform to ${target} names no record to start from`)
    const from = await read(source.record, source.address)
    return from === undefined
      ? fails('missing', `NetSuite has no ${source.record} to make the ${target} from`)
      : { would: 'create' }
  }
  if (operation === 'create' || operation === 'transform') {
    const there = `NetSuite has a ${target} ${item.externalId ?? ref} already`
    if (ifExists === 'fail') return fails('duplicate', there)
    if (ifExists === 'keep') return { would: 'nothing', ref, reason: there }
    const changes = item.changes === undefined ? fields : toWire(target, item.changes)
    return changing(ref, present, keyedFields(changes))
  }
  const odd = operation === 'update' ? firstLineWithoutKey(fields) : undefined
  return odd === undefined
    ? changing(ref, present, fields)
    : fails('invalid', `${odd} has no key (line, doc or id), so an update would add it once more each time`)
}

const changing = (ref: string, present: JsonObject, wanted: JsonObject): ImportPreview => {
  const differences = fieldDifferences(present, wanted)
  return differences.length === 0
    ? { would: 'nothing', ref, reason: 'NetSuite has it as it would be written' }
    : { would: 'update', ref, differences }
}

const readRecord = async (
  client: NetSuiteClient,
  type: string,
  address: RecordAddress,
  options: RecordCallOptions,
): Promise<JsonObject | undefined> => {
  try {
    const record: unknown = await client.records.get(type, address, { ...options, expandSubResources: true })
    return JSON.parse(JSON.stringify(record))
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

const absent = (target: string, ref: string): string => `NetSuite has no ${target} ${ref}`

const fails = (kind: Failure['kind'], message: string): ImportPreview => ({
  would: 'fail',
  failure: { kind, message },
})
