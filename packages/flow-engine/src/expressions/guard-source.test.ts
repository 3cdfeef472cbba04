import { Environment } from '@marcbachmann/cel-js'
import { expect, test } from 'vitest'
import type { Json, JsonObject } from '../json.js'
import { compileExpression } from './compile-expression.js'
import { guardSource } from './guard-source.js'
import { MappingError } from './mapping-error.js'
import { toJson } from './to-json.js'

const evaluate = (source: string, record: JsonObject = {}): Json | undefined =>
  toJson(
    compileExpression(source)({
      record,
      steps: {},
      settings: {},
      connections: {},
      run: { id: 'r1', startedAt: '2026-01-01T00:00:00Z' },
    }),
  )

const parser = new Environment({ unlistedVariablesAreDyn: true, enableOptionalTypes: true })

test.each([
  ['record.id', 'record.id'],
  ['a.map(x, x)', 'spend_(a).map(x, x)'],
  ['(a ? b : c).filter(x, x > 1).map(x, x)', 'spend_(spend_(a ? b : c).filter(x, x > 1)).map(x, x)'],
  ['cel.bind(x, a + a, x)', 'cel.bind(x, spend_(a + a), x)'],
  ['a.matches ("x+") && b', 'a.matchesLinear("x+") && b'],
])('%s', (source, guarded) => {
  expect(guardSource(source, parser.parse(source).ast)).toBe(guarded)
})

test('guards change no result', () => {
  const record = {
    lines: [
      { sku: 'A-1', tags: ['x', 'y'] },
      { sku: 'B', tags: [] },
    ],
  }

  expect(
    evaluate(
      'record.lines.filter(line, line.sku.matches("^[A-Z]-[0-9]$")).map(line, line.tags.map(tag, tag + "\\"é"))',
      record,
    ),
  ).toEqual([['x"é', 'y"é']])
  expect(evaluate('record.lines.exists_one(line, line.tags.all(tag, tag != "x"))', record)).toBe(true)
})

const thousand = { list: Array.from({ length: 1_000 }, (_, index) => index), text: 'x'.repeat(10_000) }
const doubled = (depth: number, inner: string): string =>
  depth === 0 ? inner : `[${doubled(depth - 1, inner)}].map(v, v + v + v + v)[0]`

const doubledNames = (depth: number): string =>
  depth === 0 ? 'record.text' : `cel.bind(v, ${doubledNames(depth - 1)}, v + v + v + v)`

test.each([
  ['loops in loops', 'record.list.map(a, record.list.map(b, record.list.map(c, 1)))'],
  ['texts that double', doubled(12, 'record.text')],
  ['lists that double', doubled(12, 'record.list')],
  ['names that double', doubledNames(12)],
  ['one list many times', 'record.list.map(item, record.list)'],
])('%s end with an error, not with the process', (_, source) => {
  expect(() => evaluate(source, thousand)).toThrow(/does too much|characters|too (many|deep)/)
})

test('a pattern that hangs other engines is refused, and one that merely looks slow is quick', () => {
  expect(() => evaluate('"aaaa".matches("^(a+)+$")')).toThrow(MappingError)
  expect(evaluate('record.text.matches("^(x|xx|xxx)*y")', thousand)).toBe(false)
})
