import type { Json, JsonObject } from '@tiktok-ns/flow-engine'
import { hasLineKey } from '../records/lines.js'

/** Names of the sublists among the fields. */
export const sublistsOf = (fields: JsonObject): readonly string[] =>
  Object.entries(fields).flatMap(([name, value]) => (itemsOf(value) === undefined ? [] : [name]))

/** The fields without the sublists that have lines NetSuite would add, because they carry no key. */
export const keyedFields = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => itemsOf(value)?.every(isKeyed) !== false))

/** Where the first line without a key stands, such as `item.items[2]`. */
export const firstLineWithoutKey = (fields: JsonObject): string | undefined => {
  for (const [name, value] of Object.entries(fields)) {
    const index = itemsOf(value)?.findIndex(line => !isKeyed(line)) ?? -1
    if (index >= 0) return `${name}.items[${index}]`
  }
  return undefined
}

const isKeyed = (line: Json): boolean => typeof line === 'object' && line !== null && hasLineKey(line)

const itemsOf = (value: Json): readonly Json[] | undefined => {
  if (typeof value !== 'object' || value === null || isList(value)) return undefined
  const { items } = value
  return items !== undefined && isList(items) ? items : undefined
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)
