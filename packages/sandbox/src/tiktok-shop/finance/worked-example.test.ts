import { expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../../create-sandbox.js'
import type { JsonObject } from '../../json.js'
import type { SandboxSeed } from '../../seed.js'
import { defaultTikTokShopCredentials as known } from '../seed.js'
import { admin } from '../testing/admin.js'
import { callChecked } from '../testing/call-checked.js'
import { callShop, rowsOf } from '../testing/call-shop.js'

type Shop = NonNullable<NonNullable<SandboxSeed['tiktokShop']>['shops']>[number]
type StatementSeed = NonNullable<NonNullable<Shop['finance']>['statements']>[number]

const amounts = (
  revenue: string,
  shipping: string,
  feeTax: string,
  adjustment: string,
  settlement: string,
) => ({
  revenue_amount: revenue,
  shipping_cost_amount: shipping,
  fee_tax_amount: feeTax,
  adjustment_amount: adjustment,
  settlement_amount: settlement,
  reserve_amount: '0.00',
})

/** Rows A to E of the worked example of the accounting reference, and the reserve that TikTok holds. */
const rows: readonly JsonObject[] = [
  {
    id: 'A',
    type: 'ORDER',
    order_id: '576000000000000001',
    order_create_time: 1_772_300_000,
    ...amounts('55.00', '-1.21', '-11.85', '0.00', '41.94'),
    revenue_breakdown: { subtotal_before_discount_amount: '60.00', seller_discount_amount: '-5.00' },
    shipping_cost_breakdown: {
      customer_paid_shipping_fee_amount: '4.99',
      actual_shipping_fee_amount: '-6.20',
    },
    fee_tax_breakdown: {
      fee: { referral_fee_amount: '-3.60', affiliate_commission_amount: '-8.25' },
      tax: {},
    },
  },
  {
    id: 'B',
    type: 'ORDER',
    order_id: '576000000000000002',
    order_create_time: 1_772_300_001,
    ...amounts('108.00', '-4.85', '-6.48', '0.00', '96.67'),
  },
  {
    id: 'C',
    type: 'ORDER',
    order_id: '576000000000000003',
    order_create_time: 1_772_300_002,
    ...amounts('-36.00', '-5.10', '5.33', '0.00', '-35.77'),
  },
  {
    id: 'D',
    type: 'LOGISTICS_REIMBURSEMENT',
    adjustment_id: 'D',
    ...amounts('0.00', '0.00', '0.00', '7.50', '7.50'),
  },
  {
    id: 'E',
    type: 'GMV_PAYMENT_FOR_ADS',
    adjustment_id: 'E',
    ...amounts('0.00', '0.00', '0.00', '-10.00', '-10.00'),
  },
  {
    id: 'F',
    type: 'RESERVE',
    reserve_id: 'F',
    reserve_status: 'COLLECTED',
    ...amounts('0.00', '0.00', '0.00', '0.00', '0.00'),
    reserve_amount: '-20.00',
  },
]

const openShop = (own: readonly JsonObject[], stated?: JsonObject, more: Partial<Shop> = {}): Sandbox => {
  const statement: StatementSeed = {
    head: { id: 'ST-1001', statement_time: 1_772_323_200, currency: 'USD', payment_status: 'PROCESSING' },
    rows: own.map(row => ({ row, skus: [] })),
    payableCents: 8_034,
    ...(stated === undefined ? {} : { stated }),
  }
  return createSandbox({
    clock: { at: '2026-03-02T00:00:00Z' },
    seed: {
      tiktokShop: {
        shops: [
          {
            id: known.shopId,
            name: 'Example shop',
            code: 'USLCSANDBOX1',
            cipher: known.shopCipher,
            ...more,
            finance: { ...more.finance, statements: [statement] },
          },
        ],
      },
    },
  })
}

const read = async (sandbox: Sandbox): Promise<JsonObject> =>
  (
    await callChecked(sandbox, {
      path: '/finance/202501/statements/ST-1001/statement_transactions',
      query: { sort_field: 'order_create_time', page_size: '100' },
    })
  ).data ?? {}

test('the worked example is a seed: 100.34 settled, 20.00 held back, 80.34 payable', async () => {
  const answer = await read(openShop(rows))

  expect(answer).toMatchObject({
    total_settlement_amount: '100.34',
    total_reserve_amount: '-20.00',
    payable_amount: '80.34',
    total_settlement_breakdown: {
      total_revenue_amount: '127.00',
      total_shipping_cost_amount: '-11.16',
      total_fee_tax_amount: '-13.00',
      total_adjustment_amount: '-2.50',
    },
  })
  expect(rowsOf(answer, 'transactions')).toHaveLength(6)
})

test('its failures are seeds as well: a fee nobody names, a row that is missing, a statement below nothing', async () => {
  const unnamed = rows.map(row =>
    row['id'] === 'A'
      ? { ...row, fee_tax_breakdown: { fee: { referral_fee_amount: '-3.60' }, tax: {} } }
      : row,
  )
  expect(await read(openShop(unnamed))).toMatchObject({ total_settlement_amount: '100.34' })

  const stated = { total_settlement_amount: '100.34', payable_amount: '80.34' }
  const missing = await read(
    openShop(
      rows.filter(({ id }) => id !== 'B'),
      stated,
    ),
  )
  expect(missing).toMatchObject({ ...stated, total_settlement_breakdown: { total_revenue_amount: '19.00' } })

  const owed = await read(openShop([{ ...rows[4], ...amounts('0.00', '0.00', '0.00', '-12.00', '-12.00') }]))
  expect(owed).toMatchObject({ payable_amount: '-12.00' })
})

test('a closed statement says something else when it is asked for again', async () => {
  const sandbox = openShop(rows)
  expect(await read(sandbox)).toMatchObject({ payable_amount: '80.34' })
  const { statements } = Object(await admin(sandbox, 'GET', '/statements'))
  const dearer = rows.map(row =>
    row['id'] === 'C' ? { ...row, ...amounts('-36.00', '-5.10', '5.26', '0.00', '-35.84') } : row,
  )
  await admin(sandbox, 'PUT', '/statements', {
    statements: [{ ...statements[0], rows: dearer.map(row => ({ row, skus: [] })), payableCents: 8_027 }],
  })

  expect(await read(sandbox)).toMatchObject({
    total_settlement_amount: '100.27',
    payable_amount: '80.27',
    total_settlement_breakdown: { total_fee_tax_amount: '-13.07' },
  })
})

test('a statement has rows of orders that the shop does not know', async () => {
  const sandbox = openShop(rows)
  const [row] = rowsOf(await read(sandbox), 'transactions')
  const { code, data } = await callShop(sandbox, {
    path: '/order/202507/orders',
    query: { ids: String(row?.['order_id']) },
  })

  expect(code).toBe(0)
  expect(rowsOf(data, 'orders')).toEqual([])
})

test('a statement in one currency is paid in another, at the rate of its payment', async () => {
  const money = (value: string, currency: string) => ({ value, currency })
  const sandbox = openShop(rows, undefined, {
    region: 'GB',
    currency: 'GBP',
    finance: {
      payments: [
        {
          id: 'PAY-1',
          create_time: 1_772_330_000,
          status: 'PAID',
          amount: money('101.43', 'USD'),
          payment_amount_before_exchange: money('80.34', 'GBP'),
          settlement_amount: money('80.34', 'GBP'),
          reserve_amount: money('0.00', 'GBP'),
          exchange_rate: '1.262500',
        },
      ],
    },
  })
  const { data } = await callChecked(sandbox, {
    path: '/finance/202309/payments',
    query: { sort_field: 'create_time' },
  })

  expect(rowsOf(data, 'payments')).toMatchObject([
    { amount: { value: '101.43', currency: 'USD' }, payment_amount_before_exchange: { currency: 'GBP' } },
  ])
})

test('a statement of five thousand rows is paged through, each row once', async () => {
  const many = Array.from({ length: 5_000 }, (_, index) => ({
    ...rows[0],
    id: `A${index}`,
    order_create_time: 1_772_300_000 + index,
  }))
  const sandbox = openShop(many)
  const seen = new Set<unknown>()
  let token = ''
  do {
    const { data } = await callShop(sandbox, {
      path: '/finance/202501/statements/ST-1001/statement_transactions',
      query: {
        sort_field: 'order_create_time',
        page_size: '100',
        ...(token === '' ? {} : { page_token: token }),
      },
    })
    expect(data?.['total_count']).toBe(5_000)
    for (const { id } of rowsOf(data, 'transactions')) seen.add(id)
    token = String(data?.['next_page_token'] ?? '')
  } while (token !== '')

  expect(seen.size).toBe(5_000)
})
