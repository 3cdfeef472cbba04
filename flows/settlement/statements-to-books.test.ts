import type { JsonObject } from '@tiktok-ns/flow-engine'
import { expect, test } from 'vitest'
import { sampleAccounts, workedRows } from '../src/settlement/testing/worked-example.js'
import { openStatementWorld, statementsToBooks } from './testing/open-statement-world.js'

const settings = { mode: 'journal', accounts: sampleAccounts }

/** The worked example's rows with one of them changed. */
const withRow = (id: string, change: JsonObject): readonly JsonObject[] =>
  workedRows.map(row => (row['id'] === id ? { ...row, ...change } : row))

const dearerRefund = withRow('C', {
  fee_tax_amount: '5.26',
  settlement_amount: '-35.84',
  fee_tax_breakdown: {
    fee: {
      referral_fee_amount: '2.16',
      refund_administration_fee_amount: '-0.50',
      affiliate_commission_amount: '3.60',
    },
    tax: {},
  },
})

test('the worked example is in the ledger to the cent, on the day that it covers, and a second run posts nothing', async () => {
  const world = openStatementWorld()
  await world.putStatement('1001', workedRows, { at: '2026-03-16T00:00:00Z' })

  const report = await world.run(statementsToBooks, settings)

  expect(report.counts).toEqual({ read: 1, written: 1, skipped: 0, failed: 0 })
  expect(world.balances('2026-03-14')).toEqual({})
  expect(world.balances('2026-03-15')).toEqual({
    4000: '-180.00',
    4090: '13.00',
    4100: '-4.99',
    4190: '40.00',
    4800: '-7.50',
    6110: '7.92',
    6120: '4.65',
    6130: '0.43',
    6150: '6.20',
    6155: '5.10',
    6160: '4.85',
    6170: '10.00',
    1160: '80.34',
    1170: '20.00',
  })
  const again = await world.run(statementsToBooks, settings, { again: true, fromMs: 0 })
  expect(again.counts).toEqual({ read: 1, written: 0, skipped: 1, failed: 0 })
  expect(await world.netsuite.list('journalEntry')).toHaveLength(1)
})

test('a statement that changed is corrected by the difference; by a reversal and a new entry where that is wanted', async () => {
  for (const onChange of ['adjust', 'reverseAndRepost']) {
    const world = openStatementWorld()
    await world.putStatement('1001', workedRows)
    await world.run(statementsToBooks, settings)
    await world.putStatement('1001', dearerRefund)

    await world.run(statementsToBooks, { ...settings, onChange })
    await world.run(statementsToBooks, { ...settings, onChange })

    const ids = (await world.netsuite.list('journalEntry')).map(entry => entry['externalId'])
    expect(ids).toEqual(
      onChange === 'adjust'
        ? ['TTS-US1-JE-1001', 'TTS-US1-JE-1001-adj1']
        : ['TTS-US1-JE-1001', 'TTS-US1-JE-1001-adj1', 'TTS-US1-JE-1001-adj1-2'],
    )
    expect(world.balances()).toMatchObject({ 6130: '0.50', 1160: '80.27', 4000: '-180.00' })
  }
})

test('rows that changed under a statement whose sums did not are corrected, too', async () => {
  const world = openStatementWorld()
  await world.putStatement('1001', workedRows)
  await world.run(statementsToBooks, settings)
  const fee = { referral_fee_amount: '-3.70', affiliate_commission_amount: '-8.15' }
  await world.putStatement('1001', withRow('A', { fee_tax_breakdown: { fee, tax: {} } }))

  await world.run(statementsToBooks, settings)

  expect(world.balances()).toMatchObject({ 6110: '8.02', 6120: '4.55', 1160: '80.34' })
  const third = await world.run(statementsToBooks, settings)
  expect(third.counts).toMatchObject({ written: 0, skipped: 1 })
})

test('a statement that changed waits where the merchant wants to decide', async () => {
  const world = openStatementWorld()
  await world.putStatement('1001', workedRows)
  await world.run(statementsToBooks, settings)
  await world.putStatement('1001', dearerRefund)

  const report = await world.run(statementsToBooks, { ...settings, onChange: 'hold' })

  expect(report.counts).toMatchObject({ failed: 1 })
  await world.retry(statementsToBooks, settings)
  expect(world.balances()).toMatchObject({ 1160: '80.27' })
  expect(await world.parked()).toEqual([])
})

test('one cent too many anywhere holds the statement, with its row named; what is put right posts on the retry', async () => {
  const world = openStatementWorld()
  await world.putStatement('1001', withRow('A', { settlement_amount: '41.95' }))

  const report = await world.run(statementsToBooks, settings)

  expect(report.counts).toMatchObject({ written: 0, failed: 1 })
  const [parked] = await world.parked()
  expect(parked).toMatchObject({ traceKey: '1001', failure: { kind: 'invalid' } })
  expect(parked?.failure.message).toContain('row A (order 5761): its parts add up to 41.94')
  expect(world.balances()).toEqual({})

  await world.putStatement('1001', workedRows)
  await world.retry(statementsToBooks, settings)
  expect(world.balances()).toMatchObject({ 1160: '80.34' })
})

test('an entry of several parts that was cut off between them is finished by the next run', async () => {
  const world = openStatementWorld()
  await world.putStatement('1001', workedRows)
  const split = { ...settings, maxLines: 4 }
  world.sandbox.faults.add({
    system: 'netsuite',
    method: 'POST',
    path: '/services/rest/record/v1/journalEntry',
    skip: 2,
    fault: { kind: 'status', status: 403 },
  })
  await world.run(statementsToBooks, split)
  world.sandbox.faults.clear()
  const begun = (await world.netsuite.list('journalEntry')).length
  expect(begun).toBe(2)

  await world.retry(statementsToBooks, split)
  await world.run(statementsToBooks, split, { again: true, fromMs: 0 })

  expect(await world.netsuite.list('journalEntry')).toHaveLength(5)
  expect(world.balances()).toMatchObject({ 1160: '80.34', 4000: '-180.00', 6120: '4.65' })
  expect(await world.parked()).toEqual([])
})

test('where orders are billed, the receivable of each order comes off and sales stay as they were', async () => {
  const world = openStatementWorld()
  await world.putStatement('1001', workedRows)

  await world.run(statementsToBooks, { ...settings, mode: 'feesOnly', customer: world.ids.customer })

  expect(world.balances()).toMatchObject({ 1150: '-131.99', 1160: '80.34', 6110: '7.92' })
  expect(world.balances()['4000']).toBeUndefined()
})

test('a closed period holds the statement, or the next open one takes it with the day it covers in the memo', async () => {
  const periods = [
    { id: '301', periodName: 'Feb 2026', startDate: '2026-02-01', endDate: '2026-02-28', closed: true },
    { id: '302', periodName: 'Mar 2026', startDate: '2026-03-01', endDate: '2026-03-31', closed: false },
  ]
  const world = openStatementWorld({
    netsuite: {
      records: {
        accountingPeriod: periods.map(period => ({
          isPosting: true,
          isQuarter: false,
          isYear: false,
          isAdjust: false,
          ...period,
        })),
      },
    },
  })
  await world.putStatement('1001', workedRows, { at: '2026-02-28T00:00:00Z' })

  const report = await world.run(statementsToBooks, settings)
  expect(report.counts).toMatchObject({ failed: 1 })
  expect((await world.parked())[0]?.failure.message).toContain('Feb 2026 is closed')

  await world.retry(statementsToBooks, { ...settings, closedPeriod: 'nextOpen' })
  expect(await world.parked()).toEqual([])
  const [entry] = await world.netsuite.list('journalEntry')
  expect(entry).toMatchObject({ tranDate: '2026-03-01' })
  expect(entry?.['memo']).toContain('covers 2026-02-27')
})

test('an unknown fee holds the statement above the limit; within it is booked as unclassified and told; mapped later it moves', async () => {
  const world = openStatementWorld()
  const unknown = withRow('A', {
    fee_tax_breakdown: { fee: { referral_fee_amount: '-3.60', hologram_fee: '-8.25' }, tax: {} },
  })
  await world.putStatement('1001', unknown)

  await world.run(statementsToBooks, settings)
  const [parked] = await world.parked()
  expect(parked?.failure).toMatchObject({ kind: 'mapping' })
  expect(parked?.failure.message).toContain('hologram_fee (first in row A (order 5761))')

  const tolerant = { ...settings, suspenseLimit: '10.00' }
  await world.retry(statementsToBooks, tolerant)
  expect(world.balances()).toMatchObject({ 6199: '8.25', 6120: '-3.60', 1160: '80.34' })

  const mapped = { ...tolerant, keys: { hologram_fee: 'fee.affiliate' } }
  await world.run(statementsToBooks, mapped, { again: true, fromMs: 0 })
  expect(world.balances()).toMatchObject({ 6120: '4.65', 1160: '80.34' })
  expect(world.balances()['6199']).toBeUndefined()
})

test('a key without an account holds the statement and says which', async () => {
  const world = openStatementWorld()
  await world.putStatement('1001', workedRows)
  const { 'fee.ads': _, ...accounts } = sampleAccounts

  await world.run(statementsToBooks, { ...settings, accounts })

  const [parked] = await world.parked()
  expect(parked?.failure.message).toContain('fee.ads (usually Advertising (marketing))')
  expect(world.balances()).toEqual({})
})
