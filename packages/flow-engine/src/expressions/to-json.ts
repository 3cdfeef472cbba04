import { Optional } from '@marcbachmann/cel-js'
import type { Json } from '../json.js'
import { Money } from './money.js'

/** What an expression gave, as JSON; undefined when it is an empty optional, which leaves a field out. */
export const toJson = (value: unknown): Json | undefined => {
  switch (typeof value) {
    case 'string':
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
  if (value instanceof Money) return value.toString()
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Optional) return value.hasValue() ? toJson(value.value()) : undefined
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map(toJson).filter(item => item !== undefined)
  const entries = value instanceof Map ? [...value.entries()] : Object.entries(value)
  const members: Record<string, Json> = {}
  for (const [name, member] of entries) {
    const json = toJson(member)
    if (json !== undefined) members[String(name)] = json
  }
  return members
}
