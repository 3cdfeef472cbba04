import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../../create-sandbox.js'
import { makeShop } from '../../generate/make-shop.js'
import type { JsonObject } from '../../json.js'
import { admin } from '../testing/admin.js'
import { callChecked } from '../testing/call-checked.js'
import { rowsOf } from '../testing/call-shop.js'
import { withLongLivedToken } from '../testing/long-lived-token.js'

const nowMs = Date.parse('2026-03-02T10:00:00Z')
const day = 24 * 3_600_000

/** A shop that has nothing but what a test books. */
const openShop = (changes: object = {}) => {
  const { seed } = makeShop({ orders: 0, nowMs })
  const { tiktokShop } = withLongLivedToken(seed)
  // Without a currency of its own a shop has its market's.
  const shops = (tiktokShop?.shops ?? []).map(({ currency: _, ...shop }) => ({ ...shop, ...changes }))
  return createSandbox({ clock: { at: nowMs }, seed: { tiktokShop: { ...tiktokShop, shops } } })
}
const book = (sandbox: Sandbox, amount: string, more: JsonObject = {}) =>
  admin(sandbox, 'POST', '/finance/adjustments', { type: 'REBATE', amount, ...more })
const list = async (sandbox: Sandbox, what: 'statements' | 'payments' | 'withdrawals') => {
  const calls = {
    statements: { path: '/finance/202309/statements', query: { sort_field: 'statement_time' } },
    payments: { path: '/finance/202605/payments', query: { sort_field: 'create_time' } },
    withdrawals: { path: '/finance/202309/withdrawals', query: { types: 'SETTLE,WITHDRAW' } },
  }
  return rowsOf((await callChecked(sandbox, calls[what])).data, what)
}

test('a payout in another currency carries both amounts and the rate', async () => {
  const sandbox = openShop({ region: 'GB', payout: { currency: 'USD', exchange_rate: '1.262500' } })
  await book(sandbox, '1000.00')
  sandbox.clock.advance(4 * day)

  expect(await list(sandbox, 'payments')).toMatchObject([
    {
      amount: { value: '1262.50', currency: 'USD' },
      payment_amount_before_exchange: { value: '1000.00', currency: 'GBP' },
      exchange_rate: '1.262500',
    },
  ])
})

test('a currency without decimals is paid out to the cent of the other, whatever the sum', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 10_000_000 }), async yen => {
      const sandbox = openShop({ region: 'JP', payout: { currency: 'USD', exchange_rate: '0.006712' } })
      await book(sandbox, String(yen))
      sandbox.clock.advance(4 * day)
      const [payment] = await list(sandbox, 'payments')

      expect(payment).toMatchObject({
        amount: { value: (Math.round(yen * 0.6712 + 1e-9) / 100).toFixed(2), currency: 'USD' },
        payment_amount_before_exchange: { value: String(yen), currency: 'JPY' },
      })
    }),
    { numRuns: 20 },
  )
})

test('a payment that fails leaves its statements unpaid, and they are paid under another id', async () => {
  const sandbox = openShop()
  await admin(sandbox, 'PUT', '/finance/failing-payments', { count: 1 })
  await book(sandbox, '50.00')
  sandbox.clock.advance(3 * day)
  expect(await list(sandbox, 'payments')).toMatchObject([{ status: 'FAILED', paid_time: 0 }])
  expect(await list(sandbox, 'statements')).toMatchObject([{ payment_status: 'FAILED' }])

  sandbox.clock.advance(3 * day)
  const [failed, paid] = await list(sandbox, 'payments')
  expect(paid).toMatchObject({ status: 'PAID', amount: failed?.['amount'] })
  expect(await list(sandbox, 'statements')).toMatchObject([
    { payment_status: 'PAID', payment_id: paid?.['id'] },
  ])
})

test('a bank may send a payment back', async () => {
  const sandbox = openShop()
  await book(sandbox, '50.00')
  sandbox.clock.advance(3 * day)
  const [paid] = await list(sandbox, 'payments')
  await admin(sandbox, 'POST', `/payments/${paid?.['id']}/fail`)
  expect(await list(sandbox, 'payments')).toMatchObject([{ id: paid?.['id'], status: 'FAILED' }])

  sandbox.clock.advance(3 * day)
  expect((await list(sandbox, 'payments')).map(row => row['status'])).toEqual(['FAILED', 'PAID'])
})

test('in South-East Asia the money goes into a wallet, and no payment is ever listed', async () => {
  const sandbox = openShop({ region: 'ID' })
  await book(sandbox, '125000')
  sandbox.clock.advance(4 * day)
  await admin(sandbox, 'POST', '/finance/withdrawals', { type: 'WITHDRAW', amount: '125000' })

  expect(await list(sandbox, 'payments')).toEqual([])
  expect(
    (await list(sandbox, 'withdrawals')).map(row => [row['type'], row['amount'], row['currency']]),
  ).toEqual(
    expect.arrayContaining([
      ['SETTLE', '125000', 'IDR'],
      ['WITHDRAW', '125000', 'IDR'],
    ]),
  )
  expect(await list(sandbox, 'statements')).toMatchObject([{ payment_status: 'PAID' }])
})

test('a closed statement may grow until it is paid; pairs under one adjustment id are two rows', async () => {
  const sandbox = openShop()
  await book(sandbox, '10.00', { adjustmentId: 'pair', type: 'OTHER_ADJUSTMENT' })
  await book(sandbox, '-10.00', { adjustmentId: 'pair', type: 'OTHER_ADJUSTMENT' })
  await book(sandbox, '7.00')
  sandbox.clock.advance(day)
  const [before] = await list(sandbox, 'statements')
  expect(before).toMatchObject({ settlement_amount: '7.00' })

  const amend = () =>
    admin(sandbox, 'POST', `/statements/${before?.['id']}/adjustments`, {
      type: 'GMV_PAYMENT_FOR_ADS',
      amount: '-2.50',
    })
  await amend()
  expect(await list(sandbox, 'statements')).toMatchObject([
    { id: before?.['id'], settlement_amount: '4.50', adjustment_amount: '4.50' },
  ])
  const { data } = await callChecked(sandbox, {
    path: `/finance/202501/statements/${before?.['id']}/statement_transactions`,
    query: { sort_field: 'order_create_time' },
  })
  expect(rowsOf(data, 'transactions').filter(row => row['adjustment_id'] === 'pair')).toHaveLength(2)

  sandbox.clock.advance(3 * day)
  await expect(amend()).rejects.toThrow('corrections come on a later one')
})
