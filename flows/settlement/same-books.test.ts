import type { JsonObject } from '@tiktok-ns/flow-engine'
import { makeMonth } from '@tiktok-ns/sandbox'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isZero, sumOf, textOf, toAmount } from '../src/settlement/amounts.js'
import { listAt, objectAt, textAt } from '../src/settlement/statement-row.js'
import { sampleAccounts } from '../src/settlement/testing/worked-example.js'
import { openStatementWorld, type StatementWorld, statementsToBooks } from './testing/open-statement-world.js'

/** How many ways of booking are tried: `MONTHS=50` for the long form. A failure prints the way. */
const ways = Number(process.env['MONTHS'] ?? '3')

const plain = {
  mode: 'journal',
  accounts: { ...sampleAccounts, payable: '2000', rollover: '1100' },
  billedFees: ['fee.*', 'fbt.*'],
}

const lived = makeMonth({ orders: 30, seed: 5, skus: 6, settings: { reserveRate: 0.1 } })

const openMonth = async (): Promise<StatementWorld> => {
  const month = await lived
  const world = openStatementWorld({ at: new Date(month.endMs).toISOString() })
  await world.sandbox.admin('PUT', '/tiktok-shop/shops', { shops: month.seed.tiktokShop?.shops ?? [] })
  return world
}

const post = async (settings: JsonObject): Promise<StatementWorld> => {
  const world = await openMonth()
  const vendor = await world.netsuite.add('vendor', { companyName: 'TikTok', isPerson: false })
  const report = await world.run(statementsToBooks, { ...plain, ...settings, vendor })
  expect(report.warnings).toEqual([])
  expect((await world.parked()).map(({ failure }) => failure.message)).toEqual([])
  return world
}

const plainBooks = post({}).then(world => world.balances())

test(
  'however a month is grouped, split and billed, its accounts hold the same, and every entry balances',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('totals', 'order', 'sku'),
        fc.constantFrom('journal', 'vendorBill'),
        fc.boolean(),
        fc.integer({ min: 3, max: 40 }),
        async (grouping, feesAs, splitMonths, maxLines) => {
          const world = await post({ grouping, feesAs, splitMonths, maxLines })

          expect(world.balances()).toEqual(await plainBooks)
          for (const entry of await world.netsuite.list('journalEntry')) {
            const lines = listAt(objectAt(Object(entry), 'line'), 'items')
            const rest = sumOf(lines.map(line => toAmount(line['debit']).minus(toAmount(line['credit']))))
            expect([entry['externalId'], isZero(rest), lines.length <= maxLines]).toEqual([
              entry['externalId'],
              true,
              true,
            ])
          }
        },
      ),
      { numRuns: ways, endOnFailure: true },
    )
  },
  Math.max(120_000, ways * 60_000),
) // against hanging

test('grouped by SKU, sales are a line for each SKU, with what the shop says of it', async () => {
  const world = await post({ grouping: 'sku' })
  const month = await lived

  const sold = new Map<string, string>()
  const statements = month.seed.tiktokShop?.shops?.[0]?.finance?.statements ?? []
  for (const sku of statements.flatMap(({ rows }) => rows.flatMap(({ skus }) => skus))) {
    const id = textAt(sku, 'sku_id')
    const gross = toAmount(objectAt(sku, 'revenue_breakdown')['subtotal_before_discount_amount'])
    if (!isZero(gross)) sold.set(id, textOf(toAmount(sold.get(id)).plus(gross), 2))
  }
  const booked = new Map<string, string>()
  for (const entry of await world.netsuite.list('journalEntry'))
    for (const line of listAt(objectAt(Object(entry), 'line'), 'items')) {
      if (textAt(objectAt(line, 'account'), 'id') !== '4000') continue
      const sku = textAt(line, 'memo').replace(/^sku /, '')
      booked.set(sku, textOf(toAmount(booked.get(sku)).plus(toAmount(line['credit'])), 2))
    }
  expect(sold.size).toBeGreaterThan(3)
  expect(Object.fromEntries(booked)).toEqual(Object.fromEntries(sold))
})
