import type { JsonObject } from '@tiktok-ns/flow-engine'
import { expect, test } from 'vitest'
import { sampleAccounts, workedRows } from '../src/settlement/testing/worked-example.js'
import {
  billedBooks,
  billOrders,
  matching,
  saleRow,
  settledOrdersToPayments,
} from './testing/billed-orders.js'
import { openStatementWorld, statementsToBooks } from './testing/open-statement-world.js'
import { bankSettings, paidBy, paymentsToBank, penalty, putPayment } from './testing/payments.js'

// The worked examples of the accounting specification, each to the cent, in the sandbox's general ledger.

const books = { mode: 'journal', accounts: sampleAccounts }

const withRow = (id: string, change: JsonObject): readonly JsonObject[] =>
  workedRows.map(row => (row['id'] === id ? { ...row, ...change } : row))

test('the bank step: the payment empties clearing, and a reserve that is released later comes with another', async () => {
  const world = openStatementWorld()
  await world.putStatement('1001', workedRows, paidBy('900'))
  const release = {
    id: 'R2',
    type: 'RESERVE',
    associated_order_id: '5762',
    reserve_status: 'RELEASED',
    reserve_amount: '20.00',
    settlement_amount: '0',
  }
  await world.putStatement('1002', [release], { at: '2026-03-17T00:00:00Z', ...paidBy('901') })
  await putPayment(world, '900', '80.34')
  await putPayment(world, '901', '20.00')

  await world.run(statementsToBooks, books)
  await world.run(paymentsToBank, bankSettings)

  expect(world.balances()).toMatchObject({ 1000: '100.34' })
  expect(world.balances()['1160']).toBeUndefined()
  expect(world.balances()['1170']).toBeUndefined()
})

test('vector 1: a fee that the breakdown leaves out is unclassified at 8.25, and the entry balances', async () => {
  const world = openStatementWorld()
  const fee = { referral_fee_amount: '-3.60' }
  await world.putStatement('1001', withRow('A', { fee_tax_breakdown: { fee, tax: {} } }))

  await world.run(statementsToBooks, { ...books, suspenseLimit: '10.00' })

  // What is left of affiliates is the 3.60 that row C gives back.
  expect(world.balances()).toMatchObject({ 6199: '8.25', 6120: '-3.60', 1160: '80.34' })
})

test('vector 2: a row that is missing holds the statement, with the difference of 96.67', async () => {
  const world = openStatementWorld()
  const rows = workedRows.filter(({ id }) => id !== 'B')
  await world.putStatement('1001', rows, { head: { settlement_amount: '100.34' } })

  await world.run(statementsToBooks, books)

  const [parked] = await world.parked()
  expect(parked?.failure.message).toContain(
    'the rows give 3.67 of settlement_amount, and the statement says 100.34: 96.67 is missing',
  )
  expect(world.balances()).toEqual({})
})

test('vector 3: an administration fee of 0.50 after 0.43 is a correction of 0.07', async () => {
  const world = openStatementWorld()
  await world.putStatement('1001', workedRows)
  await world.run(statementsToBooks, books)
  const fee = {
    referral_fee_amount: '2.16',
    refund_administration_fee_amount: '-0.50',
    affiliate_commission_amount: '3.60',
  }
  await world.putStatement(
    '1001',
    withRow('C', {
      fee_tax_amount: '5.26',
      settlement_amount: '-35.84',
      fee_tax_breakdown: { fee, tax: {} },
    }),
  )

  await world.run(statementsToBooks, books)

  expect(await world.netsuite.get('journalEntry', 'eid:TTS-US1-JE-1001-adj1')).toMatchObject({
    line: {
      items: [
        { account: { id: '6130' }, debit: 0.07 },
        { account: { id: '1160' }, credit: 0.07 },
      ],
    },
  })
})

test('vector 4: a statement in pounds that is paid in dollars leaves its exchange difference and nothing in clearing', async () => {
  const world = openStatementWorld({ regions: ['GB'] })
  const currencies = { GBP: '2', USD: '1' }
  await world.putStatement('1001', [saleRow('A', '1', '1000.00')], {
    head: { payment_id: '900', currency: 'GBP' },
  })
  await putPayment(world, '900', '1262.50', {
    payment_amount_before_exchange: { value: '1000.00', currency: 'GBP' },
    exchange_rate: '1.262500',
  })

  await world.run(statementsToBooks, { ...books, currencies })
  await world.run(paymentsToBank, { ...bankSettings, exchangeAccount: '7500', currencies })

  expect(world.balances()).toMatchObject({ 1000: '1262.50', 7500: '7.50', 4000: '-1270.00' })
  expect(world.balances()['1160']).toBeUndefined()
})

test('vector 5: a statement of -12.00 is carried in clearing until the next statement clears it', async () => {
  const world = openStatementWorld()
  await world.putStatement('1000', [penalty('P', '-12.00')], { at: '2026-03-15T00:00:00Z' })
  await world.run(statementsToBooks, books)
  expect(world.balances()).toMatchObject({ 1160: '-12.00' })

  await world.putStatement('1000', [penalty('P', '-12.00')], { at: '2026-03-15T00:00:00Z', ...paidBy('900') })
  await world.putStatement('1001', workedRows, paidBy('900'))
  await putPayment(world, '900', '68.34')
  await world.run(statementsToBooks, books)
  await world.run(paymentsToBank, bankSettings)

  expect(world.balances()).toMatchObject({ 1000: '68.34' })
  expect(world.balances()['1160']).toBeUndefined()
})

test('vector 6: a row for an order never imported is booked, and is told as a missing order', async () => {
  const world = openStatementWorld()
  await world.putStatement('1001', workedRows)

  await world.run(statementsToBooks, books)
  await world.run(settledOrdersToPayments, { against: 'salesOrder', waitDays: 0 })

  expect(world.balances()).toMatchObject({ 1160: '80.34', 4000: '-180.00' })
  expect((await world.parked()).map(({ failure }) => failure.code)).toEqual(Array(3).fill('missing-order'))
})

test('domain cases 0.3 and 0.4: sale and refund of the 40.00 item leave the receivable and clearing at nothing, and the costs', async () => {
  const world = openStatementWorld()
  const orders = await billOrders(world)
  await orders.invoice('5761', '36.00')
  await orders.credit('5761', '36.00')
  const sale = {
    ...saleRow('A', '5761', '36.00'),
    fee_tax_amount: '-6.66',
    settlement_amount: '29.34',
    revenue_breakdown: { subtotal_before_discount_amount: '40.00', seller_discount_amount: '-4.00' },
    fee_tax_breakdown: {
      fee: { referral_fee_amount: '-2.16', affiliate_commission_amount: '-4.50' },
      tax: {},
    },
    supplementary_component: {
      customer_payment_amount: '32.88',
      platform_discount_amount: '6.00',
      sales_tax_amount: '2.88',
    },
  }
  const refund = {
    ...saleRow('B', '5761', '-36.00'),
    fee_tax_amount: '6.23',
    settlement_amount: '-29.77',
    revenue_breakdown: {
      refund_subtotal_before_discount_amount: '-40.00',
      seller_discount_refund_amount: '4.00',
    },
    fee_tax_breakdown: {
      fee: {
        referral_fee_amount: '2.16',
        refund_administration_fee_amount: '-0.43',
        affiliate_commission_amount: '4.50',
      },
      tax: {},
    },
  }
  await world.putStatement('1001', [sale], paidBy('900'))
  await world.putStatement('1002', [refund], { at: '2026-03-17T00:00:00Z', ...paidBy('900') })
  await putPayment(world, '900', '-0.43')

  await world.run(statementsToBooks, billedBooks(world))
  await world.run(paymentsToBank, bankSettings)
  await world.run(settledOrdersToPayments, matching(world))

  expect(world.balances()).toEqual({ 1000: '-0.43', 6130: '0.43' })
  expect(await orders.open()).toEqual([])
  expect(world.netsuite.ledger.balancesBy({ account: '1150', by: 'document' })).toEqual([])
})

test('domain case 0.5: shipping offered at nothing is 6.80 of cost and 3.99 of subsidy; a reserve of 20 % is out of clearing until it is released', async () => {
  const world = openStatementWorld()
  const shipped = {
    id: 'A',
    type: 'ORDER',
    order_id: '1',
    revenue_amount: '32.15',
    shipping_cost_amount: '-2.81',
    settlement_amount: '29.34',
    revenue_breakdown: { subtotal_before_discount_amount: '32.15' },
    shipping_cost_breakdown: { actual_shipping_fee_amount: '-6.80', shipping_fee_discount_amount: '3.99' },
  }
  const reserve = { id: 'R', type: 'RESERVE', associated_order_id: '1', settlement_amount: '0' }
  await world.putStatement('1001', [
    shipped,
    { ...reserve, reserve_status: 'COLLECTED', reserve_amount: '-5.87' },
  ])
  await world.run(statementsToBooks, books)
  expect(world.balances()).toMatchObject({ 6150: '6.80', 4110: '-3.99', 1170: '5.87', 1160: '23.47' })

  await world.putStatement('1002', [{ ...reserve, reserve_status: 'RELEASED', reserve_amount: '5.87' }], {
    at: '2026-03-17T00:00:00Z',
  })
  await world.run(statementsToBooks, books)
  expect(world.balances()).toMatchObject({ 1160: '29.34' })
  expect(world.balances()['1170']).toBeUndefined()
})
