import { expect, test } from 'vitest'
import { createSandbox } from '../../create-sandbox.js'
import { makeShop } from '../../generate/make-shop.js'
import { admin } from '../testing/admin.js'
import { callChecked } from '../testing/call-checked.js'
import { rowsOf } from '../testing/call-shop.js'

const nowMs = Date.parse('2026-03-02T10:00:00Z')
const made = makeShop({ orders: 40, nowMs })
const delivered = made.orders.find(row => made.kinds.get(row.id) === 'delivered')
const [product] = made.seed.tiktokShop?.shops?.[0]?.products ?? []

test('an exchange is an order of its own without money; the return names it in the newer interface only', async () => {
  const sandbox = createSandbox({ clock: { at: nowMs }, seed: made.seed })
  const asked = await admin(sandbox, 'POST', `/orders/${delivered?.id}/return-request`, {
    type: 'RETURN_AND_REFUND',
    reason: 'any',
    lineIds: [delivered?.line_items[0]?.id],
  })
  const exchange = await admin(sandbox, 'POST', `/returns/${asked['return_id']}/exchange`, {
    skuIds: [product?.skus[0]?.id],
  })
  const { data } = await callChecked(sandbox, {
    path: '/order/202507/orders',
    query: { ids: String(exchange['id']) },
  })

  expect(rowsOf(data, 'orders')).toMatchObject([
    {
      status: 'AWAITING_SHIPMENT',
      is_exchange_order: true,
      exchange_source_order_id: delivered?.id,
      line_items: [{ sku_id: product?.skus[0]?.id, sale_price: '0.00' }],
      payment: { total_amount: '0.00' },
    },
  ])
  const newer = await callChecked(sandbox, {
    path: '/return_refund/202603/aftersales/search',
    body: { whitelisted_data_fields: ['SKU_RETURN_REQUESTS'] },
  })
  expect(rowsOf(newer.data, 'aftersales_requests')).toMatchObject([
    { sku_return_requests: [{ reshipment_order_id: exchange['id'] }] },
  ])
  await callChecked(sandbox, { path: '/return_refund/202309/returns/search', body: {} })
})

test('a shipping document is a PDF at the address that the interface names', async () => {
  const sandbox = createSandbox({ clock: { at: nowMs }, seed: made.seed })
  const { data } = await callChecked(sandbox, {
    path: `/fulfillment/202309/packages/${delivered?.packages?.[0]?.id}/shipping_documents`,
    query: { document_type: 'SHIPPING_LABEL' },
  })
  const response = await sandbox.tiktokShop.fetch(String(data?.['doc_url']))
  const file = await response.text()

  expect(response.headers.get('content-type')).toBe('application/pdf')
  expect(file).toMatch(/^%PDF-1\.4\n/)
  expect(file).toContain(String(data?.['tracking_number']))
  // The table at the end says where every object begins.
  const starts = [...file.matchAll(/^(\d{10}) 00000 n $/gm)].map(match => Number(match[1]))
  expect(starts.map(start => file.slice(start, start + 5))).toEqual([
    '1 0 o',
    '2 0 o',
    '3 0 o',
    '4 0 o',
    '5 0 o',
  ])
})
