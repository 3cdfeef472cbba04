import { createMemoryStore, type JsonObject, runFlow } from '@tiktok-ns/flow-engine'
import { fakeConnector } from '@tiktok-ns/flow-engine/testing'
import { expect, test } from 'vitest'
import { prebuiltHooks } from '../src/index.js'
import { sampleAccounts } from '../src/settlement/testing/worked-example.js'
import { planFlow } from '../testing/plan-flow.js'
import { statementsToBooks } from './testing/open-statement-world.js'

const pageSize = 100
const maxLines = 1_000

const row = (index: number, totals: JsonObject): JsonObject => ({
  id: `R${index}`,
  type: 'ORDER',
  order_id: String(5_760_000_000_000 + index),
  currency: 'USD',
  revenue_amount: '36.00',
  shipping_cost_amount: '-1.21',
  fee_tax_amount: '-6.66',
  settlement_amount: '28.13',
  revenue_breakdown: { subtotal_before_discount_amount: '40.00', seller_discount_amount: '-4.00' },
  shipping_cost_breakdown: { customer_paid_shipping_fee_amount: '4.99', actual_shipping_fee_amount: '-6.20' },
  fee_tax_breakdown: { fee: { referral_fee_amount: '-2.16', affiliate_commission_amount: '-4.50' }, tax: {} },
  statement_totals: totals,
})

/** Posts one statement of so many orders, page by page, and counts what it took. */
const post = async (rows: number, settings: JsonObject) => {
  const total = `${28 * rows + Math.floor((13 * rows) / 100)}.${String((13 * rows) % 100).padStart(2, '0')}`
  const totals = { total_count: rows, total_settlement_amount: total, payable_amount: total }
  const calls = { pages: 0, lookups: 0, entries: 0, lines: 0, largest: 0 }
  const shop = {
    ...fakeConnector({}),
    async *exportPages({ resource }: { readonly resource: string }) {
      calls.pages += 1
      if (resource === 'statements') {
        yield {
          records: [{ id: '1', statement_time: 1_773_619_200, currency: 'USD', settlement_amount: total }],
        }
        return
      }
      for (let start = 0; start < rows; start += pageSize) {
        if (start > 0) calls.pages += 1
        const size = Math.min(pageSize, rows - start)
        yield { records: Array.from({ length: size }, (_, index) => row(start + index, totals)) }
      }
    },
  }
  const erp = {
    ...fakeConnector({}),
    lookupMany: async ({ keys }: { readonly keys: readonly string[] }) => {
      if (keys.length > 0) calls.lookups += 1
      return keys.map(key => ({ key, matches: [] }))
    },
    importMany: async ({ items }: { readonly items: readonly { readonly payload: JsonObject }[] }) =>
      items.map(({ payload }) => {
        calls.entries += 1
        const lines = Object.values(Object(payload['line'])).flat().length
        calls.lines += lines
        calls.largest = Math.max(calls.largest, lines)
        return { status: 'written', change: 'created', ref: '1', answer: { id: '1' } } as const
      }),
  }
  const plan = planFlow(statementsToBooks, {
    settings: { accounts: sampleAccounts, maxLines, ...settings },
    keys: { 'tiktok-shop': 'US1', netsuite: 'NS' },
    instance: 'large',
  })
  const report = await runFlow(plan, {
    connections: { shop, erp },
    store: createMemoryStore(),
    hooks: prebuiltHooks,
  })
  return { report, calls }
}

test('a large statement takes hardly more calls than its pages and the line limit make it, and no entry is too long', async () => {
  const rows = 20_000
  const { report, calls } = await post(rows, { mode: 'feesOnly', customer: '1001' })

  expect(report.counts).toMatchObject({ written: 1, failed: 0 })
  expect(calls.largest).toBeLessThanOrEqual(maxLines)
  const least = 1 + rows / pageSize + Math.ceil(rows / (maxLines - 1))
  expect(calls.pages + calls.lookups + calls.entries).toBeLessThanOrEqual(least * 1.1)
})

test('booked by totals, memory grows with the keys and the ids of the rows alone', async () => {
  const { report, calls } = await post(20_000, { mode: 'journal' })

  expect(report.counts).toMatchObject({ written: 1, failed: 0 })
  expect(calls).toMatchObject({ entries: 1, lines: 7 })
})
