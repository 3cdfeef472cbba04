import { expect, test } from 'vitest'
import { textOf, toAmount } from '../src/settlement/amounts.js'
import { readMonthReconciliation } from '../src/settlement/index.js'
import { sampleAccounts, workedRows } from '../src/settlement/testing/worked-example.js'
import { openStatementWorld, statementsToBooks } from './testing/open-statement-world.js'
import { bankSettings as bank, paidBy, paymentsToBank, penalty, putPayment } from './testing/payments.js'

const books = { mode: 'journal', accounts: sampleAccounts }

test('a payment takes its statements out of clearing, one below zero among them, and a second run books nothing', async () => {
  const world = openStatementWorld()
  await world.putStatement('1000', [penalty('P', '-12.00')], { at: '2026-03-15T00:00:00Z', ...paidBy('900') })
  await world.putStatement('1001', workedRows, paidBy('900'))
  await putPayment(world, '900', '68.34')
  await world.run(statementsToBooks, books)
  expect(world.balances()).toMatchObject({ 1160: '68.34' })

  const report = await world.run(paymentsToBank, bank)
  await world.run(paymentsToBank, bank)

  expect(report.counts).toMatchObject({ written: 1 })
  expect(world.balances()).toMatchObject({ 1000: '68.34' })
  expect(world.balances()['1160']).toBeUndefined()
  expect(world.netsuite.ledger.balancesBy({ account: '1160', by: 'memo' })).toEqual([])
  expect(world.netsuite.ledger.balance('1000', '2026-03-17')).toBe('0.00')
  expect(await world.netsuite.list('journalEntry')).toHaveLength(3)
})

test('a payment waits for statements that are not in the books, and for one that it does not add up to', async () => {
  const world = openStatementWorld()
  await world.putStatement('1001', workedRows, paidBy('900'))
  await putPayment(world, '900', '80.35')

  await world.run(paymentsToBank, bank)
  expect((await world.parked())[0]?.failure.message).toContain(
    'payment 900 is 80.35, and clearing has 0.00 for statement 1001 (not booked)',
  )

  await world.run(statementsToBooks, books)
  await world.retry(paymentsToBank, bank)
  const [parked] = await world.parked(`${paymentsToBank} US1`)
  expect(parked?.failure.message).toContain('payment 900 is 80.35, and clearing has 80.34')
  expect(world.balances()['1000']).toBeUndefined()
})

test('a statement on which nothing was settled, such as one of samples alone, holds no payment', async () => {
  const world = openStatementWorld()
  await world.putStatement('1000', [penalty('P', '0.00')], { at: '2026-03-15T00:00:00Z', ...paidBy('900') })
  await world.putStatement('1001', workedRows, paidBy('900'))
  await putPayment(world, '900', '80.34')
  await world.run(statementsToBooks, books)

  await world.run(paymentsToBank, bank)

  expect((await world.parked()).map(({ failure }) => failure.message)).toEqual([])
  expect(world.balances()).toMatchObject({ 1000: '80.34' })
  expect(world.balances()['1160']).toBeUndefined()
  const sources = {
    ...world.connectors,
    shopKey: 'US1',
    settings: books,
    signal: new AbortController().signal,
  }
  expect((await readMonthReconciliation(sources, '2026-03')).document.notes).toEqual([])
})

test('a payment that the bank sends back returns to clearing, and the next one takes it again', async () => {
  const world = openStatementWorld()
  await world.putStatement('1001', workedRows, paidBy('900'))
  await putPayment(world, '900', '80.34')
  await world.run(statementsToBooks, books)
  await world.run(paymentsToBank, bank)

  await putPayment(world, '900', '80.34', { status: 'FAILED', paid_time: 0 })
  await world.run(paymentsToBank, bank)
  await world.run(paymentsToBank, bank)
  expect(world.balances()).toMatchObject({ 1160: '80.34' })
  expect(world.balances()['1000']).toBeUndefined()

  await world.putStatement('1001', workedRows, paidBy('901'))
  await putPayment(world, '901', '80.34')
  await world.run(paymentsToBank, bank)
  expect(world.balances()).toMatchObject({ 1000: '80.34' })
  expect(world.balances()['1160']).toBeUndefined()
})

test('a payment under way books nothing, nor does one that failed before it was booked', async () => {
  const world = openStatementWorld()
  await world.putStatement('1001', workedRows, paidBy('900'))
  await world.run(statementsToBooks, books)
  for (const status of ['PROCESSING', 'FAILED']) {
    await putPayment(world, '900', '80.34', { status, paid_time: 0 })
    const report = await world.run(paymentsToBank, bank)
    expect(report.counts).toMatchObject({ skipped: 1, failed: 0 })
  }
  expect(world.balances()).toMatchObject({ 1160: '80.34' })
})

test('pounds paid out in dollars clear at the rate of the books, and the difference is exchange', async () => {
  const world = openStatementWorld({ regions: ['GB'] })
  const sale = {
    id: 'A',
    type: 'ORDER',
    order_id: '1',
    revenue_amount: '1000.00',
    settlement_amount: '1000.00',
    revenue_breakdown: { subtotal_before_discount_amount: '1000.00' },
  }
  const currencies = { GBP: '2', USD: '1' }
  await world.putStatement('1001', [sale], { head: { payment_id: '900', currency: 'GBP' } })
  await putPayment(world, '900', '1262.50', {
    payment_amount_before_exchange: { value: '1000.00', currency: 'GBP' },
    exchange_rate: '1.262500',
  })
  await world.run(statementsToBooks, { ...books, currencies })
  const inBooks = toAmount(world.netsuite.ledger.balance('1160'))
  expect(textOf(inBooks, 2)).toBe('1270.00')

  await world.run(paymentsToBank, { ...bank, exchangeAccount: '7500', currencies })

  expect(world.balances()).toMatchObject({ 1000: '1262.50', 7500: '7.50' })
  expect(world.balances()['1160']).toBeUndefined()
})
