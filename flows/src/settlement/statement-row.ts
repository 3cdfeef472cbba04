import { createHash } from 'node:crypto'
import type { Json, JsonObject } from '@tiktok-ns/flow-engine'
import { isObject, textOf } from '../json.js'

export { isObject } from '../json.js'

/** What a row is about. */
export const kindOf = (row: JsonObject): 'order' | 'reserve' | 'adjustment' => {
  const type = textAt(row, 'type').trim().toUpperCase()
  if (type === 'RESERVE') return 'reserve'
  return type === 'ORDER' || (type === '' && textAt(row, 'order_id') !== '') ? 'order' : 'adjustment'
}

/** The order behind a row, where TikTok names one. */
export const orderOf = (row: JsonObject): string =>
  textAt(row, 'order_id') || textAt(row, 'adjustment_order_id') || textAt(row, 'associated_order_id')

/** The row as an operator finds it again. */
export const nameOf = (row: JsonObject): string => {
  const order = orderOf(row)
  const kind = kindOf(row) === 'adjustment' ? textAt(row, 'type') || 'adjustment' : kindOf(row)
  return `row ${textAt(row, 'id') || '(no id)'} (${kind}${order === '' ? '' : ` ${order}`})`
}

export const textAt = (row: JsonObject, field: string): string => textOf(row[field])

export const objectAt = (row: JsonObject, field: string): JsonObject => {
  const value = row[field]
  return isObject(value) ? value : {}
}

/** The objects of a list; none where there is no list. */
export const listAt = (row: JsonObject, field: string): readonly JsonObject[] => {
  const value = row[field]
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** A fingerprint of a value: the order of keys does not count. */
export const fingerprint = (value: Json): string =>
  createHash('sha256').update(stableText(value)).digest('hex').slice(0, 16)

/** The same fingerprint as `fingerprint` gives for a list, without the text of the whole list in memory. */
export const fingerprintOf = (values: Iterable<Json>): string => {
  const hash = createHash('sha256').update('[')
  let isFirst = true
  for (const value of values) {
    hash.update(`${isFirst ? '' : ','}${stableText(value)}`)
    isFirst = false
  }
  return hash.update(']').digest('hex').slice(0, 16)
}

const stableText = (value: Json): string => {
  if (Array.isArray(value)) return `[${value.map(stableText).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${stableText(member)}`).join(',')}}`
}
