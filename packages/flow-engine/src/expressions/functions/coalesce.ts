import { Optional } from '@marcbachmann/cel-js'
import { defineFunction } from '../define-function.js'

const inside = (value: unknown): unknown => {
  if (!(value instanceof Optional)) return value
  return value.hasValue() ? value.value() : undefined
}

const isThere = (value: unknown): boolean =>
  value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '')

export const coalesceFunction = defineFunction({
  name: 'coalesce',
  group: 'values',
  summary:
    'The first of a list that is there: neither absent, nor null, nor blank text. Write `.?` before names that may be absent. Null when none is.',
  overloads: [
    {
      signature: 'coalesce(list): dyn',
      call: (values: readonly unknown[]) => values.map(inside).find(isThere) ?? null,
    },
  ],
  examples: [
    {
      expression: 'coalesce([record.?nickname, record.?buyer.?name, "guest"])',
      record: { buyer: { name: 'Jane' } },
      gives: 'Jane',
    },
    { expression: 'coalesce([record.?a.?b, "  ", "none"])', record: {}, gives: 'none' },
    { expression: 'coalesce([record.?a])', record: {}, gives: null },
  ],
})
