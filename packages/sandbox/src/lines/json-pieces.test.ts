import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../json.js'
import { jsonPieces } from './json-pieces.js'
import { keepUnread } from './unread-rows.js'

const textOf = (pieces: Iterable<string | Uint8Array>): string =>
  Buffer.concat([...pieces].map(piece => Buffer.from(piece))).toString()

test('any state is written as JSON would have it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), value => {
      const state: Json = JSON.parse(
        JSON.stringify({ value, long: Array.from({ length: 501 }, () => value), shops: [{ value }] }),
      )
      expect(textOf(jsonPieces(state))).toBe(JSON.stringify(state))
    }),
    { numRuns: 30 },
  )
})

test('a long list comes in pieces, wherever it is', () => {
  const orders = Array.from({ length: 20_000 }, (_, id) => ({ id, lines: [{ sku: 'MUG' }] }))
  const state = { systems: { shops: [{ id: 'US1', orders }, { id: 'GB1' }] } }

  const pieces = [...jsonPieces(state)]

  expect(pieces.length).toBeGreaterThan(2)
  expect(JSON.parse(textOf(pieces))).toEqual(state)
})

test('rows that nobody has read are in it as they came', () => {
  const texts = ['{"id": 1}', '{"id":"é"}'].map(text => Buffer.from(text))
  const alone = keepUnread([], texts)
  const beside = keepUnread([{ id: 3 }], texts)

  expect(textOf(jsonPieces({ alone, beside, none: [] }))).toBe(
    '{"alone":[{"id": 1},{"id":"é"}],"beside":[{"id": 1},{"id":"é"},{"id":3}],"none":[]}',
  )
})
