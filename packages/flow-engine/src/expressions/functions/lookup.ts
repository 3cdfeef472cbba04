import { suggest } from '../../check/nearest-word.js'
import { defineFunction } from '../define-function.js'

const valueIn = (table: object, key: string): { readonly found: boolean; readonly value?: unknown } => {
  if (table instanceof Map) return table.has(key) ? { found: true, value: table.get(key) } : { found: false }
  return Object.hasOwn(table, key) ? { found: true, value: Reflect.get(table, key) } : { found: false }
}

const keysOf = (table: object): readonly string[] =>
  table instanceof Map ? [...table.keys()].map(String) : Object.keys(table)

const lookup = (table: object, key: string): unknown => {
  const { found, value } = valueIn(table, key)
  if (found) return value
  throw new TypeError(`the table has no "${key.slice(0, 60)}"; ${suggest(key, keysOf(table))}`)
}

export const lookupFunction = defineFunction({
  name: 'lookup',
  group: 'values',
  summary:
    'What a table, usually a setting, has for a key. Fails where it has nothing, unless a default is given.',
  overloads: [
    { signature: 'lookup(map, string): dyn', call: lookup },
    {
      signature: 'lookup(map, string, dyn): dyn',
      call: (table: object, key: string, otherwise: unknown) => {
        const { found, value } = valueIn(table, key)
        return found ? value : otherwise
      },
    },
  ],
  examples: [
    { expression: 'lookup({"UPS": "4", "USPS": "7"}, "USPS")', gives: '7' },
    { expression: 'lookup({"UPS": "4"}, "DHL", "99")', gives: '99' },
    { expression: 'lookup({"UPS": "4"}, "UPSS")', fails: 'the table has no "UPSS"; did you mean "UPS"?' },
  ],
})
