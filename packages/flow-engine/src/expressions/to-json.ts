import { Optional } from '@marcbachmann/cel-js'
import type { Json } from '../json.js'
import { Money } from './money.js'
import { spendWork } from './work-budget.js'

const maxTextLength = 1_000_000

/** What an expression gave, as JSON; undefined when it is an empty optional, which leaves a field out. */
export const toJson = (value: unknown): Json | undefined => {
  switch (typeof value) {
    case 'string':
      if (value.length > maxTextLength)
        throw new TypeError(
          `the expression gave a text of ${value.length} characters; ${maxTextLength} are the most`,
        )
      return value
    case 'boolean':
      return value
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`the expression gave ${value}, which is no JSON value`)
      return value
    case 'bigint':
      // Beyond 2^53 a JSON number would lose digits.
      return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
        ? Number(value)
        : value.toString()
    case 'object':
      return value === null ? null : objectToJson(value)
    case 'undefined':
      return undefined
    default:
      throw new TypeError(`the expression gave a ${typeof value}, which is no JSON value`)
  }
}

const objectToJson = (value: object): Json | undefined => {
  // A value can be small in memory and huge as JSON when it holds the same list many times.
  spendWork(1)
  if (value instanceof Money) return value.toString()
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Optional) return value.hasValue() ? toJson(value.value()) : undefined
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) {
    spendWork(value.length)
    return value.map(toJson).filter(item => item !== undefined)
  }
  const entries = value instanceof Map ? [...value.entries()] : Object.entries(value)
  const members = entries.flatMap(([name, member]) => {
    const json = toJson(member)
    return json === undefined ? [] : [[String(name), json] as const]
  })
  // fromEntries defines what assigning would do to the prototype: a vendor's key "__proto__" is a key like any other.
  return Object.fromEntries(members)
}
