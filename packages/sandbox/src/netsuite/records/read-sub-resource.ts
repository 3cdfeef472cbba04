import { isJsonObject, type JsonObject } from '../../json.js'
import { problems } from '../problem.js'
import { linesOf } from './lines.js'
import { mergeFields, plainMerge } from './merge-fields.js'
import { readFields } from './read-fields.js'
import { answerOptionsOf } from './read-record.js'
import {
  jsonResponse,
  type RecordCall,
  readBody,
  readOptionsOf,
  recordUrl,
  writtenResponse,
} from './record-call.js'
import { type FieldSchema, type Fields, fieldsOfElement, fieldsOfRecord } from './record-schema.js'
import type { StoredRecord } from './record-store.js'
import { findRecordType } from './record-types.js'
import { referencedId } from './references.js'
import { saveRecord } from './save-record.js'
import { lineAnswer, lineKey, selfLink, subrecordAnswer, toAnswer } from './to-answer.js'

/**
 * A sublist, a line, a subrecord or the record a field points to, by its path under the record. They cannot be made or removed on
 * their own; a PATCH on a line is what one program in production does.
 */
export const readSubResource = async (
  call: RecordCall,
  record: StoredRecord,
  path: readonly string[],
): Promise<Response> => {
  const { method } = call.request
  if (method === 'PATCH' && path.length === 2) return changeLine(call, record, path)
  if (method !== 'GET') throw problems.wrongMethod()
  return walk(call, path, {
    fields: record.fields,
    schemas: fieldsOfRecord(record.type.name),
    href: recordUrl(call.url, record),
    type: record.type.name,
  })
}

interface Standing {
  readonly fields: JsonObject
  readonly schemas: Fields | undefined
  readonly href: string
  readonly type: string
}

const walk = (call: RecordCall, [segment = '', ...rest]: readonly string[], at: Standing): Response => {
  const name = at.schemas?.spell(segment) ?? segment.toLowerCase()
  const schema = at.schemas?.byName.get(name)
  const value = at.fields[name]
  const href = `${at.href}/${name}`
  const options = answerOptionsOf(call)
  const place = { self: href, type: at.type, options }
  switch (schema?.kind) {
    case 'sublist': {
      const lines = linesOf(value) ?? []
      const [key, ...deeper] = rest
      if (key === undefined) return jsonResponse(listLines(lines, schema, call, place), 'collection')
      const found = lines.find((line, index) => lineKey(line, schema, index) === key)
      if (found === undefined) throw problems.missingRecord()
      if (deeper.length === 0) return jsonResponse(lineAnswer(found, key, schema, place), 'singular')
      const schemas = fieldsOfElement(schema.element)
      return walk(call, deeper, { fields: found, schemas, href: `${href}/${key}`, type: at.type })
    }
    case 'subrecord': {
      if (value === undefined || !isJsonObject(value)) throw problems.missingRecord()
      const schemas = fieldsOfElement(schema.element)
      if (rest.length > 0) return walk(call, rest, { fields: value, schemas, href, type: at.type })
      return jsonResponse(subrecordAnswer(value, schema, place), 'singular')
    }
    case 'reference': {
      const target = schema.record === undefined ? undefined : findRecordType(schema.record)
      const id = referencedId(value)
      if (target === undefined || id === undefined || rest.length > 0) throw problems.missingRecord()
      const found = call.account.store.find(target, id)
      if (found === undefined) throw problems.missingRecord()
      return jsonResponse(toAnswer(found, options), 'singular')
    }
    default:
      throw problems.missingRecord()
  }
}

const listLines = (
  lines: readonly JsonObject[],
  schema: FieldSchema,
  { url }: RecordCall,
  place: Parameters<typeof lineAnswer>[3],
): JsonObject => ({
  links: [selfLink(`${place.self}${url.search}`)],
  items: lines.map((line, index) => {
    const key = lineKey(line, schema, index)
    return place.options.expands === 'all'
      ? lineAnswer(line, key, schema, place)
      : { links: [selfLink(`${place.self}/${key}`)] }
  }),
  totalResults: lines.length,
})

const changeLine = async (
  call: RecordCall,
  record: StoredRecord,
  [segment = '', key = '']: readonly string[],
): Promise<Response> => {
  const schemas = fieldsOfRecord(record.type.name)
  const name = schemas?.spell(segment) ?? segment
  const keyName = schemas?.byName.get(name)?.key?.[0]
  if (keyName === undefined) throw problems.wrongMethod()
  const warnings: string[] = []
  const body = { [name]: { items: [{ ...(await readBody(call.request)), [keyName]: key }] } }
  const sent = readFields(record.type, body, readOptionsOf(call, warnings))
  const fields = mergeFields(record.type.name, record.fields, sent, plainMerge)
  const { account, nowMs } = call
  const saved = saveRecord({ ...record, fields }, { account, nowMs, before: record })
  return writtenResponse(call.url, saved, warnings)
}
