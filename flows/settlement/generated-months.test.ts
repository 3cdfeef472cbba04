import { type MadeMonth, makeMonth } from '@tiktok-ns/sandbox'
import { expect, test } from 'vitest'
import { sumOf, textOf, toAmount } from '../src/settlement/amounts.js'
import { readMonthReconciliation } from '../src/settlement/index.js'
import { sampleAccounts } from '../src/settlement/testing/worked-example.js'
import { flakyNetwork } from '../testing/flaky-network.js'
import { openStatementWorld, type StatementWorld, statementsToBooks } from './testing/open-statement-world.js'
import { bankSettings, paymentsToBank } from './testing/payments.js'

const books = { mode: 'journal', accounts: sampleAccounts }

/** A shop that has lived through a month, beside books that know nothing of it. */
const openMonth = async (month: MadeMonth): Promise<StatementWorld> => {
  const world = openStatementWorld({ at: new Date(month.endMs).toISOString() })
  await world.sandbox.admin('PUT', '/tiktok-shop/shops', { shops: month.seed.tiktokShop?.shops ?? [] })
  return world
}

const financeOf = (month: MadeMonth) => month.seed.tiktokShop?.shops?.[0]?.finance

const post = async (world: StatementWorld, options = {}) => {
  const statements = await world.run(statementsToBooks, books, options)
  const payments = await world.run(paymentsToBank, bankSettings, options)
  return { statements, payments }
}

const settings = { reserveRate: 0.1, reserveReleaseSecs: 10 * 86_400 }

test.each([1, 2])(
  'a lived month (%i) ties to the ledger, clears what was paid, and is posted once',
  async seed => {
    const month = await makeMonth({ orders: 60, seed, skus: 10, settings })
    const world = await openMonth(month)

    const { statements, payments } = await post(world)

    expect(statements.counts).toMatchObject({ failed: 0, skipped: 0 })
    expect(payments.counts.failed).toBe(0)
    const all = financeOf(month)?.statements ?? []
    expect(statements.counts.written).toBe(all.length)

    // Worked out from the shop's own records, not from the flow.
    const open = all.filter(({ head }) => head.payment_status !== 'PAID')
    const unpaid = sumOf(open.map(({ payableCents }) => toAmount(String(payableCents)).div(100)))
    expect(world.netsuite.ledger.balance('1160')).toBe(textOf(unpaid, 2))
    const reserves = sumOf(all.flatMap(({ rows }) => rows.map(({ row }) => toAmount(row['reserve_amount']))))
    expect(world.netsuite.ledger.balance('1170')).toBe(textOf(reserves.times(-1), 2))
    const sales = all.flatMap(({ rows }) => rows.map(({ row }) => row['revenue_breakdown']))
    const gross = sumOf(
      sales.map(parts => toAmount(Reflect.get(Object(parts), 'subtotal_before_discount_amount'))),
    )
    expect(world.netsuite.ledger.balance('4000')).toBe(textOf(gross.times(-1), 2))

    const again = await post(world, { again: true, fromMs: 0 })
    expect([again.statements.counts.written, again.payments.counts.written]).toEqual([0, 0])

    const { ties, document } = await readMonthReconciliation(
      { ...world.connectors, shopKey: 'US1', settings: books, signal: new AbortController().signal },
      '2026-03',
    )
    expect(document.notes).toEqual([])
    expect(ties).toBe(true)
  },
)

test('a network that fails, and runs that are tried again, give the same books', async () => {
  const month = await makeMonth({ orders: 40, seed: 3, skus: 10, settings })
  const calm = await openMonth(month)
  await post(calm)
  const stormy = await openMonth(month)
  for (const rule of flakyNetwork(0.02)) stormy.sandbox.faults.add(rule)

  for (let run = 0; run < 3; run += 1) {
    await post(stormy)
    await stormy.retry(statementsToBooks, books)
    await stormy.retry(paymentsToBank, bankSettings)
  }
  stormy.sandbox.faults.clear()
  await stormy.retry(statementsToBooks, books)
  await stormy.retry(paymentsToBank, bankSettings)
  await post(stormy, { fromMs: 0 })

  expect(await stormy.parked()).toEqual([])
  expect(stormy.balances()).toEqual(calm.balances())
  const ids = (await stormy.netsuite.list('journalEntry')).map(entry => String(entry['externalId']))
  expect(new Set(ids).size).toBe(ids.length)
})
