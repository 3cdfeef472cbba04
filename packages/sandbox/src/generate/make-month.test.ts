import { expect, test } from 'vitest'
import { sumCents } from '../cents.js'
import { createSandbox } from '../create-sandbox.js'
import { makeMonth } from './make-month.js'

test('a month has orders in every state, a spike, returns, and statements that are paid', async () => {
  const month = await makeMonth({ orders: 200, seed: 4 })
  const shop = month.seed.tiktokShop?.shops?.[0]
  const orders = shop?.orders ?? []
  const byDay = new Map<number, number>()
  for (const order of orders) {
    const day = Math.floor((order.create_time - Date.parse('2026-03-01T00:00:00Z') / 1000) / 86_400) + 1
    byDay.set(day, (byDay.get(day) ?? 0) + 1)
  }

  expect(orders).toHaveLength(200)
  expect([...byDay].sort((one, other) => other[1] - one[1])[0]?.[0]).toBe(12)
  expect([...new Set(orders.map(order => order.status))]).toEqual(
    expect.arrayContaining(['DELIVERED', 'CANCELLED', 'IN_TRANSIT']),
  )
  expect(shop?.returns?.length).toBeGreaterThan(2)
  const statements = shop?.finance?.statements ?? []
  expect(statements.length).toBeGreaterThan(10)
  expect(statements.some(row => row.head.payment_status === 'PAID')).toBe(true)
  expect(sumCents(statements.map(row => row.payableCents))).toBeGreaterThan(0)
})

test('the same seed makes the same month, and it can be lived on', async () => {
  const [one, two] = [await makeMonth({ orders: 40, seed: 9 }), await makeMonth({ orders: 40, seed: 9 })]
  expect(one.seed).toEqual(two.seed)

  const sandbox = createSandbox({ seed: one.seed, clock: { at: one.endMs } })
  const count = () => sandbox.dump()
  const before = JSON.stringify(count()).length
  sandbox.clock.advance(10 * 86_400_000)

  expect(JSON.stringify(count()).length).toBeGreaterThan(before)
})
