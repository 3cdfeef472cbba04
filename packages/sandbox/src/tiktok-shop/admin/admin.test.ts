import { expect, test } from 'vitest'
import { createSandbox } from '../../create-sandbox.js'
import { makeShop } from '../../generate/make-shop.js'
import { warehouseId } from '../../generate/make-stock.js'
import { defaultTikTokShopCredentials as known } from '../seed.js'
import { admin } from '../testing/admin.js'
import { callShop, rowsOf } from '../testing/call-shop.js'

const nowMs = Date.parse('2026-03-02T10:00:00Z')
const made = makeShop({ orders: 40, nowMs })
const openSandbox = () => createSandbox({ clock: { at: nowMs }, seed: made.seed })
const idOf = (kind: string): string => [...made.kinds].find(([, own]) => own === kind)?.[0] ?? ''

test.each([
  'orders',
  'products',
  'packages',
  'cancellations',
  'returns',
  'statements',
  'payments',
  'withdrawals',
  'inbound-orders',
  'warehouses',
  'delivery-options',
])('%s can be listed, read, stored, removed', async name => {
  const sandbox = openSandbox()
  await admin(sandbox, 'PUT', `/${name}`, { [name]: [samples[name]] })
  const listed = await admin(sandbox, 'GET', `/${name}?limit=1000`)
  const found = await admin(sandbox, 'GET', `/${name}/sample`)

  expect(rowsOf(listed, name)).toContainEqual(found)
  expect(found).toMatchObject({ ...samples[name] })
  await admin(sandbox, 'DELETE', `/${name}/sample`)
  await expect(admin(sandbox, 'GET', `/${name}/sample`)).rejects.toThrow(
    `The shop has no sample among its ${name}.`,
  )
})

const times = { create_time: 1_770_000_000, update_time: 1_770_000_000 }
const refund = {
  currency: 'USD',
  refund_total: '1.00',
  refund_subtotal: '1.00',
  refund_shipping_fee: '0.00',
  refund_tax: '0.00',
  retail_delivery_fee: '0.00',
}
const samples: Readonly<Record<string, object>> = {
  orders: { id: 'sample', status: 'COMPLETED', line_items: [], ...times },
  products: { id: 'sample', title: 'Sample', skus: [], ...times },
  packages: {
    package_id: 'sample',
    package_status: 'COMPLETED',
    orders: [],
    order_line_item_ids: [],
    ...times,
  },
  cancellations: {
    cancel_id: 'sample',
    order_id: '1',
    cancel_type: 'CANCEL',
    cancel_status: 'CANCELLATION_REQUEST_COMPLETE',
    role: 'SELLER',
    cancel_reason: 'any',
    refund_amount: refund,
    cancel_line_items: [],
    ...times,
  },
  returns: {
    return_id: 'sample',
    order_id: '1',
    return_type: 'REFUND',
    return_status: 'RETURN_OR_REFUND_REQUEST_COMPLETE',
    role: 'BUYER',
    return_reason: 'any',
    refund_amount: refund,
    return_line_items: [],
    ...times,
  },
  statements: {
    head: { id: 'sample', statement_time: 1_770_000_000, payment_status: 'PAID' },
    rows: [],
    payableCents: 0,
  },
  payments: { id: 'sample', create_time: 1_770_000_000, status: 'PAID' },
  withdrawals: {
    id: 'sample',
    create_time: 1_770_000_000,
    type: 'WITHDRAW',
    amount: '1.00',
    status: 'SUCCESS',
  },
  'inbound-orders': {
    id: 'sample',
    create_time: 1_770_000_000,
    warehouse: { fbt_warehouse_id: '1' },
    planned_goods: [],
  },
  warehouses: { id: 'sample', name: 'Sample' },
  'delivery-options': { id: 'sample', name: 'Sample' },
}

test('lists are filtered by members and paged', async () => {
  const sandbox = openSandbox()
  const held = await admin(sandbox, 'GET', '/orders?status=ON_HOLD')

  expect(held['count']).toBe(made.orders.filter(row => row.status === 'ON_HOLD').length)
  const all = await admin(sandbox, 'GET', '/orders?limit=3&offset=2')
  expect(all['count']).toBe(40)
  expect(rowsOf(all, 'orders').map(row => row['id'])).toEqual(made.orders.slice(2, 5).map(row => row.id))
})

test('stock can be set as in Seller Center', async () => {
  const sandbox = openSandbox()
  const [row] = rowsOf(await admin(sandbox, 'GET', '/stock'), 'stock')
  await admin(sandbox, 'PUT', '/stock', { skuId: row?.['skuId'], warehouseId, available: 7 })

  expect(rowsOf(await admin(sandbox, 'GET', `/stock?skuId=${row?.['skuId']}`), 'stock')).toContainEqual({
    ...row,
    available: 7,
  })
})

test('an order is edited, and loses units by TikTok; both move its update_time', async () => {
  const sandbox = openSandbox()
  const id = idOf('part-cancelled')
  const before = await admin(sandbox, 'GET', `/orders/${id}`)
  const noted = await admin(sandbox, 'PATCH', `/orders/${id}`, { buyer_message: 'Blue, please' })
  expect(noted).toMatchObject({ buyer_message: 'Blue, please', update_time: nowMs / 1000 })
  await expect(admin(sandbox, 'PATCH', `/orders/${id}`, { status: 'DELIVERED' })).rejects.toThrow('change by')

  const live = rowsOf(before, 'line_items').filter(line => line['display_status'] !== 'CANCELLED')
  const cancelled = await admin(sandbox, 'POST', `/orders/${id}/cancel-lines`, {
    reason: 'out of stock',
    lineIds: [live[0]?.['id']],
  })

  expect(rowsOf(cancelled, 'line_items').filter(line => line['display_status'] === 'CANCELLED')).toHaveLength(
    2,
  )
})

test('a shop and a consent that are added later answer calls', async () => {
  const sandbox = openSandbox()
  const second = {
    id: '7490000000000000002',
    name: 'UK',
    region: 'GB',
    cipher: 'CIPHER2',
    code: 'GB2',
    currency: 'GBP',
  }
  await sandbox.admin('PUT', '/tiktok-shop/shops', { shops: [second] })
  await sandbox.admin('PUT', '/tiktok-shop/authorizations', {
    authorizations: [
      {
        app_key: known.appKey,
        open_id: 'other',
        seller_name: 'Other',
        access_token: 'other-token',
        shop_ids: [second.id],
      },
    ],
  })
  const call = { path: '/logistics/202309/warehouses', query: { shop_cipher: 'CIPHER2' } }

  expect(await callShop(sandbox, { ...call, token: 'other-token' })).toMatchObject({ code: 0 })
  expect(await callShop(sandbox, call)).toMatchObject({ code: 101000 })
})
