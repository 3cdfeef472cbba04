import { Optional } from '@marcbachmann/cel-js'
import { defineFunction } from '../define-function.js'

const isBlank = (value: unknown): boolean => {
  if (value instanceof Optional) return !value.hasValue() || isBlank(value.value())
  if (value === undefined || value === null) return true
  if (typeof value === 'string') return value.trim() === ''
  if (Array.isArray(value)) return value.length === 0
  if (value instanceof Map) return value.size === 0
  return (
    typeof value === 'object' &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.keys(value).length === 0
  )
}

export const isBlankFunction = defineFunction({
  name: 'isBlank',
  group: 'values',
  summary:
    'True for what is absent, null, blank text, an empty list or an empty map. Zero and false are not blank.',
  overloads: [{ signature: 'isBlank(dyn): bool', call: isBlank }],
  examples: [
    { expression: 'isBlank(record.?note)', record: {}, gives: true },
    { expression: 'isBlank("  ")', gives: true },
    { expression: 'isBlank([])', gives: true },
    { expression: 'isBlank(0)', gives: false },
  ],
})
