import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from './json.js'
import { fromLines, toLines } from './state-lines.js'

const inTurn = async function* (lines: readonly string[]): AsyncIterable<string> {
  yield* lines
}

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

  const lines = toLines(state)

  expect(lines).toHaveLength(4)
  expect(lines[0]).not.toContain('MUG')
  expect(await fromLines(inTurn(lines))).toEqual(state)
})

test('any state comes back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ maxDepth: 2 }), async value => {
      const state: Json = JSON.parse(
        JSON.stringify({ value, long: Array.from({ length: 501 }, () => value) }),
      )
      expect(await fromLines(inTurn(toLines(state)))).toEqual(state)
    }),
    { numRuns: 10 },
  )
})

test('a file that was written whole is one line', async () => {
  expect(await fromLines(inTurn(['{"nowMs":1}']))).toEqual({ nowMs: 1 })
})

test.each(['{"nowMs":1', '{"nowMs":1}\n{"rows":[]}', '{"list":{}}\n{"path":["list"],"rows":[1]}'])(
  'what is no state is refused: %s',
  async text => {
    await expect(fromLines(inTurn(text.split('\n')))).rejects.toBeInstanceOf(SyntaxError)
  },
)
