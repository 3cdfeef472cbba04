import { expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../../create-sandbox.js'
import { makeShop } from '../../generate/make-shop.js'
import { fbtWarehouseId } from '../../generate/make-stock.js'
import { admin } from '../testing/admin.js'
import { callChecked } from '../testing/call-checked.js'
import { rowsOf } from '../testing/call-shop.js'
import { withLongLivedToken } from '../testing/long-lived-token.js'

const nowMs = Date.parse('2026-03-02T10:00:00Z')
const made = makeShop({ orders: 40, nowMs })
const fbtWarehouse = '7136104329798256386'
const [product] = made.seed.tiktokShop?.shops?.[0]?.products ?? []
const skuId = product?.skus[0]?.id ?? ''
const template = made.orders.find(row => made.kinds.get(row.id) === 'fulfilled-by-tiktok')

const openSandbox = () => createSandbox({ clock: { at: nowMs }, seed: withLongLivedToken(made.seed) })
const page = { page_size: '100' }
const recordsOf = async (sandbox: Sandbox, body: object = {}) =>
  rowsOf(
    (await callChecked(sandbox, { path: '/fbt/202410/inventory_records/search', query: page, body })).data,
    'inventory_records',
  )
const stockOf = async (sandbox: Sandbox) =>
  rowsOf(
    (
      await callChecked(sandbox, {
        path: '/fbt/202408/inventory/search',
        query: page,
        body: { sku_ids: [skuId] },
      })
    ).data,
    'inventory',
  )[0]

const place = (sandbox: Sandbox, id: string, units: number) =>
  admin(sandbox, 'POST', '/orders', {
    ...template,
    id,
    status: 'AWAITING_SHIPMENT',
    create_time: nowMs / 1000,
    update_time: nowMs / 1000,
    paid_time: nowMs / 1000,
    warehouse_id: fbtWarehouseId,
    packages: [],
    line_items: Array.from({ length: units }, (_, index) => ({
      id: `${id}${index}`,
      sku_id: skuId,
      original_price: '10.00',
      sale_price: '10.00',
      seller_discount: '0.00',
      display_status: 'AWAITING_SHIPMENT',
    })),
  })

test('goods sent in are on their way, then on the shelf; what came short or broken stays visible', async () => {
  const sandbox = openSandbox()
  const before = await stockOf(sandbox)
  const { id } = await admin(sandbox, 'POST', '/fbt/inbound-orders', {
    fbtWarehouseId: fbtWarehouse,
    goods: [{ skuId, quantity: 10 }],
  })
  expect(await stockOf(sandbox)).toMatchObject({ in_transit_quantity: 10 })
  await admin(sandbox, 'POST', `/fbt/inbound-orders/${id}/receive`, {
    goods: [{ skuId, quantity: 6, defective: 1 }],
  })

  const available = Number(
    new Map(Object.entries(before?.['on_hand_detail'] ?? {})).get('available_quantity'),
  )
  expect(await stockOf(sandbox)).toMatchObject({
    in_transit_quantity: 3,
    on_hand_detail: { available_quantity: available + 6, unfulfillable_quantity: 1 },
  })
  const [inbound] = rowsOf(
    (await callChecked(sandbox, { path: '/fbt/202409/inbound_orders', query: { ids: `${id},unknown` } }))
      .data,
    'inbound_orders',
  )
  expect(rowsOf(inbound ?? {}, 'order_operation_logs').map(log => log['order_status'])).toEqual([
    'TO_BE_RECEIVED',
    'PARTIALLY_RECEIVED',
  ])
  expect(await recordsOf(sandbox)).toMatchObject([
    { changed_quantity: 6, inventory_goods_type: 'NORMAL', order: { id, type: 'INBOUND_ORDER' } },
    { changed_quantity: 1, inventory_goods_type: 'DEFECTIVE', initial_on_hand_quantity: 0 },
  ])
})

test('an order that TikTok ships leaves the warehouse with a record, and comes back with one', async () => {
  const sandbox = openSandbox()
  const start = await stockOf(sandbox)
  await place(sandbox, '901', 2)
  sandbox.clock.advance(8 * 24 * 3_600_000)
  expect(await admin(sandbox, 'GET', '/orders/901')).toMatchObject({ status: 'DELIVERED' })
  expect(await recordsOf(sandbox)).toContainEqual(
    expect.objectContaining({ changed_quantity: -2, order: { id: '901', type: 'CONSIGN_ORDER' } }),
  )

  const { return_id } = await admin(sandbox, 'POST', '/orders/901/return-request', {
    type: 'RETURN_AND_REFUND',
    reason: 'any',
  })
  sandbox.clock.advance(12 * 24 * 3_600_000)

  expect(await recordsOf(sandbox)).toContainEqual(
    expect.objectContaining({
      changed_quantity: 2,
      order: { id: String(return_id), type: 'CUSTOMER_RETURN' },
    }),
  )
  expect((await stockOf(sandbox))?.['on_hand_detail']).toEqual(start?.['on_hand_detail'])
})

test('records chain: each begins where the one before of the same goods ended, and filters hold', async () => {
  const sandbox = openSandbox()
  for (const by of [5, -3, -2]) {
    await admin(sandbox, 'POST', '/fbt/movements', {
      skuId,
      fbtWarehouseId: fbtWarehouse,
      by,
      type: 'INVENTORY_COUNT_ORDER',
    })
    sandbox.clock.advance(60_000)
  }
  const records = await recordsOf(sandbox)

  expect(records.slice(1).map(row => row['initial_on_hand_quantity'])).toEqual(
    records.slice(0, -1).map(row => row['final_on_hand_quantity']),
  )
  expect(
    await recordsOf(sandbox, { create_time_ge: nowMs / 1000 + 60, create_time_le: nowMs / 1000 + 60 }),
  ).toHaveLength(1)
  await expect(
    admin(sandbox, 'POST', '/fbt/movements', {
      skuId,
      fbtWarehouseId: fbtWarehouse,
      by: -100_000,
      type: 'DISPOSAL',
    }),
  ).rejects.toThrow('are there')
})
