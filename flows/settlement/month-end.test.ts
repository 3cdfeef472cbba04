import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  readMonthReconciliation,
  readStatementReport,
  toCsv,
  toHtml,
  toMarkdown,
} from '../src/settlement/index.js'
import { sampleAccounts, workedRows } from '../src/settlement/testing/worked-example.js'
import { openStatementWorld, type StatementWorld, statementsToBooks } from './testing/open-statement-world.js'
import { bankSettings, paidBy, paymentsToBank, penalty, putPayment } from './testing/payments.js'

const books = { mode: 'journal', accounts: sampleAccounts }

const sourcesOf = (world: StatementWorld, settings = books) => ({
  ...world.connectors,
  shopKey: 'US1',
  settings,
  signal: new AbortController().signal,
})

/** A month: two statements paid together, and one that waits for its payment. */
const openMonth = async (): Promise<StatementWorld> => {
  const world = openStatementWorld({ at: '2026-04-02T10:00:00Z' })
  await world.putStatement('1000', [penalty('P', '-12.00')], { at: '2026-03-15T00:00:00Z', ...paidBy('900') })
  await world.putStatement('1001', workedRows, paidBy('900'))
  await world.putStatement('1002', [penalty('Q', '5.00')], { at: '2026-04-01T00:00:00Z' })
  await world.putStatement('1003', [penalty('R', '7.00')], { at: '2026-04-02T00:00:00Z' })
  await putPayment(world, '900', '68.34')
  await world.run(statementsToBooks, books)
  await world.run(paymentsToBank, bankSettings)
  return world
}

test('a month ties to the ledger to the cent, and what is open in clearing is the statement that is not paid', async () => {
  const world = await openMonth()

  const { ties, accounts, document } = await readMonthReconciliation(sourcesOf(world), '2026-03')

  expect(document.notes).toEqual([])
  expect(ties).toBe(true)
  expect(accounts.find(({ account }) => account === '6110')).toEqual({
    account: '6110',
    keys: ['fee.referral'],
    tiktok: '7.92',
    netsuite: '7.92',
    difference: '0.00',
  })
  const rowsOf = (name: string) => document.tables.find(({ title }) => title === name)?.rows
  expect(rowsOf('Clearing')).toEqual([
    ['Opening', '0.00'],
    ['Statement 1000 of 2026-03-14', '-12.00'],
    ['Statement 1001 of 2026-03-15', '80.34'],
    ['Statement 1002 of 2026-03-31', '5.00'],
    ['Payment 900 of 2026-03-18', '-68.34'],
    ['Closing, so worked out', '5.00'],
    ['Closing, in NetSuite', '5.00'],
  ])
  expect(rowsOf('Open in clearing')).toEqual([['statement 1002', '2026-03-31', '0', '5.00']])
  expect(rowsOf('How old what is open is on 2026-03-31')).toEqual([
    ['Clearing', '5.00', '0.00', '0.00', '0.00', '5.00'],
  ])
  expect(rowsOf('The month')).toEqual([
    ["Sales, less the seller's discounts", '163.00', '90.6 %'],
    ['Refunds', '-36.00', '-20.0 %'],
    ['Shipping', '-11.16', '-6.2 %'],
    ['Fees and taxes on them', '-23.00', '-12.8 %'],
    ['Adjustments', '0.50', '0.3 %'],
    ['Reserves held back and released', '-20.00', '-11.1 %'],
    ['To be paid for the month', '73.34', '40.7 %'],
    ['Open in clearing on the first day', '0.00', ''],
    ['Paid in the month', '-68.34', ''],
    ['Open in clearing on the last day', '5.00', ''],
  ])
  expect(rowsOf('Statements beside the ledger')?.find(([account = '']) => account.includes('4000'))).toEqual([
    '4000 Sales',
    'sales.gross',
    '-180.00',
    '-180.00',
    '0.00',
  ])
})

test('the page for bookkeepers shows this month as the tool tells it', async () => {
  const { document } = await readMonthReconciliation(sourcesOf(await openMonth()), '2026-03')
  const page = readFileSync(new URL('../../docs/settlement.md', import.meta.url), 'utf8')

  const [, shown] = /```markdown\n(# TikTok Shop, 2026-03[\s\S]*?)\n```/.exec(page) ?? []
  expect(shown).toBe(toMarkdown(document))
})

test('the page for bookkeepers shows this statement as the tool tells it', async () => {
  const report = await readStatementReport(sourcesOf(await openMonth()), '1001')
  const page = readFileSync(new URL('../../docs/settlement.md', import.meta.url), 'utf8')

  const [, shown] = /```markdown\n(# TikTok statement 1001[\s\S]*?)\n```/.exec(page) ?? []
  expect(shown).toBe(report === undefined ? '' : toMarkdown(report.document))
})

test('fees that are not what the table of rates says are told with the statement, and hold nothing', async () => {
  const sources = {
    ...sourcesOf(await openMonth()),
    rates: { rates: { 'fee.referral': '5' }, tolerance: '0.02' },
  }

  const report = await readStatementReport(sources, '1001')

  expect(report).toMatchObject({ state: 'done', problems: [] })
  expect(report?.document.notes).toEqual([
    '2 fees are not what your rates say, 1.68 too much in all; nothing is posted for it',
  ])
  expect(report?.unusualFees.map(({ order, charged, expected }) => [order, charged, expected])).toEqual([
    ['5761', '3.60', '3.00'],
    ['5762', '6.48', '5.40'],
  ])
})

test('what somebody booked by hand, and what was not posted, is listed', async () => {
  const world = await openMonth()
  await world.netsuite.client.records.create('journalEntry', {
    tranDate: '2026-03-20',
    subsidiary: { id: '1' },
    line: {
      items: [
        { account: { id: '1160' }, debit: 1 },
        { account: { id: '6110' }, credit: 1 },
      ],
    },
  })
  await world.putStatement('1004', [penalty('S', '3.00')], { at: '2026-03-30T00:00:00Z' })

  const { ties, document } = await readMonthReconciliation(sourcesOf(world), '2026-03')

  expect(ties).toBe(false)
  expect(document.notes).toEqual([
    '6180 Penalties and Chargebacks (adj.penalty) differs by 3.00: statement 1004 has 0.00 there, and comes to -3.00',
    expect.stringMatching(
      /^clearing closes -2\.00 away from what statements and payments make of it: statement 1004 has 0\.00 there, and comes to 3\.00; \S+ #\S+ of 2026-03-20 has 1\.00 there, and is of no statement and no payment$/,
    ),
    'statement 1004 is not posted',
  ])
})

test('a statement is told from gross to payout, with its entry and the orders behind each line', async () => {
  const world = await openMonth()

  const report = await readStatementReport(sourcesOf(world), '1001')

  expect(report).toMatchObject({
    state: 'done',
    entries: ['TTS-US1-JE-1001'],
    payable: '80.34',
    problems: [],
  })
  expect(report?.lines.find(({ key }) => key === 'sales.gross')).toEqual({
    key: 'sales.gross',
    title: 'Sales before any discount',
    amount: '180.00',
    account: '4000',
    accountName: '4000 Sales',
    orders: ['5762', '5761'],
    orderCount: 2,
  })
  const rowsOf = (name: string) => report?.document.tables.find(({ title }) => title === name)?.rows ?? []
  const entry = rowsOf('Its entry')
  expect(entry).toContainEqual(['4000 Sales', 'sales.gross', '', '180.00'])
  expect(entry.slice(-2)).toEqual([
    ['1160 TikTok Payout Clearing', 'what TikTok is about to pay', '80.34', ''],
    ['', 'all', '192.49', '192.49'],
  ])
  expect(rowsOf('Orders')).toEqual([
    ['5762', '108.00', '0.00', '-4.85', '-6.48', '0.00', '-20.00', '76.67'],
    ['5761', '55.00', '0.00', '-1.21', '-11.85', '0.00', '0.00', '41.94'],
    ['5700', '0.00', '-36.00', '-5.10', '5.33', '0.00', '0.00', '-35.77'],
  ])
  expect(await readStatementReport(sourcesOf(world), 'none')).toBeUndefined()
  await world.putStatement('1001', [penalty('A', '1.00')])
  expect(await readStatementReport(sourcesOf(world), '1001')).toMatchObject({ state: 'changed' })
})

test('a statement that does not add up says so on every page', async () => {
  const world = openStatementWorld()
  await world.putStatement('1001', [
    { ...penalty('A', '1.00'), type: '<script>|MOON_TAX', settlement_amount: '1.01' },
  ])

  const report = await readStatementReport(sourcesOf(world), '1001')
  if (report === undefined) throw new Error('the statement is there')

  expect(report.problems[0]).toContain('its parts add up to 1.00')
  const html = toHtml(report.document)
  expect(html).toContain('<svg')
  expect(html).toContain('&lt;script&gt;|MOON_TAX')
  expect(html).not.toContain('<script')
  expect(toMarkdown(report.document)).toContain('## To look at')
  expect(toCsv(report.document)).toContain('From gross to payout,unclassified.adjustment,')
})
