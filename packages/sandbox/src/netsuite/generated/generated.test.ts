import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { recordSchemas, recordTypes, suiteQlTables } from '../../../scripts/generate-netsuite.js'

test('the generated files are those that the reference gives', () => {
  const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')

  expect(read('record-schemas.json')).toBe(recordSchemas())
  expect(read('record-types.json')).toBe(recordTypes())
  expect(read('suiteql-tables.json')).toBe(suiteQlTables())
})
