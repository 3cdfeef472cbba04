import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { numberFields } from '../../scripts/generate.js'

test('number-fields.ts is what the schemas say', () => {
  expect(readFileSync(new URL('number-fields.ts', import.meta.url), 'utf8')).toBe(numberFields())
})
