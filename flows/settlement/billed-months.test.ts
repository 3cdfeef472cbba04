import type { JsonObject } from '@tiktok-ns/flow-engine'
import { makeMonth, defaultTikTokShopCredentials as shop } from '@tiktok-ns/sandbox'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sumOf, textOf, toAmount, zero } from '../src/settlement/amounts.js'
import { readMonthReconciliation } from '../src/settlement/index.js'
import { isObject, listAt, objectAt, textAt } from '../src/settlement/statement-row.js'
import { sampleAccounts } from '../src/settlement/testing/worked-example.js'
import {
  type BilledOrders,
  billedBooks,
  billOrders,
  matching,
  settledOrdersToPayments,
} from './testing/billed-orders.js'
import { openStatementWorld, type StatementWorld, statementsToBooks } from './testing/open-statement-world.js'
import { bankSettings, paymentsToBank } from './testing/payments.js'

/** How many months are lived: `MONTHS=50` for the long form. A failure prints the seed. */
const months = Number(process.env['MONTHS'] ?? '2')

const accrual = 'settlement/tiktok-unsettled-orders-to-netsuite-accrual'
const accrued = '2150'
const accruing = { mode: 'feesOnly', accounts: { ...sampleAccounts, accrued } }

/** What a row of an order comes to as its document has it: sales and shipping, or refunds of both. */
const amountOf = (row: JsonObject, isRefund: boolean): string => {
  const fields = isRefund
    ? ['refund_subtotal_before_discount_amount', 'seller_discount_refund_amount']
    : ['subtotal_before_discount_amount', 'seller_discount_amount']
  const goods = fields.map(field => toAmount(objectAt(row, 'revenue_breakdown')[field]))
  const shipping = toAmount(objectAt(row, 'shipping_cost_breakdown')['customer_paid_shipping_fee_amount'])
  return textOf(sumOf([...goods, shipping.lt(zero) === isRefund ? shipping : zero]).abs(), 2)
}

/** What order flows would have billed and credited by now: every row that is settled has its document, once. */
const billSettled = async (
  world: StatementWorld,
  orders: BilledOrders,
  billed: Set<string>,
): Promise<void> => {
  for (const statement of await world.shop.list('statements')) {
    for (const row of listAt(statement, 'rows')
      .map(({ row }) => row)
      .filter(isObject)) {
      const [id, order] = [textAt(row, 'id'), textAt(row, 'order_id')]
      if (textAt(row, 'type') !== 'ORDER' || billed.has(id)) continue
      billed.add(id)
      const [sold, refunded] = [amountOf(row, false), amountOf(row, true)]
      if (sold !== '0.00') await orders.invoice(order, sold, `TTS-US1-INV-${order}-${id}`)
      if (refunded !== '0.00') await orders.credit(order, refunded, `TTS-US1-CM-${id}`)
    }
  }
}

/** A shop that has lived through a month, beside books that have its orders. */
const openBilledMonth = async (seed: number) => {
  const month = await makeMonth({ orders: 25, seed, skus: 8, settings: { reserveRate: 0.1 } })
  const world = openStatementWorld({
    at: new Date(month.endMs).toISOString(),
    tiktok: { reserveRate: 0.1 },
  })
  const shops = month.seed.tiktokShop?.shops ?? []
  await world.sandbox.admin('PUT', '/tiktok-shop/shops', { shops })
  // A consent that outlives the weeks after the month.
  const { appKey: app_key, accessToken: access_token, refreshToken: refresh_token, shopId } = shop
  await world.sandbox.admin('PUT', '/tiktok-shop/authorizations', {
    authorizations: [
      {
        app_key,
        open_id: 'sandbox-open-id',
        seller_name: 'Sandbox Seller',
        access_token,
        access_token_expire_in: month.endMs / 1000 + 365 * 86_400,
        refresh_token,
        shop_ids: [shopId],
      },
    ],
  })
  const statements = shops[0]?.finance?.statements ?? []
  const orders = await billOrders(world)
  const billed = new Set<string>()
  const open = statements.filter(({ head }) => head.payment_status !== 'PAID')
  const unpaid = textOf(sumOf(open.map(({ payableCents }) => toAmount(String(payableCents)).div(100))), 2)
  return { world, unpaid, bill: () => billSettled(world, orders, billed) }
}

const middle = Date.parse('2026-03-16T12:00:00Z')

/** The steps of a month in any order and any number: what one does too early, another makes up for. */
const steps = (world: StatementWorld): readonly (() => Promise<unknown>)[] => [
  () => world.run(statementsToBooks, billedBooks(world)),
  () => world.run(paymentsToBank, bankSettings),
  () => world.run(settledOrdersToPayments, matching(world)),
  () => world.run(accrual, accruing),
  // Half of the month by itself.
  () => world.run(statementsToBooks, billedBooks(world), { fromMs: 0, untilMs: middle }),
  () => world.run(paymentsToBank, bankSettings, { fromMs: 0, untilMs: middle }),
]

/** Everything once more, parked records too, until nothing is left to do. */
const finish = async (world: StatementWorld): Promise<void> => {
  const [books, bank, match, accrue] = steps(world)
  for (const step of [books, bank, match, accrue]) await step?.()
  await world.retry(statementsToBooks, billedBooks(world))
  await world.retry(paymentsToBank, bankSettings)
  await world.retry(accrual, accruing)
  for (const step of [books, bank, match]) await step?.()
  await world.retry(settledOrdersToPayments, matching(world))
}

const reconcileMarch = async (world: StatementWorld) =>
  readMonthReconciliation(
    {
      ...world.connectors,
      shopKey: 'US1',
      settings: billedBooks(world),
      signal: new AbortController().signal,
    },
    '2026-03',
  )

test(
  'a month of billed orders leaves no order on the receivable, no paid statement in clearing and nothing accrued, however its runs were ordered, split, repeated or cut off',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1_000 }),
        fc.array(fc.nat(5), { maxLength: 4 }),
        fc.nat(30),
        async (seed, order, afterCalls) => {
          const { world, unpaid, bill } = await openBilledMonth(seed)
          await bill()
          world.sandbox.faults.add({
            system: 'netsuite',
            method: 'POST',
            path: '/services/rest/record/v1/journalEntry',
            skip: afterCalls,
            fault: { kind: 'status', status: 403 },
          })
          for (const index of order) await steps(world)[index]?.()
          world.sandbox.faults.clear()
          await finish(world)

          const { ledger } = world.netsuite
          expect((await world.parked()).map(({ failure }) => failure.message)).toEqual([])
          expect(await world.netsuite.list('customerPayment')).not.toEqual([])
          expect(ledger.balancesBy({ account: '1150', by: 'document' })).toEqual([])
          expect(ledger.balance('1160')).toBe(unpaid)
          expect(ledger.balance(accrued, '2026-03-31')).not.toBe('0.00')
          expect(ledger.balance(accrued)).toBe('0.00')
          const atMonthEnd = await reconcileMarch(world)
          expect(atMonthEnd.document.notes).toEqual([])
          expect(atMonthEnd.ties).toBe(true)

          // Weeks later all is settled, paid and released: what waited has come, and nothing else.
          world.pass({ days: 28 })
          await bill()
          await finish(world)

          expect((await world.parked()).map(({ failure }) => failure.message)).toEqual([])
          expect(ledger.balancesBy({ account: '1150', by: 'document' })).toEqual([])
          for (const account of ['1150', '1160', '1170', accrued])
            expect(ledger.balance(account)).toBe('0.00')
          expect((await reconcileMarch(world)).ties).toBe(true)
        },
      ),
      { numRuns: months, endOnFailure: true },
    )
  },
  Math.max(120_000, months * 60_000),
) // against hanging
