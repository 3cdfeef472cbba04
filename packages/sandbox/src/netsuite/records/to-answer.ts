import { isJsonObject, type Json, type JsonObject } from '../../json.js'
import { orderKinds } from '../transactions/order-progress.js'
import { transactionKinds } from '../transactions/transaction-kinds.js'
import { displayName } from './display-name.js'
import { linesOf } from './lines.js'
import { type FieldSchema, type Fields, fieldsOfElement, fieldsOfRecord } from './record-schema.js'
import type { RecordStore, StoredRecord } from './record-store.js'
import { findRecordType, recordType } from './record-types.js'
import { referencedId } from './references.js'

export interface AnswerOptions {
  /** `http://host/services/rest/record/v1` */
  readonly recordsUrl: string
  /** Of the request, with its `?`: the record's own link repeats it. */
  readonly query: string
  /** For the names and types of what is referred to. */
  readonly store: RecordStore
  /** What is given in full instead of as a link: everything, the addresses of lines, or nothing. */
  readonly expands: 'all' | 'addresses' | 'nothing'
  readonly simpleEnums: boolean
  /** Body fields asked for, in lower case; undefined for all. */
  readonly fields: ReadonlySet<string> | undefined
}

export const selfLink = (href: string): JsonObject => ({ rel: 'self', href, method: 'GET' })

/** A record as a GET gives it: links first, then fields in alphabetical order; sublists as links unless expanded. */
export const toAnswer = (record: StoredRecord, options: AnswerOptions): JsonObject => {
  const { id, type, fields } = record
  const self = `${options.recordsUrl}/${type.name.toLowerCase()}/${id}`
  const wanted = Object.fromEntries(
    Object.entries({ ...fields, id }).filter(([name]) => options.fields?.has(name.toLowerCase()) ?? true),
  )
  return {
    links: [selfLink(`${self}${options.query}`)],
    ...membersOf(wanted, fieldsOfRecord(type.name), { self, type: type.name, options }),
  }
}

/** Where members are, for their links. */
export interface Place {
  readonly self: string
  readonly type: string
  readonly options: AnswerOptions
}

/** The members of a record, a line or a subrecord, in alphabetical order and without empty ones. */
export const membersOf = (fields: JsonObject, schemas: Fields | undefined, place: Place): JsonObject => {
  const answer: Record<string, Json> = {}
  for (const name of Object.keys(fields).sort()) {
    const value = fields[name]
    if (value === undefined || value === null || value === '') continue
    answer[name] = memberAnswer(name, value, schemas?.byName.get(name), place)
  }
  return answer
}

const memberAnswer = (name: string, value: Json, schema: FieldSchema | undefined, place: Place): Json => {
  const href = `${place.self}/${name}`
  const expands = place.options.expands === 'all'
  switch (schema?.kind ?? guessKind(value)) {
    case 'reference':
      return referenceAnswer(name, value, schema, place)
    case 'enumeration':
    case 'country':
      return enumAnswer(name, value, schema, place)
    case 'references':
      return expands ? referencesAnswer(value, schema, href, place) : { links: [selfLink(href)] }
    case 'sublist':
      return expands ? sublistAnswer(value, schema, { ...place, self: href }) : { links: [selfLink(href)] }
    case 'subrecord':
      return expands || (place.options.expands === 'addresses' && schema?.element === 'address')
        ? subrecordAnswer(value, schema, { ...place, self: href })
        : { links: [selfLink(href)] }
    default:
      return value
  }
}

/** What a value of an undescribed field looks like. */
const guessKind = (value: Json): FieldSchema['kind'] => {
  if (!isJsonObject(value)) return 'any'
  if (linesOf(value) !== undefined) return 'sublist'
  return value['id'] === undefined && value['refName'] === undefined ? 'subrecord' : 'reference'
}

const transactionType = recordType('salesOrder')
/** Fields that point to a transaction of any kind. */
const anyTransaction = new Set(['createdFrom', 'doc', 'orderDoc'])

const referenceAnswer = (name: string, value: Json, schema: FieldSchema | undefined, place: Place): Json => {
  const id = referencedId(value)
  if (id === undefined) return isJsonObject(value) ? { links: [], ...value } : value
  const { store, recordsUrl } = place.options
  const target = schema?.record === undefined ? undefined : findRecordType(schema.record)
  const type = target ?? (anyTransaction.has(name) ? transactionType : undefined)
  const found = type === undefined ? undefined : store.find(type, id)
  const given = isJsonObject(value) ? value['refName'] : undefined
  const refName = found === undefined ? given : displayName(found)
  const isList = type === undefined || id.startsWith('-')
  const path = (found?.type ?? type)?.name ?? ''
  // Items are linked by their type as it is written, all others in lower case.
  const typePath = (found?.type ?? type)?.group === 'item' ? path : path.toLowerCase()
  return {
    links: isList ? [] : [selfLink(`${recordsUrl}/${typePath}/${id}`)],
    id,
    ...(refName === undefined ? {} : { refName }),
  }
}

const enumAnswer = (name: string, value: Json, schema: FieldSchema | undefined, place: Place): Json => {
  const id = referencedId(value)
  if (id === undefined) return value
  if (place.options.simpleEnums) return id
  const given = isJsonObject(value) ? value['refName'] : undefined
  const refName = statusName(name, id, place.type) ?? schema?.labels?.[id] ?? given ?? plainNames[id] ?? id
  return { links: [], id, refName }
}

const statusName = (name: string, id: string, type: string): string | undefined =>
  name === 'status' || (name === 'orderStatus' && orderKinds[type] !== undefined) || name === 'shipStatus'
    ? transactionKinds[type]?.statuses[id]
    : undefined

/** Names of values that the schemas do not label. */
const plainNames: Readonly<Record<string, string>> = {
  restWebServices: 'REST Web Services',
  US: 'United States',
  T: 'Yes',
  F: 'No',
}

const referencesAnswer = (value: Json, schema: FieldSchema | undefined, href: string, place: Place): Json => {
  const items = linesOf(value) ?? []
  return {
    links: [selfLink(href)],
    count: items.length,
    hasMore: false,
    items: items.map(item => referenceAnswer('', item, schema, place)),
    offset: 0,
    totalResults: items.length,
  }
}

const sublistAnswer = (value: Json, schema: FieldSchema | undefined, place: Place): Json => {
  const lines = linesOf(value) ?? []
  return {
    links: [selfLink(place.self)],
    items: lines.map((line, index) => lineAnswer(line, lineKey(line, schema, index), schema, place)),
    totalResults: lines.length,
  }
}

export const lineAnswer = (
  line: JsonObject,
  key: string,
  schema: FieldSchema | undefined,
  place: Place,
): JsonObject => {
  const self = `${place.self}/${key}`
  // One level is expanded: what a line holds in turn is a link, but for addresses.
  const options: AnswerOptions = { ...place.options, expands: 'addresses', fields: undefined }
  const members = membersOf(line, fieldsOfElement(schema?.element), { ...place, self, options })
  return { links: [selfLink(self)], ...members }
}

/** How a line is addressed: by its key, or by where it stands. */
export const lineKey = (line: JsonObject, schema: FieldSchema | undefined, index: number): string => {
  const keys = (schema?.key ?? ['line']).map(key => referencedId(line[key])).filter(key => key !== undefined)
  return keys[0] ?? String(index + 1)
}

export const subrecordAnswer = (value: Json, schema: FieldSchema | undefined, place: Place): JsonObject => ({
  links: [selfLink(place.self)],
  ...membersOf(isJsonObject(value) ? value : {}, fieldsOfElement(schema?.element), place),
})
