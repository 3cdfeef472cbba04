import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { HookDescription } from '../ports/hooks.js'
import { sampleConnectors } from '../testing/sample-connectors.js'
import { checkFlow } from './check-flow.js'
import type { Diagnostic } from './diagnostic.js'

const hooks: Readonly<Record<string, HookDescription>> = {
  splitName: {
    summary: 'Splits a name.',
    arguments: {
      type: 'object',
      properties: { full: { type: 'string' }, most: { type: 'integer' } },
      additionalProperties: false,
    },
    answer: { type: 'object', properties: { first: { type: 'string' }, last: { type: 'string' } } },
  },
}

/** Files with one mistake each, as authors make them. The first line says what has to be found, and where. */
const brokenIn = (folder: string, ending: string) => {
  const at = new URL(`./__fixtures__/${folder}/`, import.meta.url)
  const read = (path: string) => {
    const name = path.replace('./', '')
    const url = new URL(name, at)
    return existsSync(url) ? { file: name, text: readFileSync(url, 'utf8') } : undefined
  }
  const cases = readdirSync(at)
    .filter(name => name.endsWith(ending))
    .map(name => {
      const text = readFileSync(new URL(name, at), 'utf8')
      const [, expected = ''] = /^# expect: (\S+ \d+:\d+)$/m.exec(text) ?? []
      return { name, text, expected }
    })
  return { files: { read }, cases }
}

const inWords = ({ code, line, column }: Diagnostic): string => `${code} ${line}:${column}`

const expectWords = (diagnostics: readonly Diagnostic[]): void => {
  for (const { problem, next } of diagnostics)
    expect(`${problem} ${next}`).not.toMatch(/undefined|\[object|NaN/)
}

const flows = brokenIn('broken-flows', '.flow.yaml')

test.each(flows.cases)('$name', ({ name, text, expected }) => {
  const { spec, diagnostics } = checkFlow({
    text,
    file: name,
    connectors: sampleConnectors,
    hooks,
    files: flows.files,
  })

  expect(diagnostics.map(inWords)).toContain(expected)
  expect(spec).toBeUndefined()
  expectWords(diagnostics)
})

const fragments = brokenIn('broken-fragments', '.fragment.yaml')

test.each(fragments.cases)('$name', ({ name, expected }) => {
  const { spec, diagnostics } = checkFlow({
    text: `flow: orders
summary: Orders have customers.
connections: { shop: tiktok-shop, books: netsuite }
export: { from: shop.orders, cursor: { field: update_time }, traceKey: "\${record.id}" }
steps: [{ call: customer, fragment: ./${name}, with: { email: a } }]
`,
    file: 'orders.flow.yaml',
    connectors: sampleConnectors,
    files: fragments.files,
  })

  expect(diagnostics.filter(({ file }) => file === name).map(inWords)).toContain(expected)
  expect(spec).toBeUndefined()
  expectWords(diagnostics)
})
