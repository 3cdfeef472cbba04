import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { generatedFiles } from '../../scripts/generate.js'

test.each([...generatedFiles()])('%s is what the references say', (name, text) => {
  expect(readFileSync(new URL(name, import.meta.url), 'utf8')).toBe(text)
})
