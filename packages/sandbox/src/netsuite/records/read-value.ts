import { isJsonObject, type Json } from '../../json.js'
import type { Account } from '../account.js'
import { problems } from '../problem.js'
import { displayName } from './display-name.js'
import { linesOf } from './lines.js'
import type { FieldSchema } from './record-schema.js'
import { findRecordType, type RecordType } from './record-types.js'
import { referencedId } from './references.js'

export interface ValuePlace {
  readonly name: string
  readonly path: string
  readonly account: Account
}

/** A value as it is stored; undefined when its shape is wrong. References become `{ id }`. */
export const readValue = (
  value: Json,
  schema: FieldSchema | undefined,
  place: ValuePlace,
): Json | undefined => {
  switch (schema?.kind) {
    case undefined:
    case 'any':
    case 'links':
    case 'sublist':
    case 'subrecord':
      return value
    case 'text':
      return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined
    case 'number':
      return typeof value === 'number' ? value : undefined
    case 'integer':
      return toInteger(value)
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined
    case 'date':
      return typeof value === 'string' && isDate(value) ? value : undefined
    case 'date-time':
      return toUtc(value)
    case 'enumeration':
    case 'country':
      return readChoice(value, schema)
    case 'reference':
      return readReference(value, schema.record, place)
    case 'references': {
      const items = Array.isArray(value) ? value : linesOf(value)
      if (items === undefined) return undefined
      const read = items.map((item: Json) => readReference(item, schema.record, place))
      return read.every(item => item !== undefined) ? { items: read } : undefined
    }
  }
}

const toInteger = (value: Json): number | undefined => {
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isInteger(number) ? number : undefined
}

const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))

/** Moments are kept in UTC without a fraction; an offset is accepted. */
const toUtc = (value: Json): string | undefined => {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(value)) return undefined
  const epochMs = Date.parse(value)
  return Number.isNaN(epochMs) ? undefined : new Date(epochMs).toISOString().replace(/\.\d+Z$/, 'Z')
}

const readChoice = (value: Json, { values }: FieldSchema): Json | undefined => {
  // Undeposited funds is a yes or no in requests, and a list of two in the browser.
  const id = typeof value === 'boolean' ? (value ? 'T' : 'F') : referencedId(value)
  if (id === undefined) return undefined
  return values === undefined || values.includes(id) ? { id } : undefined
}

/** Types whose references are checked always; of others, as soon as the account holds a record of the type. */
const alwaysChecked = new Set(['subsidiary', 'location', 'department', 'classification'])

const mustExist = (type: RecordType, { store }: Account): boolean =>
  type.group !== 'other' || alwaysChecked.has(type.name) || store.holdsAny(type)

/** @throws Problem when the record does not exist */
const readReference = (
  value: Json,
  target: string | undefined,
  { name, path, account }: ValuePlace,
): Json | undefined => {
  const type = target === undefined ? undefined : findRecordType(target)
  const { store } = account
  if (isJsonObject(value) && value['id'] === undefined) {
    const { externalId, refName } = value
    if (type === undefined) return undefined
    const found =
      typeof externalId === 'string'
        ? store.getByExternalId(type, externalId)
        : typeof refName === 'string'
          ? store.list(type).find(record => displayName(record) === refName)
          : undefined
    if (found !== undefined) return { id: found.id }
    if (typeof externalId === 'string' || mustExist(type, account))
      throw problems.invalidValue(String(externalId ?? refName ?? ''), name, path)
    return typeof refName === 'string' ? { refName } : undefined
  }
  const id = referencedId(value)
  if (id === undefined) return undefined
  if (type === undefined || store.find(type, id) !== undefined || isBuiltIn(id)) return { id }
  if (!mustExist(type, account)) return { id }
  // Entities are named by their kind in the refusal that peers have seen, others by the field.
  throw type.group === 'entity'
    ? problems.invalidReference(name, id, path)
    : problems.invalidValue(id, name, path)
}

/** System records, such as the custom price level, have negative ids. */
const isBuiltIn = (id: string): boolean => id.startsWith('-')
