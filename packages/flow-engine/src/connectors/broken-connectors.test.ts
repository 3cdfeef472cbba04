import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readConnectorFile } from './read-connector-file.js'

/** Connector files with one mistake each. The first line says what has to be found, and where. */
const folder = new URL('./__fixtures__/broken-connectors/', import.meta.url)

test.each(readdirSync(folder))('%s', name => {
  const text = readFileSync(new URL(name, folder), 'utf8')
  const [, code, place] = /^# expect: (\S+) (\d+:\d+)$/m.exec(text) ?? []

  const { definition, diagnostics } = readConnectorFile(text, name)

  expect(definition).toBeUndefined()
  expect(diagnostics.map(found => `${found.code} ${found.line}:${found.column}`)).toContain(
    `${code} ${place}`,
  )
})
