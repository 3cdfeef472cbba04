import { expect, test } from 'vitest'
import { sampleAccounts } from '../src/settlement/testing/worked-example.js'
import { openStatementWorld, type StatementWorld } from './testing/open-statement-world.js'

const accrual = 'settlement/tiktok-unsettled-orders-to-netsuite-accrual'

const settings = { accounts: { ...sampleAccounts, accrued: '1170' } }

/** Two orders delivered in March and not settled, and one that is on its way; it is the first of April. */
const openMonthEnd = async (): Promise<StatementWorld> => {
  const world = openStatementWorld({
    at: '2026-03-25T10:00:00Z',
    tiktok: {
      settleAfterSecs: null,
      completeAfterSecs: null,
      collectAfterSecs: null,
      deliverAfterSecs: null,
    },
  })
  const [product] = await world.shop.products()
  const sellerSku = product?.skus[0]?.seller_sku ?? ''
  for (const isDelivered of [true, true, false]) {
    const { id } = await world.shop.buy({
      units: [{ sellerSku, price: '40.00', sellerDiscount: '4.00' }],
      status: 'AWAITING_SHIPMENT',
    })
    await world.shop.ship(id)
    if (!isDelivered) continue
    for (let status = ''; status !== 'DELIVERED'; ) ({ status } = await world.shop.advance(id))
  }
  world.pass({ days: 6, hours: 16 })
  return world
}

test('what is delivered and not settled is accrued on the last day of the month and gone on the first of the next, once', async () => {
  const world = await openMonthEnd()

  const report = await world.run(accrual, settings)

  expect(report.counts).toMatchObject({ read: 3, written: 2, failed: 0 })
  expect(world.balances('2026-03-30')).toEqual({})
  const accrued = world.balances('2026-03-31')
  expect(accrued).toMatchObject({ 4000: '-80.00', 4090: '8.00' })
  expect(Number(accrued['1170'])).toBeGreaterThan(50)
  expect(world.balances('2026-04-01')).toEqual({})
  const entries = await world.netsuite.list('journalEntry')
  expect(entries).toHaveLength(2)
  expect(await world.netsuite.get('journalEntry', 'eid:TTS-US1-JE-accrual-2026-03-USD-1')).toMatchObject({
    tranDate: '2026-03-31',
    reversalDate: '2026-04-01',
    memo: 'TikTok accrual of 2026-03, orders delivered and not settled: 2',
  })

  world.pass({ days: 1 })
  await world.run(accrual, settings)
  expect(await world.netsuite.list('journalEntry')).toHaveLength(2)
})

test('where orders are invoiced, their fees alone are accrued', async () => {
  const world = await openMonthEnd()

  await world.run(accrual, { ...settings, mode: 'feesOnly' })

  const accrued = world.balances('2026-03-31')
  expect(accrued['4000']).toBeUndefined()
  expect(Number(accrued['6110'])).toBeGreaterThan(0)
  expect(Number(accrued['1170'])).toBeLessThan(0)
})
