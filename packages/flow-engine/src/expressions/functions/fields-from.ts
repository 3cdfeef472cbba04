import { defineFunction } from '../define-function.js'
import { isRecord } from '../is-record.js'

const memberOf = (value: unknown, name: string): unknown => {
  if (value instanceof Map) return value.get(name)
  if (Array.isArray(value)) return /^\d+$/.test(name) ? value[Number(name)] : undefined
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

const valueAt = (record: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => memberOf(value, name.trim()), record)

const entriesOf = (table: object): readonly (readonly [unknown, unknown])[] =>
  table instanceof Map ? [...table] : Object.entries(table)

const fieldsFrom = (record: unknown, table: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    entriesOf(table).flatMap(([field, path]) => {
      const value = valueAt(record, String(path))
      return value === undefined || value === null || value === '' ? [] : [[String(field), value] as const]
    }),
  )

export const fieldsFromFunction = defineFunction({
  name: 'fieldsFrom',
  group: 'values',
  summary:
    'Fields made from a record by a table, usually a setting, of their names and the paths of their values. What the record does not have, or has blank, is left out. For fields that each account has of its own: `$also: ${fieldsFrom(record, settings.customFields)}`.',
  overloads: [{ signature: 'fieldsFrom(dyn, map): map', call: fieldsFrom }],
  examples: [
    {
      expression:
        'fieldsFrom(record, {"custbody_tts_note": "buyer_message", "custbody_tts_tax": "payment.tax"})',
      record: { buyer_message: '', payment: { tax: '2.88' } },
      gives: { custbody_tts_tax: '2.88' },
    },
    {
      expression: 'fieldsFrom(record, {"custbody_first_sku": "line_items.0.seller_sku"})',
      record: { line_items: [{ seller_sku: 'SCARF' }] },
      gives: { custbody_first_sku: 'SCARF' },
    },
  ],
})
