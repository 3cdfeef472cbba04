import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sumCents, toCents } from '../../cents.js'
import { createSandbox, type Sandbox } from '../../create-sandbox.js'
import { makeShop } from '../../generate/make-shop.js'
import { isJsonObject, type JsonObject } from '../../json.js'
import type { TikTokShopSettings } from '../settings.js'
import { admin } from '../testing/admin.js'
import { callChecked } from '../testing/call-checked.js'
import { rowsOf } from '../testing/call-shop.js'
import { withLongLivedToken } from '../testing/long-lived-token.js'

const nowMs = Date.parse('2026-03-02T10:00:00Z')
const day = 24 * 3_600_000

const openSandbox = (seed: number, settings: Partial<TikTokShopSettings> = {}, orders = 60) => {
  const made = makeShop({ orders, seed, nowMs })
  const known = withLongLivedToken(made.seed)
  const sandbox = createSandbox({
    clock: { at: nowMs },
    seed: { ...known, tiktokShop: { ...known.tiktokShop, settings } },
  })
  return { made, sandbox }
}

const cents = (object: JsonObject, name: string): number => toCents(String(object[name]))
const part = (object: JsonObject, name: string): JsonObject =>
  isJsonObject(object[name]) ? object[name] : {}
const sumOfAmounts = (object: JsonObject): number =>
  sumCents(
    Object.values(object)
      .filter(value => typeof value === 'string')
      .map(value => toCents(value)),
  )

const statementsOf = async (sandbox: Sandbox) =>
  rowsOf(
    (
      await callChecked(sandbox, {
        path: '/finance/202309/statements',
        query: { sort_field: 'statement_time', page_size: '100' },
      })
    ).data,
    'statements',
  )
const transactionsOf = async (sandbox: Sandbox, id: unknown) => {
  const rows: JsonObject[] = []
  let head: JsonObject = {}
  let token = ''
  do {
    const { data } = await callChecked(sandbox, {
      path: `/finance/202501/statements/${id}/statement_transactions`,
      query: { sort_field: 'order_create_time', page_size: '7', ...(token ? { page_token: token } : {}) },
    })
    head = data ?? {}
    rows.push(...rowsOf(head, 'transactions'))
    token = String(head['next_page_token'])
  } while (token)
  return { head, rows }
}
const paymentsOf = async (sandbox: Sandbox) =>
  rowsOf(
    (
      await callChecked(sandbox, {
        path: '/finance/202605/payments',
        query: { sort_field: 'create_time', page_size: '100' },
      })
    ).data,
    'payments',
  )

/** A month in which some refunds, a penalty and a correction happen. */
const liveThroughMonth = async (sandbox: Sandbox, made: ReturnType<typeof makeShop>) => {
  sandbox.clock.advance(day)
  const delivered = made.orders.filter(row => made.kinds.get(row.id) === 'delivered')
  for (const order of delivered.slice(0, 2)) {
    const asked = await admin(sandbox, 'POST', `/orders/${order.id}/return-request`, {
      type: 'REFUND',
      reason: 'ecom_order_delivered_refund_reason_not_received',
      lineIds: order.line_items.slice(0, 1).map(line => line.id),
    })
    await callChecked(sandbox, {
      path: `/return_refund/202309/returns/${asked['return_id']}/approve`,
      body: { decision: 'APPROVE_REFUND' },
    })
  }
  sandbox.clock.advance(10 * day)
  await admin(sandbox, 'POST', '/finance/adjustments', { type: 'PLATFORM_PENALTY', amount: '-12.34' })
  await admin(sandbox, 'POST', '/finance/adjustments', {
    type: 'PLATFORM_COMMISSION_ADJUSTMENT',
    amount: '0.56',
    orderId: delivered[0]?.id,
  })
  sandbox.clock.advance(25 * day)
}

describe('every identity holds to the cent', () => {
  test('rows, statements, orders by SKU and payments, whatever the orders', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.constantFrom(0, 0.2), async (seed, reserveRate) => {
        const { made, sandbox } = openSandbox(seed, { reserveRate })
        await liveThroughMonth(sandbox, made)
        const statements = await statementsOf(sandbox)
        expect(statements.length).toBeGreaterThan(2)
        const payable = new Map<string, number>()
        const settledOrders = new Set<string>()

        for (const statement of statements) {
          const { head, rows } = await transactionsOf(sandbox, statement['id'])
          expect(Number(statement['statement_time']) % 86_400).toBe(0)
          expect(rows).toHaveLength(Number(head['total_count']))
          for (const row of rows) {
            expect(cents(row, 'settlement_amount')).toBe(
              cents(row, 'revenue_amount') +
                cents(row, 'shipping_cost_amount') +
                cents(row, 'fee_tax_amount') +
                cents(row, 'adjustment_amount'),
            )
            if (row['type'] !== 'ORDER') continue
            settledOrders.add(String(row['order_id']))
            expect(sumOfAmounts(part(row, 'revenue_breakdown'))).toBe(cents(row, 'revenue_amount'))
            expect(sumOfAmounts(part(row, 'shipping_cost_breakdown'))).toBe(
              cents(row, 'shipping_cost_amount'),
            )
            const fees = part(row, 'fee_tax_breakdown')
            expect(sumOfAmounts(part(fees, 'fee')) + sumOfAmounts(part(fees, 'tax'))).toBe(
              cents(row, 'fee_tax_amount'),
            )
          }
          const total = part(head, 'total_settlement_breakdown')
          expect(sumOfAmounts(total)).toBe(cents(head, 'total_settlement_amount'))
          expect(sumCents(rows.map(row => cents(row, 'settlement_amount')))).toBe(
            cents(head, 'total_settlement_amount'),
          )
          expect(cents(head, 'payable_amount')).toBe(
            cents(head, 'total_settlement_amount') + cents(head, 'total_reserve_amount'),
          )
          expect(cents(statement, 'settlement_amount')).toBe(cents(head, 'total_settlement_amount'))
          const paymentId = String(statement['payment_id'])
          payable.set(paymentId, (payable.get(paymentId) ?? 0) + cents(head, 'payable_amount'))
        }

        for (const payment of await paymentsOf(sandbox)) {
          expect(cents(part(payment, 'payment_amount_before_exchange'), 'value')).toBe(
            payable.get(String(payment['id'])),
          )
        }
        for (const id of settledOrders) {
          const { data } = await callChecked(sandbox, {
            path: `/finance/202501/orders/${id}/statement_transactions`,
          })
          const skus = rowsOf(data, 'sku_transactions')
          expect(sumCents(skus.map(row => cents(row, 'settlement_amount')))).toBe(
            cents(data ?? {}, 'settlement_amount'),
          )
        }
      }),
      { numRuns: 4 },
    )
  })

  test('revenue is list price less the seller discount of the units delivered', async () => {
    const { made, sandbox } = openSandbox(3)
    sandbox.clock.advance(15 * day)
    const order = made.orders.find(row => made.kinds.get(row.id) === 'delivered')
    const { data } = await callChecked(sandbox, {
      path: `/finance/202501/orders/${order?.id}/statement_transactions`,
    })

    expect(cents(data ?? {}, 'revenue_amount')).toBe(
      toCents(order?.payment?.['original_total_product_price']) -
        toCents(order?.payment?.['seller_discount']),
    )
  })

  test('a unit that TikTok paid for in full and that comes back after its sale was settled takes its revenue back', async () => {
    const { made, sandbox } = openSandbox(3, { settleAfterSecs: 3_600 })
    const delivered = made.orders.find(row => made.kinds.get(row.id) === 'delivered')
    const [unit] = delivered?.line_items ?? []
    const order = await admin(sandbox, 'POST', '/orders', {
      ...delivered,
      id: '577900000000000901',
      status: 'IN_TRANSIT',
      line_items: [
        {
          ...unit,
          id: '577900000000000901001',
          display_status: 'IN_TRANSIT',
          original_price: '9.99',
          seller_discount: '0.00',
          platform_discount: '9.99',
          sale_price: '0.00',
          item_tax: [],
        },
      ],
    })
    await admin(sandbox, 'POST', `/orders/${order['id']}/advance`)
    sandbox.clock.advance(day)
    const asked = await admin(sandbox, 'POST', `/orders/${order['id']}/return-request`, {
      type: 'REFUND',
      reason: 'ecom_order_delivered_refund_and_return_reason_no_need',
    })
    for (const status of ['RETURN_OR_REFUND_REQUEST_SUCCESS', 'RETURN_OR_REFUND_REQUEST_COMPLETE'])
      await admin(sandbox, 'POST', `/returns/${asked['return_id']}/status`, { status, by: 'SELLER' })
    sandbox.clock.advance(2 * day)

    const { data } = await callChecked(sandbox, {
      path: `/finance/202501/orders/${order['id']}/statement_transactions`,
    })
    expect(asked).toMatchObject({ refund_amount: { refund_total: '0.00' } })
    expect(data).toMatchObject({ total_count: 2, revenue_amount: '0.00' })
  })

  test('a reserve is held back on the settlement and released later, to the cent', async () => {
    const { sandbox } = openSandbox(5, { reserveRate: 0.2 })
    sandbox.clock.advance(45 * day)
    const reserves: JsonObject[] = []
    for (const statement of await statementsOf(sandbox)) {
      const { rows } = await transactionsOf(sandbox, statement['id'])
      reserves.push(...rows.filter(row => row['type'] === 'RESERVE'))
    }

    expect(new Set(reserves.map(row => row['reserve_status']))).toEqual(new Set(['COLLECTED', 'RELEASED']))
    expect(sumCents(reserves.map(row => cents(row, 'reserve_amount')))).toBe(0)
  })
})

test('orders not yet settled are estimated, and leave the list once they are', async () => {
  const { sandbox } = openSandbox(3)
  const unsettled = async () =>
    (
      await callChecked(sandbox, {
        path: '/finance/202507/orders/unsettled',
        query: { sort_field: 'order_create_time', page_size: '100' },
      })
    ).data
  const before = await unsettled()
  sandbox.clock.advance(15 * day)

  expect(Number(before?.['total_count'])).toBeGreaterThan(3)
  expect(await unsettled()).toMatchObject({ total_count: 0, sum_est_settlement_amount: '0.00' })
})

test('a statement too small to be paid is paid with a later one', async () => {
  const { sandbox } = openSandbox(3, { minimumPayout: '100.00' })
  await admin(sandbox, 'POST', '/finance/adjustments', { type: 'REBATE', amount: '60.00' })
  sandbox.clock.advance(4 * day)
  const waiting = (await statementsOf(sandbox)).filter(row => row['payment_status'] === 'PROCESSING')
  expect(waiting.map(row => row['settlement_amount'])).toContain('60.00')

  sandbox.clock.advance(20 * day)

  const statements = await statementsOf(sandbox)
  expect(statements.every(row => row['payment_status'] === 'PAID')).toBe(true)
  expect(new Set(statements.map(row => row['payment_id'])).size).toBeLessThan(statements.length)
})

test.each([
  [
    'row-sum',
    (head: JsonObject, rows: JsonObject[]) =>
      cents(rows[0] ?? {}, 'settlement_amount') + cents(head, 'total_settlement_amount'),
  ],
  ['statement-total', (head: JsonObject) => cents(head, 'total_settlement_amount')],
  ['payable', (head: JsonObject) => cents(head, 'payable_amount')],
  ['row-count', (head: JsonObject) => Number(head['total_count'])],
] as const)('the identity %s can be broken on purpose, by one', async (identity, read) => {
  const { sandbox } = openSandbox(3)
  sandbox.clock.advance(9 * day)
  const [statement] = await statementsOf(sandbox)
  const whole = await transactionsOf(sandbox, statement?.['id'])
  await admin(sandbox, 'PUT', '/finance/broken', { broken: [identity] })
  const broken = await transactionsOf(sandbox, statement?.['id'])

  expect(read(broken.head, broken.rows) - read(whole.head, whole.rows)).toBe(1)
})

test('so can that of payments with the statements that they pay', async () => {
  const { sandbox } = openSandbox(3)
  sandbox.clock.advance(20 * day)
  const valuesOf = async () =>
    (await paymentsOf(sandbox)).map(row => cents(part(row, 'payment_amount_before_exchange'), 'value'))
  const whole = await valuesOf()
  await admin(sandbox, 'PUT', '/finance/broken', { broken: ['payment'] })

  expect(whole.length).toBeGreaterThan(0)
  expect(await valuesOf()).toEqual(whole.map(value => value + 1))
})

test('withdrawals are listed by type', async () => {
  const { sandbox } = openSandbox(3)
  await admin(sandbox, 'POST', '/finance/withdrawals', { type: 'WITHDRAW', amount: '250' })
  await admin(sandbox, 'POST', '/finance/withdrawals', { type: 'SETTLE', amount: '250.00' })
  const { data } = await callChecked(sandbox, {
    path: '/finance/202309/withdrawals',
    query: { types: 'WITHDRAW', page_size: '10' },
  })

  expect(rowsOf(data, 'withdrawals')).toMatchObject([
    { type: 'WITHDRAW', amount: '250.00', status: 'SUCCESS' },
  ])
  expect((await callChecked(sandbox, { path: '/finance/202309/withdrawals' })).code).toBe(36009004)
})
