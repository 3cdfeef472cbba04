import type { JsonObject } from '@tiktok-ns/flow-engine'
import { expect, test } from 'vitest'
import { readMonthReconciliation } from '../src/settlement/index.js'
import { sampleAccounts } from '../src/settlement/testing/worked-example.js'
import { refundRow, saleRow } from './testing/billed-orders.js'
import { openStatementWorld, type StatementWorld, statementsToBooks } from './testing/open-statement-world.js'
import { bankSettings, paidBy, paymentsToBank, penalty, putPayment } from './testing/payments.js'

const accounts = { ...sampleAccounts, rollover: '1100', payable: '2000' }
const whole = { mode: 'journal', accounts }
const split = { ...whole, splitMonths: true }

const created = (day: string, row: JsonObject): JsonObject => ({
  ...row,
  order_create_time: Date.parse(`${day}T12:00:00Z`) / 1000,
})

/** A sale of February and one of March, a refund of a February order, and a penalty, on a statement of 3 March. */
const rows: readonly JsonObject[] = [
  created('2026-02-26', {
    ...saleRow('A', '1', '40.00'),
    fee_tax_amount: '-2.40',
    settlement_amount: '37.60',
    fee_tax_breakdown: { fee: { referral_fee_amount: '-2.40' }, tax: {} },
  }),
  created('2026-03-01', saleRow('B', '2', '60.00')),
  created('2026-02-20', refundRow('C', '3', '-10.00')),
  penalty('P', '-1.00'),
]

const months = ['Feb', 'Mar'].map((name, index) => ({
  id: String(301 + index),
  periodName: `${name} 2026`,
  startDate: `2026-0${2 + index}-01`,
  endDate: index === 0 ? '2026-02-28' : '2026-03-31',
  isPosting: true,
  isQuarter: false,
  isYear: false,
  isAdjust: false,
  closed: false,
}))

const openMarch = async (): Promise<StatementWorld> => {
  const world = openStatementWorld({
    at: '2026-03-05T10:00:00Z',
    netsuite: { records: { accountingPeriod: months } },
  })
  await world.putStatement('1001', rows, { at: '2026-03-04T00:00:00Z', ...paidBy('900') })
  return world
}

test('sales of the month before are booked there and carried over; refunds and penalties are not', async () => {
  const world = await openMarch()

  const report = await world.run(statementsToBooks, split)

  expect(report.counts).toMatchObject({ written: 1, failed: 0 })
  expect(world.balances('2026-02-27')).toEqual({})
  expect(world.balances('2026-02-28')).toEqual({ 4000: '-40.00', 6110: '2.40', 1100: '37.60' })
  expect(world.balances()).toEqual({
    4000: '-100.00',
    6110: '2.40',
    4190: '10.00',
    6180: '1.00',
    1160: '86.60',
  })
  expect(
    (await world.netsuite.list('journalEntry')).map(entry => [entry['externalId'], entry['tranDate']]),
  ).toEqual([
    ['TTS-US1-JE-1001', '2026-02-28'],
    ['TTS-US1-JE-1001-2', '2026-03-03'],
  ])

  await world.run(statementsToBooks, split, { again: true, fromMs: 0 })
  expect(await world.netsuite.list('journalEntry')).toHaveLength(2)
  await putPayment(world, '900', '86.60', {
    create_time: Date.parse('2026-03-05T06:00:00Z') / 1000,
    paid_time: Date.parse('2026-03-05T07:00:00Z') / 1000,
  })
  await world.run(paymentsToBank, bankSettings)
  expect(world.balances()).toMatchObject({ 1000: '86.60' })
  expect(world.balances()['1160']).toBeUndefined()
  for (const month of ['2026-02', '2026-03']) {
    const { ties, document } = await readMonthReconciliation(
      { ...world.connectors, shopKey: 'US1', settings: split, signal: new AbortController().signal },
      month,
    )
    expect([month, document.notes, ties]).toEqual([month, [], true])
  }
})

test('once the month before is closed, its sales are booked with the statement', async () => {
  const world = await openMarch()
  await world.netsuite.edit('accountingPeriod', '301', { closed: true })

  await world.run(statementsToBooks, split)

  expect(world.balances('2026-02-28')).toEqual({})
  expect(world.balances()).toMatchObject({ 4000: '-100.00', 1160: '86.60' })
  expect(world.balances()['1100']).toBeUndefined()
})

test('what changed later is corrected in the month of the statement, and a run cut off between the months is finished', async () => {
  const world = await openMarch()
  world.sandbox.faults.add({
    system: 'netsuite',
    method: 'POST',
    path: '/services/rest/record/v1/journalEntry',
    skip: 1,
    fault: { kind: 'status', status: 403 },
  })
  await world.run(statementsToBooks, split)
  world.sandbox.faults.clear()
  expect(world.balances()['1100']).toBe('37.60')
  await world.run(statementsToBooks, split, { again: true, fromMs: 0 })
  expect(world.balances()['1100']).toBeUndefined()

  const dearer = rows.map(row =>
    row['id'] === 'A' ? created('2026-02-26', { ...saleRow('A', '1', '41.00') }) : row,
  )
  await world.putStatement('1001', dearer, { at: '2026-03-04T00:00:00Z' })
  await world.run(statementsToBooks, split)

  expect(world.balances('2026-02-28')).toEqual({ 4000: '-40.00', 6110: '2.40', 1100: '37.60' })
  expect(world.balances()).toEqual({ 4000: '-101.00', 4190: '10.00', 6180: '1.00', 1160: '90.00' })
})

test('without the account of what is carried over the statement is held; fees of the month before are a bill of it', async () => {
  const world = await openMarch()
  const vendor = await world.netsuite.add('vendor', { companyName: 'TikTok', isPerson: false })
  const { rollover: _, ...without } = accounts
  await world.run(statementsToBooks, { ...split, accounts: without })
  expect((await world.parked())[0]?.failure.message).toContain('rollover (usually TikTok rollover')

  await world.retry(statementsToBooks, { ...split, feesAs: 'vendorBill', vendor })

  expect(await world.netsuite.get('vendorBill', 'eid:TTS-US1-BILL-1001')).toMatchObject({
    tranDate: '2026-02-28',
    total: 2.4,
  })
  expect(world.balances('2026-02-28')).toEqual({ 4000: '-40.00', 6110: '2.40', 1100: '37.60' })
  expect(world.balances()).toMatchObject({ 6110: '2.40', 1160: '86.60' })
})
