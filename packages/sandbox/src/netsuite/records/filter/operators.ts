import { isJsonObject, type Json } from '../../../json.js'
import type { FieldSchema } from '../record-schema.js'
import { referencedId } from '../references.js'
import { toMoment } from './account-dates.js'

export interface Operator {
  readonly takesValue: boolean
  readonly takesList: boolean
  holds(value: Json | undefined, given: readonly string[], timeZone: string): boolean
}

type Kind = 'boolean' | 'number' | 'text' | 'date'

/** Which operators a field has, by its kind; references are told by id. */
const kindsOf = (schema: FieldSchema | undefined): readonly Kind[] => {
  switch (schema?.kind) {
    case 'boolean':
      return ['boolean']
    case 'number':
    case 'integer':
    case 'reference':
    case 'enumeration':
    case 'country':
      return ['number', 'text']
    case 'date':
    case 'date-time':
      return ['date']
    case 'text':
      return ['text', 'number']
    default:
      return ['text', 'number', 'date', 'boolean']
  }
}

const plain = (value: Json | undefined): string => {
  const own = value !== undefined && isJsonObject(value) ? referencedId(value) : value
  return own === undefined || own === null ? '' : String(own)
}

const isEmpty = (value: Json | undefined): boolean => plain(value) === ''

const numberTests: Readonly<Record<string, (value: number, given: readonly number[]) => boolean>> = {
  ANY_OF: (value, given) => given.includes(value),
  BETWEEN: (value, [from = Number.NaN, to = Number.NaN]) => value >= from && value <= to,
  WITHIN: (value, [from = Number.NaN, to = Number.NaN]) => value >= from && value <= to,
  EQUAL: (value, [given]) => value === given,
  GREATER: (value, [given = Number.NaN]) => value > given,
  GREATER_OR_EQUAL: (value, [given = Number.NaN]) => value >= given,
  LESS: (value, [given = Number.NaN]) => value < given,
  LESS_OR_EQUAL: (value, [given = Number.NaN]) => value <= given,
}

const textTests: Readonly<Record<string, (value: string, given: string) => boolean>> = {
  CONTAIN: (value, given) => value.includes(given),
  IS: (value, given) => value === given,
  START_WITH: (value, given) => value.startsWith(given),
  END_WITH: (value, given) => value.endsWith(given),
  ENDWITH: (value, given) => value.endsWith(given),
}

const dateTests: Readonly<Record<string, (value: number, from: number, to: number) => boolean>> = {
  AFTER: (value, _, to) => value >= to,
  BEFORE: (value, from) => value < from,
  ON: (value, from, to) => value >= from && value < to,
  ON_OR_AFTER: (value, from) => value >= from,
  ON_OR_BEFORE: (value, _, to) => value < to,
}

const lists = new Set(['ANY_OF', 'BETWEEN', 'WITHIN'])

/** Each kind's tests in one shape: undefined where the kind does not have the operator. */
const testOf = (kind: Kind, name: string): Operator['holds'] | undefined => {
  if (kind === 'boolean')
    return name === 'IS' ? (value, [given]) => plain(value || false) === given : undefined
  if (kind === 'number') {
    const test = numberTests[name]
    return test && ((value, given) => !isEmpty(value) && test(Number(plain(value)), given.map(Number)))
  }
  if (kind === 'text') {
    const test = textTests[name]
    return test && ((value, [given = '']) => test(plain(value).toLowerCase(), given.toLowerCase()))
  }
  const test = dateTests[name]
  return (
    test &&
    ((value, [given = ''], timeZone) => {
      const isDay = plain(value).length === 10 // a date without a time belongs to no zone
      const range = toMoment(given, isDay ? 'UTC' : timeZone)
      const own = Date.parse(isDay ? `${plain(value)}T00:00:00Z` : plain(value))
      return range !== undefined && !Number.isNaN(own) && test(own, range.from, range.to)
    })
  )
}

/** An operator by its name, with its opposite `…_NOT`; undefined where the field does not have it. */
export const operatorOf = (word: string, schema: FieldSchema | undefined): Operator | undefined => {
  const name = word.toUpperCase()
  const isOpposite = name.endsWith('_NOT')
  const base = isOpposite ? name.slice(0, -4) : name
  const turned = (holds: Operator['holds']): Operator['holds'] =>
    isOpposite ? (...given) => !holds(...given) : holds
  if (base === 'EMPTY') return { takesValue: false, takesList: false, holds: turned(isEmpty) }
  for (const kind of kindsOf(schema)) {
    const holds = testOf(kind, base)
    if (holds !== undefined) return { takesValue: true, takesList: lists.has(base), holds: turned(holds) }
  }
  return undefined
}
