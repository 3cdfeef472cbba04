import { expect, test } from 'vitest'
import { readMonthReconciliation } from '../src/settlement/index.js'
import { sampleAccounts, workedRows } from '../src/settlement/testing/worked-example.js'
import { openStatementWorld, type StatementWorld, statementsToBooks } from './testing/open-statement-world.js'
import { bankSettings, paidBy, paymentsToBank, penalty, putPayment } from './testing/payments.js'

const settings = { mode: 'deposit', accounts: { ...sampleAccounts, variance: '1100' } }

type Kind = 'cashSale' | 'cashRefund'

/** Books a sale or refund of an order into undeposited funds (1050), as the order flows do. */
const book = async (world: StatementWorld, type: Kind, order: string, amount: number): Promise<void> => {
  const item = await world.netsuite.add('nonInventorySaleItem', { itemId: `Order ${order}` })
  await world.netsuite.client.records.create(type, {
    externalId: `TTS-US1-${type === 'cashSale' ? 'CS' : 'CR'}-${order}`,
    entity: { id: world.ids.customer },
    otherRefNum: order,
    ...(type === 'cashSale' ? { undepFunds: { id: 'T' } } : { account: { id: '1050' } }),
    item: {
      items: [{ item: { id: item }, quantity: 1, price: { id: '-1' }, rate: amount, amount }],
    },
  })
}

/** The documents of the worked example's three orders. */
const bookAll = async (world: StatementWorld): Promise<void> => {
  await book(world, 'cashSale', '5761', 59.99)
  await book(world, 'cashSale', '5762', 108)
  await book(world, 'cashRefund', '5700', 36)
}

test('the worked example is a deposit of what the orders left in undeposited funds, less what TikTok kept, to the cent', async () => {
  const world = openStatementWorld()
  await bookAll(world)
  const before = world.balances()
  expect(before).toMatchObject({ 1050: '131.99' })
  await world.putStatement('1001', workedRows, paidBy('900'))

  const report = await world.run(statementsToBooks, settings)

  expect(report.counts).toMatchObject({ written: 1, failed: 0 })
  const [deposit] = await world.netsuite.list('deposit')
  expect(deposit).toMatchObject({ externalId: 'TTS-US1-DEP-1001', tranDate: '2026-03-15', total: 80.34 })
  expect(world.balances()).toMatchObject({
    1160: '80.34',
    1170: '20.00',
    6110: '7.92',
    6120: '4.65',
    6130: '0.43',
    6150: '6.20',
    6155: '5.10',
    6160: '4.85',
    6170: '10.00',
    4800: '-7.50',
  })
  expect(world.balances()['1050']).toBeUndefined()
  expect(world.balances()['1100']).toBeUndefined()

  const again = await world.run(statementsToBooks, settings, { again: true, fromMs: 0 })
  expect(again.counts).toMatchObject({ written: 0, skipped: 1 })
  const reconciliation = await readMonthReconciliation(
    { ...world.connectors, shopKey: 'US1', settings, signal: new AbortController().signal },
    '2026-03',
  )
  expect(reconciliation.document.notes).toEqual([])
  expect(reconciliation.ties).toBe(true)
  await putPayment(world, '900', '80.34')
  await world.run(paymentsToBank, bankSettings)
  expect(world.balances()).toMatchObject({ 1000: '80.34' })
  expect(world.balances()['1160']).toBeUndefined()
})

test('an order that is missing or differs is a variance that names it; or holds the statement until it is there', async () => {
  const world = openStatementWorld()
  await book(world, 'cashSale', '5761', 61.99)
  await book(world, 'cashRefund', '5700', 36)
  await world.putStatement('1001', workedRows)

  await world.run(statementsToBooks, { ...settings, unmatched: 'hold' })
  const [parked] = await world.parked()
  expect(parked?.failure).toMatchObject({ kind: 'missing' })
  expect(parked?.failure.message).toContain(
    'amount differs: order 5761 (-2.00), missing: order 5762 (108.00)',
  )
  expect(await world.netsuite.list('deposit')).toEqual([])

  const report = await world.retry(statementsToBooks, settings)
  expect(report.warnings.join()).toContain('missing: order 5762 (108.00); booked as variance')
  expect(world.balances()).toMatchObject({ 1160: '80.34', 1100: '-106.00' })
  expect(world.balances()['1050']).toBeUndefined()
})

test('deposits are split by the line limit, and one that was cut off between two parts is finished', async () => {
  const world = openStatementWorld()
  await bookAll(world)
  await world.putStatement('1001', workedRows)
  const split = { ...settings, maxLines: 5 }
  world.sandbox.faults.add({
    system: 'netsuite',
    method: 'POST',
    path: '/services/rest/record/v1/deposit',
    skip: 2,
    fault: { kind: 'status', status: 403 },
  })
  await world.run(statementsToBooks, split)
  world.sandbox.faults.clear()
  expect(await world.netsuite.list('deposit')).toHaveLength(2)

  await world.retry(statementsToBooks, split)
  await world.run(statementsToBooks, split, { again: true, fromMs: 0 })

  expect(await world.netsuite.list('deposit')).toHaveLength(3)
  expect(world.balances()).toMatchObject({ 1160: '80.34' })
  expect(world.balances()['1050']).toBeUndefined()
  expect(await world.parked()).toEqual([])
})

test('a deposit whose statement changed is corrected by a journal entry of the difference', async () => {
  const world = openStatementWorld()
  await bookAll(world)
  await world.putStatement('1001', workedRows)
  await world.run(statementsToBooks, settings)
  await world.putStatement('1001', [...workedRows, penalty('P', '-3.00')])

  await world.run(statementsToBooks, settings)
  await world.run(statementsToBooks, settings)

  const [correction, ...more] = await world.netsuite.list('journalEntry')
  expect(correction).toMatchObject({ externalId: 'TTS-US1-DEP-1001-adj1' })
  expect(more).toEqual([])
  expect(world.balances()).toMatchObject({ 1160: '77.34', 6180: '3.00' })
})

test('a statement without orders is a journal entry, and one that another mode has booked is left alone', async () => {
  const world = openStatementWorld()
  await world.putStatement('1001', [penalty('P', '-12.00')])
  await world.run(statementsToBooks, settings)
  expect(await world.netsuite.list('deposit')).toEqual([])
  expect(world.balances()).toEqual({ 1160: '-12.00', 6180: '12.00' })

  const report = await world.run(statementsToBooks, { mode: 'journal', accounts: sampleAccounts })

  expect(report.counts).toMatchObject({ written: 0, skipped: 1 })
  expect(world.balances()).toEqual({ 1160: '-12.00', 6180: '12.00' })
})
