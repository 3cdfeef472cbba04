import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Json } from '../json.js'
import { splitLines } from './split-lines.js'
import { fromLines, toLines } from './state-lines.js'
import { readRow, unreadBeside } from './unread-rows.js'

/** The bytes as a stream gives them, cut anywhere. */
const inChunks = async function* (text: string, length = 7): AsyncIterable<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let from = 0; from < bytes.length; from += length) yield bytes.subarray(from, from + length)
}

const readBack = (
  pieces: Iterable<string | Uint8Array>,
  ...staysUnread: ((path: readonly string[]) => boolean)[]
) =>
  fromLines(
    splitLines(inChunks([...pieces].map(piece => Buffer.from(piece).toString()).join(''), 1_000)),
    ...staysUnread,
  )

test('long lists are cut into lines, wherever they are, and put together again', async () => {
  const orders = Array.from({ length: 1_201 }, (_, id) => ({ id, lines: [{ sku: 'MUG' }] }))
  const state = {
    nowMs: 5,
    systems: {
      shops: [
        { id: 'US1', orders },
        { id: 'GB1', orders: [] },
      ],
    },
  }

  const lines = [...toLines(state)].join('').trim().split('\n')

  expect(lines).toHaveLength(1 + 1 + 1_201)
  expect(lines[0]).not.toContain('MUG')
  expect(lines[1]).toBe('{"rowsOf":["systems","shops","0","orders"]}')
  expect(await readBack(toLines(state))).toEqual(state)
})

test('rows that nobody has read stay bytes, and are written as they came', async () => {
  const text = '{"orders":[]}\n{"rowsOf":["orders"]}\n{"id": 1}\n\n{"id":"\u00e9"}\n'
  const state = await readBack([text], path => path.join() === 'orders')

  expect(state).toEqual({ orders: [] })
  const { orders } = z.object({ orders: z.custom<Json[]>(Array.isArray) }).parse(state)
  expect(unreadBeside(orders).map(readRow)).toEqual([{ id: 1 }, { id: 'é' }])
  expect([...toLines({ orders })].map(piece => Buffer.from(piece).toString()).join('')).toBe(
    text.replace('\n\n', '\n'),
  )
})

test('any state comes back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ maxDepth: 2 }), async value => {
      const state: Json = JSON.parse(
        JSON.stringify({
          value,
          long: Array.from({ length: 501 }, () => value),
          alike: Array.from({ length: 501 }, () => ({ rowsOf: value })),
        }),
      )
      expect(await readBack(toLines(state))).toEqual(state)
    }),
    { numRuns: 10 },
  )
})

test('a file that was written whole is one line', async () => {
  expect(await readBack(['{"nowMs":1}'])).toEqual({ nowMs: 1 })
})

test.each([
  ['{"nowMs":1', 'line 1'],
  ['{"nowMs":1}\n{"rows":[]}', 'line 2: A row comes before the list is named'],
  ['{"list":{}}\n{"rowsOf":["list"]}\n1', 'line 2: There is no list'],
  ['{"list":[]}\n{"rowsOf":["list"]}\n1\n{', 'line 4'],
])('what is no state is refused by its line: %s', async (text, message) => {
  await expect(readBack([text])).rejects.toThrow(message)
  await expect(readBack([text])).rejects.toBeInstanceOf(SyntaxError)
})
