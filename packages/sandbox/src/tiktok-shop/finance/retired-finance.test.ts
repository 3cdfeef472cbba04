import { expect, test } from 'vitest'
import { sumCents, toCents } from '../../cents.js'
import { createSandbox } from '../../create-sandbox.js'
import { makeMonth } from '../../generate/make-month.js'
import { callChecked } from '../testing/call-checked.js'
import { rowsOf } from '../testing/call-shop.js'
import { withLongLivedToken } from '../testing/long-lived-token.js'

const month = await makeMonth({ orders: 60, seed: 5, start: '2025-11-01T00:00:00Z', days: 30 })
const [statement] = month.seed.tiktokShop?.shops?.[0]?.finance?.statements ?? []
const orderId = String(statement?.rows.find(({ row }) => row['type'] === 'ORDER')?.row['order_id'])
const seed = withLongLivedToken(month.seed)
const byStatement = {
  path: `/finance/202309/statements/${statement?.head.id}/statement_transactions`,
  query: { sort_field: 'order_create_time', page_size: '100' },
}
const byOrder = { path: `/finance/202309/orders/${orderId}/statement_transactions` }
const cents = (row: object, name: string): number => toCents(String(new Map(Object.entries(row)).get(name)))

test('before they were blocked, the flat transactions say the same money as the later ones', async () => {
  const sandbox = createSandbox({ clock: { at: month.endMs }, seed })
  const { data } = await callChecked(sandbox, byStatement)
  const later = await callChecked(sandbox, {
    ...byStatement,
    path: byStatement.path.replace('202309', '202501'),
  })
  const rows = rowsOf(data, 'statement_transactions')

  expect(rows.length).toBeGreaterThan(0)
  expect(data?.['settlement_amount']).toBe(later.data?.['total_settlement_amount'])
  for (const row of rows) {
    expect(cents(row, 'settlement_amount')).toBe(
      sumCents(
        ['revenue_amount', 'shipping_cost_amount', 'fee_amount', 'adjustment_amount'].map(name =>
          cents(row, name),
        ),
      ),
    )
  }
  const [order] = rowsOf((await callChecked(sandbox, byOrder)).data, 'statement_transactions')
  const skus = order === undefined ? [] : rowsOf(order, 'sku_statement_transactions')
  expect(sumCents(skus.map(row => cents(row, 'settlement_amount')))).toBe(
    cents(order ?? {}, 'settlement_amount'),
  )
})

test('since the end of 2025 they answer that the version is gone; payments 202309 since August 2026', async () => {
  const later = createSandbox({ clock: { at: '2026-01-01T00:00:00Z' }, seed })
  expect((await callChecked(later, byStatement)).code).toBe(36009014)
  expect((await callChecked(later, byOrder)).code).toBe(36009014)
  const payments = { path: '/finance/202309/payments', query: { sort_field: 'create_time' } }
  const { data } = await callChecked(later, payments)
  expect(rowsOf(data, 'payments')[0]).toHaveProperty('reserve_amount')

  later.clock.moveTo(Date.parse('2026-08-16T00:00:00Z'))
  expect((await callChecked(later, payments)).code).toBe(36009014)
})
