/**
 * Writes `src/generated/` from the record schemas in `reference/`: types for callers, and a small table for the connector.
 *
 * Run with `node --import tsx packages/netsuite-client/scripts/generate.ts`; a test fails when the result is out of date.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readRecordModel } from './record-model.js'
import { renderRecordTypes, renderShapes } from './render-shapes.js'
import { renderTypes } from './render-types.js'

const folder = new URL('../src/generated/', import.meta.url)

/** Files to be, by their path under `src/generated/`. */
export const generatedFiles = (): ReadonlyMap<string, string> => {
  const model = readRecordModel()
  return new Map([
    ...renderTypes(model),
    ['record-shapes.ts', renderShapes(model)],
    ['record-types.ts', renderRecordTypes()],
  ])
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of generatedFiles()) {
    const file = fileURLToPath(new URL(name, folder))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}
