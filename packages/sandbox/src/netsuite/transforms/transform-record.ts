import type { JsonObject } from '../../json.js'
import type { Account } from '../account.js'
import { problems } from '../problem.js'
import { linesOf } from '../records/lines.js'
import { mergeFields } from '../records/merge-fields.js'
import { readFields } from '../records/read-fields.js'
import {
  mergeOptionsOf,
  type RecordCall,
  readBody,
  readOptionsOf,
  writtenResponse,
} from '../records/record-call.js'
import { fieldsOfRecord } from '../records/record-schema.js'
import type { StoredRecord } from '../records/record-store.js'
import { findRecordType, type RecordType } from '../records/record-types.js'
import { saveRecord } from '../records/save-record.js'
import { applyDeposits } from './apply-deposits.js'
import { mergeTransformedLines } from './transformed-lines.js'
import { transforms } from './transforms.js'

/** Makes one record into another: what the source gives is filled in first, then the body is applied. */
export const transformRecord = async (
  call: RecordCall,
  source: StoredRecord,
  targetName = '',
): Promise<Response> => {
  if (call.request.method !== 'POST') throw problems.wrongMethod()
  const target = targetOf(source, targetName, call)
  const transform = transforms[source.type.name]?.[target.name]
  if (transform === undefined)
    throw problems.notEmulated(`the transform of ${source.type.name} to ${target.name}`)
  const { account, nowMs } = call
  const warnings: string[] = []
  const body = await readBody(call.request, '{}')
  const sent = readFields(target, body, readOptionsOf(call, warnings))
  const given = knownTo(target, transform.fill({ source, account }))
  const fields = merge(call, target, given, sent)
  const finished = transform.finish?.(fields, sent, { source, account }) ?? fields
  const draft = { id: account.store.nextId(), type: target, fields: finished }
  const saved = saveRecord(draft, { account, nowMs, before: undefined })
  if (source.type.name === 'salesOrder' && target.name === 'invoice')
    applyDeposits(saved, source, { account, nowMs, before: undefined })
  return writtenResponse(call.url, saved, warnings)
}

const targetOf = (source: StoredRecord, name: string, { url }: RecordCall): RecordType => {
  const target = findRecordType(name)
  if (target === undefined) throw problems.unknownType(name, url.pathname)
  if (!source.type.transforms.includes(target.name))
    throw problems.userError(
      'That type of record transformation is not allowed. Please refer to the documentation for a list of valid transformation types.',
    )
  return target
}

/** What the target has a place for. */
const knownTo = (target: RecordType, fields: JsonObject): JsonObject => {
  const schema = fieldsOfRecord(target.name)
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) =>
        value !== undefined &&
        (schema === undefined || schema.byName.has(name) || name.startsWith('custbody')),
    ),
  )
}

const merge = (call: RecordCall, target: RecordType, given: JsonObject, sent: JsonObject): JsonObject => {
  const { item: sentLines, ...rest } = sent
  const options = mergeOptionsOf(call)
  const merged = mergeFields(target.name, given, rest, options)
  const lines = linesOf(given['item'])
  if (lines === undefined)
    return sentLines === undefined ? merged : mergeFields(target.name, merged, sent, options)
  const replace = options.replaced.has('item')
  return { ...merged, item: { items: mergeTransformedLines(lines, linesOf(sentLines) ?? [], replace) } }
}

/** What a transform is given. */
export interface Transforming {
  readonly source: StoredRecord
  readonly account: Account
}
