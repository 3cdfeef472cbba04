import { expect, test } from 'vitest'
import { createSandbox } from './create-sandbox.js'
import { makeShop } from './generate/make-shop.js'
import { checkSeed, type SandboxSeed } from './seed.js'

const made = makeShop({ orders: 30, nowMs: Date.parse('2026-03-02T10:00:00Z') })
const dumpOf = (seed: SandboxSeed) => createSandbox({ seed, clock: { at: '2026-03-02T10:00:00Z' } }).dump()

test('what was checked once gives the same sandbox as what is checked again', () => {
  const unchecked: typeof made.seed = JSON.parse(JSON.stringify(made.seed))

  expect(dumpOf(made.seed)).toEqual(dumpOf(unchecked))
  expect(dumpOf(checkSeed(unchecked))).toEqual(dumpOf(unchecked))
})

test('orders that nobody has checked are checked', () => {
  const [shop] = made.seed.tiktokShop?.shops ?? []
  const wrong = JSON.parse(JSON.stringify({ tiktokShop: { shops: [{ ...shop, orders: [{ id: 7 }] }] } }))

  expect(() => createSandbox({ seed: wrong })).toThrow()
})

test('a sandbox that lives on leaves its seed as it was', () => {
  const before = JSON.stringify(made.seed)
  const sandbox = createSandbox({ seed: made.seed, clock: { at: '2026-03-02T10:00:00Z' } })
  sandbox.clock.advance(3 * 24 * 3_600_000)

  expect(JSON.stringify(made.seed)).toBe(before)
})
