import type { JsonObject } from '@tiktok-ns/flow-engine'
import { makeMonth } from '@tiktok-ns/sandbox'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sumOf, textOf, toAmount, zero } from '../src/settlement/amounts.js'
import { readMonthReconciliation } from '../src/settlement/index.js'
import { billedBooks, billOrders, matching, settledOrdersToPayments } from './testing/billed-orders.js'
import { openStatementWorld, type StatementWorld, statementsToBooks } from './testing/open-statement-world.js'
import { bankSettings, paymentsToBank } from './testing/payments.js'

/** How many months are lived: `MONTHS=50` for the long form. A failure prints the seed. */
const months = Number(process.env['MONTHS'] ?? '2')

type Rows = readonly JsonObject[]

/** What an order comes to on the rows that settle it, as its documents have it: sales and shipping on one, refunds on the other. */
const amountOf = (rows: Rows, isRefund: boolean): string => {
  const fields = isRefund
    ? ['refund_subtotal_before_discount_amount', 'seller_discount_refund_amount']
    : ['subtotal_before_discount_amount', 'seller_discount_amount']
  const shipping = rows
    .map(row =>
      toAmount(Reflect.get(Object(row['shipping_cost_breakdown']), 'customer_paid_shipping_fee_amount')),
    )
    .filter(amount => amount.lt(zero) === isRefund)
  const goods = rows.flatMap(row =>
    fields.map(field => toAmount(Reflect.get(Object(row['revenue_breakdown']), field))),
  )
  return textOf(sumOf([...goods, ...shipping]).abs(), 2)
}

/** A shop that has lived through a month, with every settled order billed and every refund credited. */
const openBilledMonth = async (seed: number): Promise<{ world: StatementWorld; unpaid: string }> => {
  const month = await makeMonth({ orders: 25, seed, skus: 8, settings: { reserveRate: 0.1 } })
  const world = openStatementWorld({ at: new Date(month.endMs).toISOString() })
  const shops = month.seed.tiktokShop?.shops ?? []
  await world.sandbox.admin('PUT', '/tiktok-shop/shops', { shops })
  const statements = shops[0]?.finance?.statements ?? []
  const orders = await billOrders(world)
  const rows: Rows = statements.flatMap(statement => statement.rows.map(({ row }) => row))
  const ids = new Set(rows.flatMap(row => (row['type'] === 'ORDER' ? [String(row['order_id'])] : [])))
  for (const id of ids) {
    const own = rows.filter(row => row['type'] === 'ORDER' && row['order_id'] === id)
    const [sold, refunded] = [amountOf(own, false), amountOf(own, true)]
    if (sold !== '0.00') await orders.invoice(id, sold)
    if (refunded !== '0.00') await orders.credit(id, refunded)
  }
  const open = statements.filter(({ head }) => head.payment_status !== 'PAID')
  const unpaid = textOf(sumOf(open.map(({ payableCents }) => toAmount(String(payableCents)).div(100))), 2)
  return { world, unpaid }
}

/** The steps of a month in any order and any number: what one does too early, another makes up for. */
const steps = (world: StatementWorld): readonly (() => Promise<unknown>)[] => [
  () => world.run(statementsToBooks, billedBooks(world)),
  () => world.run(paymentsToBank, bankSettings),
  () => world.run(settledOrdersToPayments, matching(world)),
]

test('a month of billed orders leaves no order on the receivable and no paid statement in clearing, however its runs were ordered, repeated or cut off', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 1_000 }),
      fc.array(fc.nat(2), { maxLength: 3 }),
      fc.nat(30),
      async (seed, order, afterCalls) => {
        const { world, unpaid } = await openBilledMonth(seed)
        const [books, bank, match] = steps(world)
        world.sandbox.faults.add({
          system: 'netsuite',
          method: 'POST',
          path: '/services/rest/record/v1/journalEntry',
          skip: afterCalls,
          fault: { kind: 'status', status: 403 },
        })
        for (const index of order) await steps(world)[index]?.()
        world.sandbox.faults.clear()
        for (const step of [books, bank, match]) await step?.()
        await world.retry(statementsToBooks, billedBooks(world))
        await world.retry(paymentsToBank, bankSettings)
        for (const step of [books, bank, match]) await step?.()
        await world.retry(settledOrdersToPayments, matching(world))

        expect((await world.parked()).map(({ failure }) => failure.message)).toEqual([])
        expect(await world.netsuite.list('customerPayment')).not.toEqual([])
        expect(world.netsuite.ledger.balancesBy({ account: '1150', by: 'document' })).toEqual([])
        expect(world.netsuite.ledger.balance('1160')).toBe(unpaid)
        const { ties, document } = await readMonthReconciliation(
          {
            ...world.connectors,
            shopKey: 'US1',
            settings: billedBooks(world),
            signal: new AbortController().signal,
          },
          '2026-03',
        )
        expect(document.notes).toEqual([])
        expect(ties).toBe(true)
      },
    ),
    { numRuns: months, endOnFailure: true },
  )
}, 120_000)
