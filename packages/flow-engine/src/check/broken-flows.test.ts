import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sampleConnectors } from '../testing/sample-connectors.js'
import { checkFlow } from './check-flow.js'

/** Flows with one mistake each, as authors make them. The first line says what has to be found, and where. */
const folder = new URL('./__fixtures__/broken-flows/', import.meta.url)
const files = readdirSync(folder).filter(name => name.endsWith('.flow.yaml'))

test.each(files)('%s', name => {
  const text = readFileSync(new URL(name, folder), 'utf8')
  const [, code, place] = /^# expect: (\S+) (\d+:\d+)$/m.exec(text) ?? []

  const { spec, diagnostics } = checkFlow({ text, file: name, connectors: sampleConnectors })

  expect(spec).toBeUndefined()
  expect(diagnostics.map(found => `${found.code} ${found.line}:${found.column}`)).toContain(
    `${code} ${place}`,
  )
  for (const { problem, next } of diagnostics)
    expect(`${problem} ${next}`).not.toMatch(/undefined|\[object|NaN/)
})
