import { expect, test } from 'vitest'
import { sumCents, toCents } from '../cents.js'
import { createSandbox } from '../create-sandbox.js'
import { isJsonObject } from '../json.js'
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

test('the account beside a month has the goods that were sold, the kit among them', async () => {
  const { seed } = await makeMonth({ orders: 120, seed: 11, skus: 6 })
  const sandbox = createSandbox({ seed, clock: { at: '2026-04-01T00:00:00Z' } })
  const items = new Map<string, string>()
  for (const type of ['inventoryItem', 'kitItem'])
    for (const { id, itemId } of seed.netsuite?.records?.[type] ?? []) items.set(String(itemId), String(id))
  const sold = new Map<string, number>()
  for (const { status, line_items } of seed.tiktokShop?.shops?.[0]?.orders ?? [])
    for (const { seller_sku = '' } of status === 'CANCELLED' ? [] : line_items)
      sold.set(seller_sku, (sold.get(seller_sku) ?? 0) + 1)

  expect([...sold.keys()].some(sku => sku.startsWith('KIT-'))).toBe(true)
  const { stock } = sandbox.netsuite
  for (const [sku, count] of sold) {
    const id = items.get(sku) ?? 'not in NetSuite'
    const [own] = sku.startsWith('KIT-') ? stock.kit(id) : stock.levels(id)
    expect(own?.available).toBeGreaterThanOrEqual(count)
  }
})

test('every statement of a month adds up to the cent, by its rows and by what was paid', async () => {
  const { seed } = await makeMonth({ orders: 150, seed: 12, settings: { reserveRate: 0.1 } })
  const { statements = [], payments = [] } = seed.tiktokShop?.shops?.[0]?.finance ?? {}
  const cents = (row: Readonly<Record<string, unknown>>, name: string) => toCents(String(row[name] ?? '0'))

  for (const { head, rows, payableCents } of statements) {
    const sum = (name: string) => sumCents(rows.map(({ row }) => cents(row, name)))
    for (const { row } of rows)
      expect(cents(row, 'settlement_amount')).toBe(
        cents(row, 'revenue_amount') +
          cents(row, 'shipping_cost_amount') +
          cents(row, 'fee_tax_amount') +
          cents(row, 'adjustment_amount'),
      )
    expect(cents(head, 'settlement_amount')).toBe(sum('settlement_amount'))
    expect(payableCents).toBe(sum('settlement_amount') + sum('reserve_amount'))
  }
  for (const payment of payments.filter(({ status }) => status === 'PAID')) {
    const own = statements.filter(({ head }) => head['payment_id'] === payment.id)
    const before = payment['payment_amount_before_exchange']
    expect(isJsonObject(before) ? toCents(String(before['value'])) : 0).toBe(
      sumCents(own.map(({ payableCents }) => payableCents)),
    )
  }
  expect(statements.some(({ rows }) => rows.some(({ row }) => row['type'] === 'RESERVE'))).toBe(true)
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
