import type { JsonObject } from '@tiktok-ns/flow-engine'
import { expect, test } from 'vitest'
import { sampleAccounts, workedRows } from '../src/settlement/testing/worked-example.js'
import { saleRow } from './testing/billed-orders.js'
import { openStatementWorld, type StatementWorld, statementsToBooks } from './testing/open-statement-world.js'
import { penalty } from './testing/payments.js'

const settings = { mode: 'journal', accounts: sampleAccounts }

interface Case {
  readonly rows: readonly JsonObject[]
  readonly head?: JsonObject
  readonly settings?: JsonObject
  readonly kind: string
  readonly says: string
  readonly next: string
}

const { 'adj.penalty': _, ...withoutPenalty } = sampleAccounts
const without = (id: string): readonly JsonObject[] => workedRows.filter(row => row['id'] !== id)
const askTikTok = 'Nothing was posted. Retry when TikTok Shop has completed its data'

const cases: readonly (readonly [string, Case])[] = [
  [
    'a row that is missing',
    {
      rows: without('B'),
      head: { settlement_amount: '100.34' },
      kind: 'invalid',
      says: 'the rows give 3.67 of settlement_amount, and the statement says 100.34: 96.67 is missing',
      next: askTikTok,
    },
  ],
  [
    'a total that differs',
    {
      rows: workedRows.map(row => (row['id'] === 'A' ? { ...row, revenue_amount: '55.01' } : row)),
      kind: 'invalid',
      says: 'row A (order 5761): its parts add up to 41.95, and settlement_amount says 41.94: -0.01 is missing',
      next: askTikTok,
    },
  ],
  [
    'a currency that the settings do not have',
    {
      rows: workedRows,
      settings: { currencies: { GBP: '2' } },
      kind: 'invalid',
      says: 'the statement is in USD, which the setting currencies does not have',
      next: '',
    },
  ],
  [
    'a row in another currency than its statement',
    {
      rows: workedRows.map(row => (row['id'] === 'D' ? { ...row, currency: 'GBP' } : row)),
      kind: 'invalid',
      says: "row D (LOGISTICS_REIMBURSEMENT): its currency is GBP, and the statement's is USD",
      next: askTikTok,
    },
  ],
  [
    'an amount that is finer than its currency',
    {
      rows: [saleRow('Y', '9', '1200.50')],
      head: { currency: 'JPY', settlement_amount: '1200.50' },
      settings: { currencies: { JPY: '9' } },
      kind: 'invalid',
      says: 'row Y (order 9): 1200.5 has more decimal places than its currency (0)',
      next: askTikTok,
    },
  ],
  [
    'a type that nobody knows',
    {
      rows: [...workedRows, { ...penalty('M', '-7.00'), type: 'MOON_TAX' }],
      kind: 'mapping',
      says: 'MOON_TAX (first in row M (MOON_TAX))',
      next: 'Give each a key in the setting "keys", or raise suspenseLimit, then retry.',
    },
  ],
  [
    'an id that two rows share',
    {
      rows: [...workedRows, penalty('E', '-1.00')],
      kind: 'invalid',
      says: 'row E (PLATFORM_PENALTY): two rows have this id and differ',
      next: askTikTok,
    },
  ],
  [
    'an account that the map has not',
    {
      rows: [...workedRows, { ...penalty('G', '-1.00'), type: 'CHARGE_BACK' }],
      settings: { accounts: withoutPenalty },
      kind: 'mapping',
      says: 'adj.chargeback (usually Chargebacks (expense))',
      next: 'Add them to the setting "accounts", then retry.',
    },
  ],
]

test.each(cases)('%s holds the statement, says where and what to do, and posts nothing', async (_, wrong) => {
  const world = openStatementWorld()
  await world.putStatement('1001', wrong.rows, { head: wrong.head ?? {} })

  const report = await world.run(statementsToBooks, { ...settings, ...wrong.settings })

  expect(report.counts).toMatchObject({ written: 0, failed: 1 })
  const [parked] = await world.parked()
  expect(parked).toMatchObject({ traceKey: '1001', failure: { kind: wrong.kind } })
  expect(parked?.failure.message).toContain(wrong.says)
  expect(parked?.failure.hint ?? '').toContain(wrong.next)
  expect(world.balances()).toEqual({})
})

const march = '302'

/** Posts two of five parts, as a run does that loses its permission in between. */
const postHalf = async (): Promise<StatementWorld> => {
  const world = openStatementWorld({
    netsuite: {
      records: {
        accountingPeriod: [
          {
            id: march,
            periodName: 'Mar 2026',
            startDate: '2026-03-01',
            endDate: '2026-03-31',
            isPosting: true,
            isQuarter: false,
            isYear: false,
            isAdjust: false,
            closed: false,
          },
        ],
      },
    },
  })
  await world.putStatement('1001', workedRows)
  world.sandbox.faults.add({
    system: 'netsuite',
    method: 'POST',
    path: '/services/rest/record/v1/journalEntry',
    skip: 2,
    fault: { kind: 'status', status: 403 },
  })
  await world.run(statementsToBooks, split)
  world.sandbox.faults.clear()
  return world
}

const split = { ...settings, maxLines: 4 }

test('a period that is locked between two parts of an entry holds the rest, which is posted once it is open again', async () => {
  const world = await postHalf()
  await world.netsuite.edit('accountingPeriod', march, { closed: true })

  await world.run(statementsToBooks, split)

  const [parked] = await world.parked()
  expect(parked?.failure.message).toContain('Mar 2026 is closed')
  const posted = await world.netsuite.list('journalEntry')
  expect(posted.map(entry => entry['externalId'])).toEqual(['TTS-US1-JE-1001', 'TTS-US1-JE-1001-2'])
  // What is there balances: whatever is not yet posted waits in clearing, and a payment would wait for it.
  expect(world.balances()['1160']).not.toBe('80.34')

  await world.netsuite.edit('accountingPeriod', march, { closed: false })
  await world.retry(statementsToBooks, split)

  expect(await world.netsuite.list('journalEntry')).toHaveLength(5)
  expect(world.balances()).toMatchObject({ 1160: '80.34', 4000: '-180.00' })
  expect(await world.parked()).toEqual([])
})

test('a payout below zero is no mistake: it is posted, and clearing has a credit', async () => {
  const world = openStatementWorld()
  await world.putStatement('1001', [penalty('P', '-12.00')])

  const report = await world.run(statementsToBooks, settings)

  expect(report.counts).toMatchObject({ written: 1, failed: 0 })
  expect(world.balances()).toEqual({ 1160: '-12.00', 6180: '12.00' })
})
