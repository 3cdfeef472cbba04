import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../../create-sandbox.js'
import { makeShop } from '../../generate/make-shop.js'
import { fbtWarehouseId, warehouseId } from '../../generate/make-stock.js'
import { admin } from '../testing/admin.js'
import { callChecked } from '../testing/call-checked.js'
import { rowsOf } from '../testing/call-shop.js'
import { withLongLivedToken } from '../testing/long-lived-token.js'

const nowMs = Date.parse('2026-03-02T10:00:00Z')
const made = makeShop({ orders: 40, seed: 2, nowMs })
const openSandbox = () => createSandbox({ clock: { at: nowMs }, seed: withLongLivedToken(made.seed) })
const [product] = made.seed.tiktokShop?.shops?.[0]?.products ?? []
const productId = product?.id ?? ''
const [first, second] = product?.skus ?? []

const stockOf = async (sandbox: Sandbox, skuId: string) => {
  const { data } = await callChecked(sandbox, {
    path: '/product/202309/inventory/search',
    body: { sku_ids: [skuId] },
  })
  const [sku] = rowsOf(rowsOf(data, 'inventory')[0] ?? {}, 'skus')
  const row = rowsOf(sku ?? {}, 'warehouse_inventory').find(stock => stock['warehouse_id'] === warehouseId)
  return { available: Number(row?.['available_quantity']), committed: Number(row?.['committed_quantity']) }
}
const update = (sandbox: Sandbox, skus: readonly object[], id = productId) =>
  callChecked(sandbox, { path: `/product/202309/products/${id}/inventory/update`, body: { skus } })
const both = (quantity: number, other = 5) => [
  { warehouse_id: warehouseId, quantity },
  { warehouse_id: fbtWarehouseId, quantity: other },
]

describe('updating stock', () => {
  test('sets absolute numbers, zero included, and leaves committed units alone', async () => {
    const sandbox = openSandbox()
    const before = await stockOf(sandbox, first?.id ?? '')
    expect(await update(sandbox, [{ id: first?.id, inventory: both(0) }])).toMatchObject({
      code: 0,
      data: { errors: [] },
    })

    expect(await stockOf(sandbox, first?.id ?? '')).toEqual({ available: 0, committed: before.committed })
  })

  test.each([
    ['a number below zero', both(-1), 12052990, 12052055],
    ['a number above the limit', both(100_000), 12052990, 12052055],
    ['a warehouse of nobody', [{ warehouse_id: '1', quantity: 1 }], 12052990, 12052530],
    ['a warehouse left out', both(1).slice(0, 1), 12052533, undefined],
    ['no warehouse although there are two', [{ quantity: 1 }], 12019028, undefined],
  ])('%s is refused for that SKU alone, under code 0', async (_what, inventory, code, extra) => {
    const sandbox = openSandbox()
    const { code: whole, data } = await update(sandbox, [
      { id: first?.id, inventory },
      { id: second?.id, inventory: both(7) },
    ])

    expect(whole).toBe(0)
    const [error] = rowsOf(data, 'errors')
    expect(error).toMatchObject({ code, detail: { sku_id: first?.id } })
    if (extra !== undefined) expect(error).toMatchObject({ detail: { extra_errors: [{ code: extra }] } })
    expect((await stockOf(sandbox, second?.id ?? '')).available).toBe(7)
  })

  test('unknown products, repeated and unknown SKUs', async () => {
    const sandbox = openSandbox()
    const row = { id: first?.id, inventory: both(1) }

    expect((await update(sandbox, [row], '1')).code).toBe(12052032)
    expect((await update(sandbox, [row, row])).code).toBe(12052553)
    expect((await update(sandbox, [])).code).toBe(36009004)
    expect(rowsOf((await update(sandbox, [{ id: '1', inventory: both(1) }])).data, 'errors')).toMatchObject([
      { code: 12052556 },
    ])
  })
})

describe('orders and stock', () => {
  const order = made.orders.find(
    row => made.kinds.get(row.id) === 'normal' && row.line_items.every(line => line.sku_id),
  )
  const line = order?.line_items[0]

  test('ordering takes units at once, also while held; cancelling gives them back; shipping ends the hold', async () => {
    const sandbox = openSandbox()
    const skuId = line?.sku_id ?? ''
    const count = order?.line_items.filter(row => row.sku_id === skuId).length ?? 0
    const before = await stockOf(sandbox, skuId)
    await admin(sandbox, 'POST', '/orders', {
      ...order,
      id: '1001',
      status: 'ON_HOLD',
      paid_time: nowMs / 1000,
    })
    await admin(sandbox, 'POST', '/orders', { ...order, id: '1002' })
    expect(await stockOf(sandbox, skuId)).toEqual({
      available: before.available - 2 * count,
      committed: before.committed + 2 * count,
    })

    await callChecked(sandbox, {
      path: '/return_refund/202309/cancellations',
      body: { order_id: '1001', cancel_reason: 'seller_cancel_reason_out_of_stock' },
    })
    await callChecked(sandbox, {
      path: '/fulfillment/202309/orders/1002/packages',
      body: { tracking_number: '9400111899223100000099', shipping_provider_id: '7117858858072016686' },
    })

    expect(await stockOf(sandbox, skuId)).toEqual({
      available: before.available - count,
      committed: before.committed,
    })
  })

  test('what is sold out cannot be ordered', async () => {
    const sandbox = openSandbox()
    const owner = made.seed.tiktokShop?.shops?.[0]?.products?.find(row =>
      row.skus.some(sku => sku.id === line?.sku_id),
    )
    await update(sandbox, [{ id: line?.sku_id, inventory: both(0) }], owner?.id)

    await expect(admin(sandbox, 'POST', '/orders', { ...order, id: '1003' })).rejects.toThrow('sold out')
  })

  test('available plus committed changes only by what left the warehouse, whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('order', 'cancel', 'ship', 'wait'), { maxLength: 25 }),
        async steps => {
          const sandbox = openSandbox()
          const skuId = line?.sku_id ?? ''
          const count = order?.line_items.filter(row => row.sku_id === skuId).length ?? 0
          const before = await stockOf(sandbox, skuId)
          const open: string[] = []
          let shipped = 0
          for (const [index, step] of steps.entries()) {
            const id = String(2000 + index)
            if (step === 'order') {
              await admin(sandbox, 'POST', '/orders', { ...order, id, cancel_order_sla_time: 4_000_000_000 })
              open.push(id)
            }
            const next = step === 'cancel' || step === 'ship' ? open.pop() : undefined
            if (next !== undefined && step === 'cancel') {
              await callChecked(sandbox, {
                path: '/return_refund/202309/cancellations',
                body: { order_id: next, cancel_reason: 'seller_cancel_reason_out_of_stock' },
              })
            }
            if (next !== undefined && step === 'ship') {
              await callChecked(sandbox, {
                path: `/fulfillment/202309/orders/${next}/packages`,
                body: {
                  tracking_number: `94001118992231${next}`,
                  shipping_provider_id: '7117858858072016686',
                },
              })
              shipped += count
            }
            if (step === 'wait') sandbox.clock.advance(60_000)
          }
          const after = await stockOf(sandbox, skuId)
          expect(after.committed).toBe(before.committed + open.length * count)
          expect(after.available + after.committed).toBe(before.available + before.committed - shipped)
        },
      ),
      { numRuns: 20 },
    )
  })
})

describe('products', () => {
  test('are searched by SKU and read whole', async () => {
    const sandbox = openSandbox()
    const found = await callChecked(sandbox, {
      path: '/product/202502/products/search',
      query: { page_size: '50' },
      body: { seller_skus: [first?.seller_sku] },
    })
    expect(rowsOf(found.data, 'products').map(row => row['id'])).toEqual([productId])
    expect(
      (await callChecked(sandbox, { path: `/product/202309/products/${productId}` })).data,
    ).toMatchObject({ id: productId })
    expect((await callChecked(sandbox, { path: '/product/202309/products/1' })).code).toBe(12052032)
  })

  test('change price and status; what cannot be changed is told per product', async () => {
    const sandbox = openSandbox()
    const price = (amount: string, currency = 'USD') =>
      callChecked(sandbox, {
        path: `/product/202309/products/${productId}/prices/update`,
        body: { skus: [{ id: first?.id, price: { amount, currency } }] },
      })
    expect((await price('12.50')).code).toBe(0)
    expect((await price('12.505')).code).toBe(12052012)
    expect((await price('12.50', 'EUR')).code).toBe(12052084)
    expect((await price('9000')).code).toBe(12052570)

    const deactivate = await callChecked(sandbox, {
      path: '/product/202309/products/deactivate',
      body: { product_ids: [productId, '1'] },
    })
    expect(rowsOf(deactivate.data, 'errors')).toMatchObject([{ code: 12052032, detail: { product_id: '1' } }])
    expect((await price('12.50')).code).toBe(12052901)
    const remove = await callChecked(sandbox, {
      method: 'DELETE',
      path: '/product/202309/products',
      body: { product_ids: [productId] },
    })
    expect(remove.code).toBe(0)
    expect((await callChecked(sandbox, { path: `/product/202309/products/${productId}` })).code).toBe(
      12052901,
    )
  })
})

test('stock in TikTok warehouses is read apart', async () => {
  const sandbox = openSandbox()
  const warehouses = await callChecked(sandbox, { path: '/fbt/202408/warehouses' })
  expect(rowsOf(warehouses.data, 'warehouses')).toMatchObject([
    { type: 'PLATFORM_WAREHOUSE', warehouse_ids: [fbtWarehouseId] },
  ])
  const { data } = await callChecked(sandbox, {
    path: '/fbt/202408/inventory/search',
    query: { page_size: '10' },
    body: { sku_ids: [first?.id] },
  })
  expect(rowsOf(data, 'inventory')).toMatchObject([{ on_hand_detail: { available_quantity: 120 } }])
})
