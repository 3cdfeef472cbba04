import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseJson } from './parse-json.js'

test('long ids printed as numbers keep every digit', () => {
  expect(parseJson('{"id":1729592969712207013,"list":[5764614130387857520, 7],"n":12.5}')).toEqual({
    id: '1729592969712207013',
    list: ['5764614130387857520', 7],
    n: 12.5,
  })
})

test('digits inside text stay as they are', () => {
  const text = JSON.stringify({ note: 'order: 1729592969712207013, "quoted", [1729592969712207013]' })
  expect(parseJson(`[${text},1729592969712207013]`)).toEqual([JSON.parse(text), '1729592969712207013'])
})

test('a fraction beside a long id stays a fraction', () => {
  expect(parseJson('{"a":1729592969712207013,"b":0.1234567890123456,"c":-1e3}')).toEqual({
    a: '1729592969712207013',
    b: 0.1234567890123456,
    c: -1000,
  })
})

test('JSON without long numbers is read as ever', () => {
  const short = fc.jsonValue({ maxDepth: 4 }).filter(value => !/\d{16}/.test(JSON.stringify(value)))
  fc.assert(
    fc.property(short, value => {
      expect(parseJson(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})
