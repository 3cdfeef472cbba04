import type { JsonObject } from '@tiktok-ns/flow-engine'
import { expect, test } from 'vitest'
import { sampleAccounts } from '../src/settlement/testing/worked-example.js'
import { openStatementWorld, type StatementWorld, statementsToBooks } from './testing/open-statement-world.js'
import { bankSettings, paymentsToBank } from './testing/payments.js'

const books = { mode: 'journal', accounts: sampleAccounts, maxLines: 4 }
const day = 86_400
const start = Date.parse('2024-04-01T00:00:00Z') / 1000
const months = 24

/** Repeats itself: a failing round can be looked at again. */
const draw = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0
    return state % below
  }
}

const amount = (cents: number): string =>
  `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`

const rowOf = (index: number, next: (below: number) => number): { row: JsonObject; cents: number } => {
  const [sale, fee, label] = [1_000 + next(9_000), 60 + next(500), 300 + next(400)]
  return {
    cents: sale - fee - label,
    row: {
      id: `R${index}`,
      type: 'ORDER',
      order_id: `57${index}`,
      revenue_amount: amount(sale),
      shipping_cost_amount: amount(-label),
      fee_tax_amount: amount(-fee),
      settlement_amount: amount(sale - fee - label),
      revenue_breakdown: { subtotal_before_discount_amount: amount(sale) },
      shipping_cost_breakdown: { actual_shipping_fee_amount: amount(-label) },
      fee_tax_breakdown: { fee: { referral_fee_amount: amount(-fee) }, tax: {} },
    },
  }
}

/** A statement a month for two years, and its payment. */
const openShop = async (): Promise<StatementWorld> => {
  const world = openStatementWorld({ at: '2026-04-05T10:00:00Z' })
  const next = draw(11)
  const [statements, payments]: [JsonObject[], JsonObject[]] = [[], []]
  for (let month = 0; month < months; month += 1) {
    const rows = [0, 1, 2].map(index => rowOf(month * 10 + index, next))
    const cents = rows.reduce((sum, own) => sum + own.cents, 0)
    const value = amount(cents)
    statements.push({
      head: {
        id: `${1_000 + month}`,
        statement_time: start + (month * 30 + 1) * day,
        currency: 'USD',
        settlement_amount: value,
        payment_status: 'PAID',
        payment_id: `${5_000 + month}`,
      },
      rows: rows.map(({ row }) => ({ row, skus: [] })),
      payableCents: cents,
    })
    const paidAt = start + (month * 30 + 20) * day
    payments.push({
      id: `${5_000 + month}`,
      create_time: paidAt,
      paid_time: paidAt,
      status: 'PAID',
      amount: { value, currency: 'USD' },
      payment_amount_before_exchange: { value, currency: 'USD' },
      settlement_amount: { value, currency: 'USD' },
      exchange_rate: '1.000000',
    })
  }
  await world.shop.call('PUT', '/statements', { statements })
  await world.shop.call('PUT', '/payments', { payments })
  return world
}

/** Cut off at a call: from there on nothing gets through, in the middle of whatever was under way. Some writes are done unseen. */
const runUntilCall = async (
  world: StatementWorld,
  flow: string,
  settings: JsonObject,
  skip: number,
): Promise<void> => {
  const fault =
    skip % 2 === 0
      ? ({ kind: 'reset', when: 'after' } as const)
      : ({ kind: 'reset', when: 'before' } as const)
  world.sandbox.faults.add({ system: 'netsuite', skip, count: 1, fault })
  world.sandbox.faults.add({ system: 'netsuite', skip: skip + 1, fault: { kind: 'status', status: 401 } })
  await world.run(flow, settings, { fromMs: start * 1000 }).catch(() => undefined)
  world.sandbox.faults.clear()
}

test('24 months of back-fill, cut off again and again, end in the books of one run, without an entry twice', async () => {
  const calm = await openShop()
  await calm.run(statementsToBooks, books, { fromMs: start * 1000 })
  await calm.run(paymentsToBank, bankSettings, { fromMs: start * 1000 })
  expect(await calm.parked()).toEqual([])
  const entries = (world: StatementWorld) =>
    world.netsuite.list('journalEntry').then(list => list.map(entry => String(entry['externalId'])).sort())
  expect((await entries(calm)).length).toBe(months * 2)

  const cut = await openShop()
  const next = draw(7)
  for (let round = 0; round < 5; round += 1) {
    await runUntilCall(cut, statementsToBooks, books, 1 + next(40))
    await cut.retry(statementsToBooks, books)
  }
  await cut.run(statementsToBooks, books, { fromMs: start * 1000 })
  for (let round = 0; round < 3; round += 1) {
    await runUntilCall(cut, paymentsToBank, bankSettings, 1 + next(30))
    await cut.retry(paymentsToBank, bankSettings)
  }
  await cut.run(paymentsToBank, bankSettings, { fromMs: start * 1000 })

  expect(await entries(cut)).toEqual(await entries(calm))
  expect(cut.balances()).toEqual(calm.balances())
  expect(cut.balances()['1160']).toBeUndefined()
  expect(await cut.parked()).toEqual([])
}, 240_000)
