import type { Json, JsonObject } from '../json.js'

/**
 * A copy in which whatever stands under one of these names, at any depth, is `***`. What is empty stays empty, and lists and objects
 * keep their shape, so that one still sees whether there was an address and what it was made of.
 */
export const maskPersonal = (record: JsonObject, names: ReadonlySet<string>): JsonObject =>
  maskObject(record, names, false)

const maskObject = (record: JsonObject, names: ReadonlySet<string>, hidden: boolean): JsonObject =>
  Object.fromEntries(
    Object.entries(record).map(([name, child]) => [name, mask(child, names, hidden || names.has(name))]),
  )

const mask = (value: Json, names: ReadonlySet<string>, hidden: boolean): Json => {
  if (isList(value)) return value.map(element => mask(element, names, hidden))
  if (typeof value === 'object' && value !== null) return maskObject(value, names, hidden)
  return hidden && value !== null && value !== '' ? '***' : value
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)
