import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkExpression } from '../expressions/check-expression.js'
import { compileExpression } from '../expressions/compile-expression.js'
import { compileTemplate } from '../expressions/compile-template.js'
import { MappingError } from '../expressions/mapping-error.js'
import { toJson } from '../expressions/to-json.js'
import { sampleConnectors } from '../testing/sample-connectors.js'
import { checkFlow } from './check-flow.js'
import { lintFlow } from './lint-flow.js'

const corpus = new URL('./__fixtures__/broken-flows/', import.meta.url)
const texts = readdirSync(corpus)
  .filter(name => name.endsWith('.yaml'))
  .map(name => readFileSync(new URL(name, corpus), 'utf8'))

/** Checks text that may be anything: what comes out is a flow, or says what is wrong and where. */
const expectSense = (text: string): void => {
  const { spec, diagnostics } = checkFlow({ text, file: 'f', connectors: sampleConnectors })
  const lines = text.split('\n')
  for (const { line, column, problem } of [
    ...diagnostics,
    ...lintFlow({ text, file: 'f', connectors: sampleConnectors }),
  ]) {
    expect(problem).not.toBe('')
    expect(line).toBeGreaterThanOrEqual(1)
    expect(line).toBeLessThanOrEqual(lines.length + 1)
    expect(column).toBeGreaterThanOrEqual(1)
    expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 2)
  }
  if (spec === undefined) expect(diagnostics.length).toBeGreaterThan(0)
}

const piece = fc.constantFrom(
  ...[
    '${',
    '}',
    '{',
    '[',
    ']',
    ': ',
    '- ',
    '\n',
    '  ',
    '"',
    "'",
    '&a ',
    '*a',
    '|',
    '>',
    '!',
    '#',
    '? ',
    '\t',
    '%',
    '@',
    '`',
    '~',
  ],
  ...[
    'null',
    'true',
    '.inf',
    '0x1f',
    '1e999',
    '2026-01-01',
    '__proto__',
    'constructor',
    '<<',
    '---',
    '\u0000',
    '\uFEFF',
    '😀',
  ],
  ...[
    '$each',
    '$if',
    '$value',
    'record',
    'steps.',
    '.?',
    '==',
    'in',
    'map(x, x)',
    'matches("(a+)+")',
    '¡',
    '\r\n',
  ],
)

test('a flow with pieces put in, taken out and repeated is checked without a crash', () => {
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    without: fc.integer({ min: 0, max: 30 }),
    put: fc.array(piece, { maxLength: 4 }),
  })
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 5 }), (text, edits) => {
      const broken = edits.reduce((current, { at, without, put }) => {
        const start = Math.floor(at * current.length)
        return current.slice(0, start) + put.join('') + current.slice(start + without)
      }, text)
      expectSense(broken)
    }),
    { numRuns: 300 },
  )
})

test('any JSON in place of any part of a flow is checked without a crash', () => {
  const part = fc.constantFrom(
    'settings',
    'connections',
    'triggers',
    'export',
    'steps',
    'onFailure',
    'concurrency',
    'priority',
    'summary',
  )
  fc.assert(
    fc.property(part, fc.jsonValue({ maxDepth: 4 }), (name, value) => {
      const flow = {
        flow: 'orders',
        summary: 'Orders.',
        connections: { shop: 'tiktok-shop', erp: 'netsuite' },
        export: { from: 'shop.orders', traceKey: '${record.id}' },
        steps: [{ filter: 'paid', keep: 'true' }],
        [name]: value,
      }
      expectSense(JSON.stringify(flow, null, 1))
    }),
    { numRuns: 300 },
  )
})

test('any text is checked without a crash', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), expectSense), { numRuns: 300 })
})

const word = fc.constantFrom(
  ...[
    'record',
    'record.id',
    'record.list',
    'record.?no',
    'settings',
    'steps',
    '1',
    '2.5',
    '"a"',
    "'b'",
    'true',
    'null',
    '[',
    ']',
    '{',
    '}',
  ],
  ...[
    '(',
    ')',
    '.',
    ',',
    ':',
    '?',
    '+',
    '-',
    '*',
    '/',
    '%',
    '==',
    '<',
    '&&',
    '||',
    '!',
    'in',
    'x',
    'x.y',
    '.map(x, ',
    '.filter(x, ',
  ],
  ...[
    'money(',
    'sum(',
    'allocate(',
    'round(',
    'dateIn(',
    'parseDate(',
    'hash(',
    'lookup(',
    'coalesce([',
    'flatten(',
    'sortBy(',
    'phone(',
  ],
  ...[
    '.matches(',
    '"(a+)+$"',
    '.orValue(',
    'has(',
    'size(',
    'string(',
    'int(',
    'cel.bind(x, ',
    'dyn(',
    '.__proto__',
    '["constructor"]',
  ],
)

const scope = {
  record: { id: '1', list: [1, 2, 3], price: '1.00' },
  steps: {},
  settings: { a: 'b' },
  connections: {},
  run: { id: 'r', startedAt: '2026-01-01T00:00:00Z' },
}

test('expressions out of any words are refused with a place, or work or fail for the record alone', () => {
  const shapes = new Map(['record', 'steps', 'settings', 'connections', 'run'].map(name => [name, undefined]))
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 14 }), fc.constantFrom('', ' '), (words, gap) => {
      const source = words.join(gap)
      const { problems } = checkExpression(source, shapes)
      for (const { offset, problem } of problems) {
        expect(offset).toBeGreaterThanOrEqual(0)
        expect(offset).toBeLessThanOrEqual(source.length)
        expect(problem).not.toBe('')
      }
      if (problems.length > 0) return
      try {
        compileExpression(source)(scope)
      } catch (error) {
        expect(error).toBeInstanceOf(MappingError)
      }
    }),
    { numRuns: 2_000 },
  )
})

test('whatever a record holds, a template gives JSON or a mapping error', () => {
  const templates = [
    '${record.value}',
    '${sum(record.value)}',
    '${groupBy(record.value, ["a"])}',
    '${netsuiteAddress(record.value)}',
    '${coalesce([record.?value])}',
    '${hash(record.value)}',
    '${csvLine(record.value)}',
    '${money(record.value) + money("1")}',
    '${dateIn(record.value, "UTC")}',
    '${phone(record.value, "US")}',
    '${unitsToLines(record.value, ["a"])}',
    '${sortBy(record.value, "a")}',
  ].map(template => compileTemplate(template))
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), value => {
      for (const render of templates) {
        try {
          const rendered = render({ ...scope, record: JSON.parse(JSON.stringify({ value })) })
          expect(toJson(JSON.parse(JSON.stringify(rendered ?? null)))).toEqual(rendered ?? null)
        } catch (error) {
          expect(error).toBeInstanceOf(MappingError)
        }
      }
    }),
    { numRuns: 200 },
  )
})
