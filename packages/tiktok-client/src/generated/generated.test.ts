import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { errorCodes, orderSchema } from '../../scripts/generate.js'

test.each([
  ['error-codes.ts', errorCodes],
  ['order-schema.ts', orderSchema],
])('%s is what the references say', (name, generate) => {
  expect(readFileSync(new URL(name, import.meta.url), 'utf8')).toBe(generate())
})
