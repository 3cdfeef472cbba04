import { defineFunction } from '../define-function.js'
import { stableJson } from '../stable-json.js'
import { toJson } from '../to-json.js'

const unique = (items: readonly unknown[]): readonly unknown[] => {
  const seen = new Set<string>()
  return items.filter(item => {
    const key = stableJson(toJson(item) ?? null)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

export const uniqueFunction = defineFunction({
  name: 'unique',
  group: 'lists',
  summary: 'The list without repeated values, in order of first appearance.',
  overloads: [{ signature: 'unique(list): list', call: unique }],
  examples: [
    { expression: 'unique(["B", "A", "B"])', gives: ['B', 'A'] },
    { expression: 'unique([{"a": 1, "b": 2}, {"b": 2, "a": 1}])', gives: [{ a: 1, b: 2 }] },
  ],
})
