import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderCsv } from './render-csv.js'

test('a formula is text, a negative number stays one', () => {
  expect(renderCsv([['=1+1', '-12.30', 'a "b", c']])).toBe(`'=1+1,-12.30,"a ""b"", c"\r\n`)
})

test('what is written is read again as it was', () => {
  const cell = fc.string().filter(text => !/^[=+@\t\r-]/.test(text))
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1 })
  fc.assert(
    fc.property(rows, table => {
      expect(parse(renderCsv(table))).toEqual(table)
    }),
  )
})
