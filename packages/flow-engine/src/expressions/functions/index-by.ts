import { defineFunction } from '../define-function.js'

const indexBy = (items: readonly object[], field: string): ReadonlyMap<string, unknown> => {
  const index = new Map<string, unknown>()
  for (const item of items) {
    const key: unknown = Object.hasOwn(item, field) ? Reflect.get(item, field) : undefined
    if (typeof key !== 'string' && typeof key !== 'number' && typeof key !== 'bigint')
      throw new TypeError(`indexBy() wants every item to have "${field.slice(0, 40)}"`)
    if (index.has(String(key)))
      throw new TypeError(`two items have the ${field} "${String(key).slice(0, 40)}"`)
    index.set(String(key), item)
  }
  return index
}

export const indexByFunction = defineFunction({
  name: 'indexBy',
  group: 'lists',
  summary: 'A list as a map by one of its fields. Fails where two items have the same key.',
  overloads: [{ signature: 'indexBy(list, string): map', call: indexBy }],
  examples: [
    {
      expression: 'indexBy(record.lines, "sku")["B"].count',
      record: {
        lines: [
          { sku: 'A', count: 1 },
          { sku: 'B', count: 2 },
        ],
      },
      gives: 2,
    },
    {
      expression: 'indexBy(record.lines, "sku")',
      record: { lines: [{ sku: 'A' }, { sku: 'A' }] },
      fails: 'two items have the sku "A"',
    },
  ],
})
