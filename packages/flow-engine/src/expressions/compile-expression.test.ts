import { expect, test } from 'vitest'
import type { Json, JsonObject } from '../json.js'
import { compileExpression } from './compile-expression.js'
import { functionRegistry } from './function-registry.js'
import { MappingError } from './mapping-error.js'
import type { Scope } from './scope.js'
import { toJson } from './to-json.js'

const scopeOf = (record: JsonObject): Scope => ({
  record,
  steps: {},
  settings: {},
  connections: {},
  run: { id: 'r1', startedAt: '2026-01-01T00:00:00Z' },
})

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const evaluate = (source: string, record: Json = {}) =>
  toJson(compileExpression(source)(scopeOf(isObject(record) ? record : {})))

const examples = functionRegistry.flatMap(({ name, examples: list }) =>
  list.map(example => ({ name, ...example })),
)

test.each(examples)('$name: $expression', ({ expression, record, gives, fails }) => {
  if (fails !== undefined) expect(() => evaluate(expression, record)).toThrow(fails)
  else expect(evaluate(expression, record)).toEqual(gives)
})

test('every function has an example', () => {
  expect(functionRegistry.filter(({ examples: list }) => list.length === 0)).toEqual([])
})

test('an absent path is an error that says how to allow it, never a silent blank', () => {
  for (const source of ['record.payment.total', 'record.payment.total + "x"']) {
    const failing = () => evaluate(source, { payment: {} })
    expect(failing).toThrow(MappingError)
    expect(failing).toThrow(`"total" is absent in ${source}`)
  }
  expect(evaluate('record.?payment.?total.orValue("0")', { payment: {} })).toBe('0')
})

test('prototypes, globals and constructors are out of reach', () => {
  for (const source of [
    'record.constructor',
    'record.__proto__',
    'record["constructor"]',
    'record.toString',
  ]) {
    expect(() => evaluate(source)).toThrow(MappingError)
  }
  expect(() => evaluate('process.env')).toThrow('Unknown variable')
})

test('integers beyond what JSON numbers hold come out as text', () => {
  expect(evaluate('576461413038785752')).toBe('576461413038785752')
  expect(evaluate('1 + 1')).toBe(2)
})

test("a JSON number and an author's integer can be added and compared", () => {
  expect(evaluate('record.count + 1', { count: 2 })).toBe(3)
  expect(evaluate('record.count >= 2', { count: 2 })).toBe(true)
})
