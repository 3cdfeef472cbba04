import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bindParameters } from './bind-parameters.js'

test('values stand where the question marks were', () => {
  expect(
    bindParameters('SELECT id FROM item WHERE itemid IN (?) AND isinactive = ? AND cost > ?', [
      ['A', "B'C"],
      false,
      1.5,
    ]),
  ).toBe("SELECT id FROM item WHERE itemid IN ('A', 'B''C') AND isinactive = 'F' AND cost > 1.5")
})

test('a question mark in quotes or comments is text', () => {
  const text = `SELECT '?', "a?b" FROM item -- ?\nWHERE /* ? */ id = ?`

  expect(bindParameters(text, [7])).toBe(`SELECT '?', "a?b" FROM item -- ?\nWHERE /* ? */ id = 7`)
})

test('no text can break out of its quotes', () => {
  const noZero = fc.string({ unit: 'binary' }).filter(text => !text.includes('\0'))
  fc.assert(
    fc.property(noZero, value => {
      const literal = bindParameters('?', [value])
      const inner = literal.slice(1, -1)
      expect(literal.startsWith("'") && literal.endsWith("'")).toBe(true)
      expect(inner.replaceAll("''", '')).not.toContain("'")
      expect(inner.replaceAll("''", "'")).toBe(value)
    }),
  )
})

test.each([
  ['SELECT ?', []],
  ['SELECT 1', [1]],
  ['SELECT ?', [[]]],
  ['SELECT ?', [Number.NaN]],
])('%s with %j is refused', (text, values) => {
  expect(() => bindParameters(text, values)).toThrow(TypeError)
})
