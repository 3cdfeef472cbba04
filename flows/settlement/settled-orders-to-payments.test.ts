import { expect, test } from 'vitest'
import { readMonthReconciliation } from '../src/settlement/index.js'
import { workedRows } from '../src/settlement/testing/worked-example.js'
import {
  billedBooks,
  billOrders,
  matching,
  refundRow,
  saleRow,
  settledOrdersToPayments,
} from './testing/billed-orders.js'
import { openStatementWorld, statementsToBooks } from './testing/open-statement-world.js'
import { penalty } from './testing/payments.js'

const payments = 'customerPayment'

test('what statements take off the receivable pays invoices and credit memos, once, and nothing is left open', async () => {
  const world = openStatementWorld()
  const orders = await billOrders(world)
  await orders.invoice('5761', '59.99')
  await orders.invoice('5762', '108.00')
  await orders.credit('5700', '36.00')
  await world.putStatement('1001', workedRows)
  await world.run(statementsToBooks, billedBooks(world))
  expect(world.balances()).toMatchObject({ 1160: '80.34' })
  expect(await orders.open()).toHaveLength(3)

  const report = await world.run(settledOrdersToPayments, matching(world))

  expect(report.counts).toEqual({ read: 6, written: 3, skipped: 3, failed: 0 })
  expect(await orders.open()).toEqual([])
  expect(world.netsuite.ledger.balancesBy({ account: '1150', by: 'document' })).toEqual([])
  const [payment, ...others] = await world.netsuite.list(payments)
  expect(others).toEqual([])
  expect(payment).toMatchObject({ payment: 0, memo: 'TikTok statement 1001: 3 rows applied' })

  await world.run(settledOrdersToPayments, matching(world), { again: true, fromMs: 0 })
  expect(await world.netsuite.list(payments)).toHaveLength(1)
  expect(await world.parked()).toEqual([])
})

test('a sale of one statement and its refund of the next, billed and credited in parts, end at nothing', async () => {
  const world = openStatementWorld()
  const orders = await billOrders(world)
  await orders.invoice('1', '20.00', 'TTS-US1-INV-1-1')
  await orders.invoice('1', '16.00', 'TTS-US1-INV-1-2')
  await world.putStatement('1001', [saleRow('A', '1', '36.00')], { at: '2026-03-16T00:00:00Z' })
  await world.run(statementsToBooks, billedBooks(world))
  await world.run(settledOrdersToPayments, matching(world))
  expect(await orders.open()).toEqual([])

  await world.putStatement('1002', [refundRow('B', '1', '-16.00')], { at: '2026-03-17T00:00:00Z' })
  await world.run(statementsToBooks, billedBooks(world))
  const waiting = await world.run(settledOrdersToPayments, matching(world))
  expect(waiting.counts).toMatchObject({ failed: 0, written: 0 })

  await orders.credit('1', '16.00')
  await world.run(settledOrdersToPayments, matching(world))
  expect(await orders.open()).toEqual([])
  expect(world.netsuite.ledger.balancesBy({ account: '1150', by: 'document' })).toEqual([])
})

test('a sale and its refund that end one page and begin the next are applied once', async () => {
  const world = openStatementWorld()
  const orders = await billOrders(world)
  await orders.invoice('1', '36.00')
  await orders.credit('1', '36.00')
  await world.putStatement('1001', [saleRow('A', '1', '36.00')], { at: '2026-03-16T00:00:00Z' })
  await world.putStatement('1002', [refundRow('B', '1', '-36.00')], { at: '2026-03-17T00:00:00Z' })
  await world.run(statementsToBooks, billedBooks(world))

  await world.run(settledOrdersToPayments, matching(world))

  expect((await world.parked()).map(({ failure }) => failure.message)).toEqual([])
  expect(await orders.open()).toEqual([])
  expect(await world.netsuite.list(payments)).toHaveLength(1)
})

test('in another currency than the books an invoice is paid in part, in its own currency, and its rest stays open', async () => {
  const world = openStatementWorld({ regions: ['GB'] })
  const currencies = { GBP: '2', USD: '1' }
  const orders = await billOrders(world, currencies.GBP)
  await orders.invoice('1', '20.00', 'TTS-GB1-INV-1-1')
  await orders.invoice('1', '16.02', 'TTS-GB1-INV-1-2')
  const inPounds = { head: { currency: 'GBP' } }
  await world.putStatement('1001', [saleRow('A', '1', '36.00')], inPounds)
  const books = { ...billedBooks(world), currencies }
  const match = { ...matching(world), currencies }

  await world.run(statementsToBooks, books)
  await world.run(settledOrdersToPayments, match)
  expect((await world.parked()).map(({ failure }) => failure.code)).toEqual(['rounding'])
  await world.retry(settledOrdersToPayments, { ...match, tolerance: '0.02' })

  expect(await world.parked()).toEqual([])
  const [payment, ...others] = await world.netsuite.list(payments)
  expect(others).toEqual([])
  expect(payment).toMatchObject({ currency: { id: '2' }, payment: 0 })
  const open = await Promise.all((await orders.open()).map(id => world.netsuite.get('invoice', id)))
  expect(open.map(invoice => [invoice['externalId'], invoice['amountRemaining']])).toEqual([
    ['TTS-GB1-INV-1-2', 0.02],
  ])

  await world.putStatement('1002', [refundRow('B', '1', '-16.00')], {
    at: '2026-03-17T00:00:00Z',
    ...inPounds,
  })
  await world.run(statementsToBooks, books)
  await orders.credit('1', '16.02')
  await world.run(settledOrdersToPayments, { ...match, tolerance: '0.02' })
  expect(await world.parked()).toEqual([])
  expect(await world.netsuite.list(payments)).toHaveLength(2)
})

test('each way in which a row and the books can differ is a variance of its own, that resolves once it is put right', async () => {
  const world = openStatementWorld({ at: '2026-04-02T10:00:00Z' })
  const orders = await billOrders(world)
  await orders.order('2', '20.00')
  await orders.invoice('3', '30.00')
  await orders.invoice('4', '40.02')
  await orders.invoice('5', '50.00')
  await orders.invoice('5', '50.00', 'TTS-US1-INV-5-again')
  await orders.invoice('6', '60.00')
  await orders.credit('7', '70.00')
  await world.putStatement('1000', [saleRow('F', '6', '60.00')], { at: '2026-03-15T00:00:00Z' })
  await world.run(statementsToBooks, billedBooks(world))
  await world.run(settledOrdersToPayments, matching(world))
  await world.putStatement('1001', [
    saleRow('A', '1', '10.00'),
    saleRow('B', '2', '20.00'),
    saleRow('C', '3', '33.00'),
    saleRow('D', '4', '40.00'),
    saleRow('E', '5', '50.00'),
    refundRow('F', '6', '-60.00'),
    { ...penalty('G', '-70.00'), type: 'CHARGE_BACK', adjustment_order_id: '7' },
  ])
  await world.run(statementsToBooks, billedBooks(world))

  await world.run(settledOrdersToPayments, matching(world))

  expect(
    (await world.parked()).map(({ traceKey, failure }) => [traceKey, failure.code, failure.message]),
  ).toEqual([
    ['1001:A', 'missing-order', 'missing order: order 1 is settled, and NetSuite has no such order'],
    ['1001:B', 'timing', 'timing: order 2 is settled at 20.00 and not billed'],
    [
      '1001:C',
      'amount-differs',
      'amount differs: order 3 is billed at 30.00, credited at 0.00 and settled at 33.00: -3.00 stays on the receivable',
    ],
    [
      '1001:D',
      'rounding',
      'rounding: order 4 is billed at 40.02, credited at 0.00 and settled at 40.00: 0.02 stays on the receivable',
    ],
    ['1001:E', 'duplicate', 'duplicate: order 5 is billed twice: TTS-US1-INV-5, TTS-US1-INV-5-again'],
    ['1001:F', 'timing', 'timing: a refund of 60.00 of order 6 is settled, and nothing is credited'],
    [
      '1001:G',
      'chargeback',
      'chargeback: -70.00 was taken back by a bank: order 7, which is refunded already by TTS-US1-CM-7',
    ],
  ])
  expect(await world.netsuite.list(payments)).toHaveLength(1)
  const { document } = await readMonthReconciliation(
    {
      ...world.connectors,
      shopKey: 'US1',
      settings: billedBooks(world),
      signal: new AbortController().signal,
    },
    '2026-03',
  )
  const receivable = document.tables.find(({ title }) => title === 'Open on the receivable')
  expect(receivable?.rows).toContainEqual(['order 3', '2026-03-10', '21', '-3.00'])
  expect(receivable?.rows).toContainEqual(['order 5', '2026-03-10', '21', '50.00'])

  await orders.invoice('1', '10.00')
  await orders.invoice('2', '20.00')
  await orders.invoice('3', '3.00', 'TTS-US1-INV-3-rest')
  await world.netsuite.client.records.delete('invoice', { externalId: 'TTS-US1-INV-5-again' })
  await orders.credit('6', '60.00')
  await world.retry(settledOrdersToPayments, { ...matching(world), tolerance: '0.02' })

  const left = (await world.parked()).map(({ traceKey }) => traceKey)
  expect(left).toEqual(['1001:G'])
  await world.store.changeParked({
    flow: `${settledOrdersToPayments} US1`,
    traceKey: '1001:G',
    resolvedAtMs: world.sandbox.clock.now(),
  })
  await world.run(settledOrdersToPayments, matching(world), { fromMs: 0 })
  expect(await world.parked()).toEqual([])
})
