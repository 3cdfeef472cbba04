import { expect, test } from 'vitest'
import { createSandbox } from '../create-sandbox.js'
import { makeMonth } from '../generate/make-month.js'
import { warehouseId } from '../generate/make-stock.js'
import { type Endpoint, endpoints } from './endpoints.js'
import { sellerHandlers, shopHandlers } from './handlers.js'
import { defaultTikTokShopCredentials as known } from './seed.js'
import { admin } from './testing/admin.js'
import { callChecked, checkedEndpoints } from './testing/call-checked.js'
import { signedRequest, type TestCall } from './testing/call-shop.js'
import { withLongLivedToken } from './testing/long-lived-token.js'

const month = await makeMonth({ orders: 60, seed: 6 })
const shop = month.seed.tiktokShop?.shops?.[0]
const sandbox = createSandbox({ clock: { at: month.endMs }, seed: withLongLivedToken(month.seed) })
const find = (status: string) => shop?.orders?.filter(order => order.status === status) ?? []
const [delivered, another] = find('DELIVERED')
const [product] = shop?.products ?? []
const sku = product?.skus[0]
const statement = shop?.finance?.statements?.[0]
const [settled] = shop?.finance?.settledOrderIds ?? []
const packed = shop?.packages?.[0]?.package_id ?? ''
const tracking = { tracking_number: '9400111899223100000077', shipping_provider_id: '7117858858072016686' }
const size = {
  dimension: { length: '10', width: '10', height: '5', unit: 'CM' },
  weight: { value: '200', unit: 'GRAM' },
}
const template = shop?.orders?.[0]

/** Fresh orders in the status that a call needs. */
const place = (id: string, changes: object = {}) =>
  admin(sandbox, 'POST', '/orders', {
    ...template,
    id,
    status: 'AWAITING_SHIPMENT',
    is_on_hold_order: false,
    cancel_order_sla_time: 4_000_000_000,
    packages: [],
    line_items: (template?.line_items ?? []).slice(0, 2).map((line, index) => ({
      id: `${id}${index}`,
      sku_id: line.sku_id,
      original_price: '10.00',
      sale_price: '9.00',
      seller_discount: '1.00',
      display_status: 'AWAITING_SHIPMENT',
    })),
    ...changes,
  })
await place('81')
await place('82')
await place('83', { shipping_type: 'TIKTOK' })
await place('84', { shipping_type: 'TIKTOK' })
await place('85')
const request = (id: string, what: string, body: object) =>
  admin(sandbox, 'POST', `/orders/${id}/${what}`, body)
const asked = await request('81', 'cancel-request', { reason: 'any' })
await place('86')
const refused = await request('86', 'cancel-request', { reason: 'any' })
const back = await request(delivered?.id ?? '', 'return-request', { type: 'REFUND', reason: 'any' })
const back2 = await request(another?.id ?? '', 'return-request', { type: 'REFUND', reason: 'any' })

const back3 = await request(find('DELIVERED')[3]?.id ?? '', 'return-request', {
  type: 'RETURN_AND_REFUND',
  reason: 'any',
})
const requestFields = ['LINE_ITEMS', 'SKU_RETURN_REQUESTS', 'RETURN_MERCHANDISE_AUTHORIZATIONS']
const inbound = await admin(sandbox, 'POST', '/fbt/inbound-orders', {
  fbtWarehouseId: '7136104329798256386',
  goods: [{ skuId: sku?.id, quantity: 5 }],
})

/** A call, its path's variables instead of its path. */
interface Sample extends Pick<TestCall, 'method' | 'query' | 'body' | 'noCipher'> {
  readonly path?: Readonly<Record<string, string>>
}

const calls: Readonly<Record<string, Sample>> = {
  'authorized-shops': { noCipher: true },
  'active-shops': { noCipher: true },
  'seller-permissions': { noCipher: true },
  'seller-status': { noCipher: true },
  'global-warehouses': { noCipher: true },
  'shop-webhooks-list': {},
  'shop-webhooks-update': { body: { address: 'https://hooks.example.com', event_type: 'PRODUCT_CREATION' } },
  'shop-webhooks-delete': { body: { event_type: 'PRODUCT_CREATION' } },
  'orders-search': { query: { page_size: '50' }, body: {} },
  'order-detail-202309': { query: { ids: delivered?.id ?? '' } },
  'order-detail-202507': { query: { ids: delivered?.id ?? '' } },
  'order-price-detail': { path: { order_id: delivered?.id ?? '' } },
  'external-orders-add': {
    body: {
      orders: [
        {
          id: '82',
          external_order: { id: 'SO1', platform: 'ERP_SYSTEM', line_items: [{ id: '1', origin_id: '820' }] },
        },
      ],
    },
  },
  'external-orders-get': { path: { order_id: '82' }, query: { platform: 'ERP_SYSTEM' } },
  'external-orders-search': { query: { platform: 'ERP_SYSTEM', external_order_id: 'SO1' } },
  'order-split-attributes': { query: { order_ids: '82' } },
  'order-split': {
    path: { order_id: '82' },
    body: {
      splittable_groups: [
        { id: 'a', order_line_item_ids: ['820'] },
        { id: 'b', order_line_item_ids: ['821'] },
      ],
    },
  },
  'order-mark-shipped': { path: { order_id: '85' }, body: tracking },
  'order-shipping-info-update': {
    path: { order_id: '85' },
    body: { ...tracking, tracking_number: '9400111899223100000078' },
  },
  'package-detail': { path: { package_id: packed } },
  // Of packages that nobody has shipped yet, the filter knows the status and the answer's list does not.
  'packages-search': { query: { page_size: '50' }, body: { package_status: 'COMPLETED' } },
  'packages-batch-ship': { body: { packages: [{ id: 'unknown' }] } },
  'package-shipping-document': { path: { package_id: packed }, query: { document_type: 'SHIPPING_LABEL' } },
  'package-handover-slots': { path: { package_id: packed } },
  'eligible-shipping-services': { path: { order_id: '83' }, body: size },
  'packages-create-202309': { body: { order_id: '83', ...size, shipping_service_id: '7208502187360519681' } },
  'packages-create-202512': { body: { order_id: '84', ...size } },
  'packages-deliver': { body: { packages: [{ id: 'unknown', delivery_type: 'DELIVERY_SUCCESS' }] } },
  'order-tracking': { path: { order_id: delivered?.id ?? '' } },
  'order-tracking-202604': { path: { order_id: delivered?.id ?? '' } },
  'combinable-packages': { query: { page_size: '20' } },
  'packages-combine': { body: { combinable_packages: [{ id: 'unknown' }] } },
  warehouses: {},
  'warehouse-delivery-options': { path: { warehouse_id: warehouseId } },
  'shipping-providers': { path: { delivery_option_id: '7091146663229654785' } },
  'products-search': { query: { page_size: '100' }, body: {} },
  'products-search-202309': { query: { page_size: '100' }, body: {} },
  'product-detail': { path: { product_id: product?.id ?? '' } },
  'product-create': {
    body: {
      title: 'New thing',
      description: '<p>New</p>',
      category_id: '600001',
      main_images: [{ uri: 'x' }],
      package_weight: { value: '0.2', unit: 'KILOGRAM' },
      skus: [
        {
          seller_sku: 'NEW-1',
          price: { amount: '5.00', currency: 'USD' },
          inventory: [{ warehouse_id: warehouseId, quantity: 3 }],
        },
      ],
    },
  },
  'product-edit-202309': { path: { product_id: product?.id ?? '' }, body: wholeProduct() },
  'product-edit-202509': { path: { product_id: product?.id ?? '' }, body: wholeProduct() },
  'product-partial-edit-202309': { path: { product_id: product?.id ?? '' }, body: { title: 'Renamed' } },
  'product-partial-edit-202509': { path: { product_id: product?.id ?? '' }, body: { title: 'Renamed' } },
  'price-update': {
    path: { product_id: product?.id ?? '' },
    body: { skus: [{ id: sku?.id, price: { amount: '6.00', currency: 'USD' } }] },
  },
  'inventory-search': { body: { product_ids: [product?.id] } },
  'inventory-update': {
    path: { product_id: product?.id ?? '' },
    body: { skus: [{ id: sku?.id, inventory: sku?.inventory?.map(stock => ({ ...stock, quantity: 4 })) }] },
  },
  'products-deactivate': { body: { product_ids: [product?.id, 'unknown'] } },
  'products-activate': { body: { product_ids: [product?.id, 'unknown'] } },
  'products-delete': { body: { product_ids: [product?.id, 'unknown'] } },
  'products-recover': { body: { product_ids: [product?.id, 'unknown'] } },
  'product-categories': {},
  'category-attributes': { path: { category_id: '600001' } },
  'category-rules': { path: { category_id: '600001' } },
  'product-brands': { query: { page_size: '10' } },
  'fbt-goods-search': { query: { page_size: '20' }, body: {} },
  'fbt-inventory-records-search': { query: { page_size: '20' }, body: {} },
  'fbt-inbound-orders': { query: { ids: String(inbound['id']) } },
  'fbt-warehouses': {},
  'fbt-inventory-search': { query: { page_size: '20' }, body: {} },
  'order-cancel-202309': {
    body: {
      order_id: '82',
      cancel_reason: 'seller_cancel_reason_out_of_stock',
      order_line_item_ids: ['820'],
    },
  },
  'order-cancel-202602': {
    body: {
      order_id: '82',
      cancel_reason: 'seller_cancel_reason_out_of_stock',
      order_line_list: [{ order_line_item_id: '821' }],
    },
  },
  'cancellations-search-202309': { body: {} },
  'cancellations-search-202602': { body: {} },
  'aftersales-decision-eligibility': { query: { return_or_cancel_id: String(back['return_id']) } },
  'reject-reasons': { query: { return_or_cancel_id: String(asked['cancel_id']) } },
  'cancellation-approve': { path: { cancel_id: String(asked['cancel_id']) }, method: 'POST' },
  'cancellation-reject': {
    path: { cancel_id: String(refused['cancel_id']) },
    body: { reject_reason: 'seller_reject_apply_unable_to_change_address' },
  },
  'returns-search-202309': { body: {} },
  'returns-search-202602': { body: {} },
  'return-records': { path: { return_id: String(back['return_id']) } },
  'aftersales-search-202603': { body: { whitelisted_data_fields: requestFields } },
  'rma-search-202604': { body: { whitelisted_data_fields: requestFields } },
  'aftersales-review-202603': {
    body: {
      aftersales_request_decisions: [
        {
          request_id: `6${back3['return_id']}`,
          request_id_type: 'AFTERSALES',
          line_item_decisions: [{ action: 'APPROVE_REQUEST' }],
        },
      ],
    },
  },
  'return-approve': { path: { return_id: String(back['return_id']) }, body: { decision: 'APPROVE_REFUND' } },
  'return-reject': {
    path: { return_id: String(back2['return_id']) },
    body: { decision: 'REJECT_REFUND', reject_reason: 'reverse_reject_request_reason_4' },
  },
  'return-create-202309': {
    body: {
      order_id: another?.id,
      return_type: 'REFUND',
      return_reason: 'seller_shipped_refund_package_lost',
    },
  },
  'return-create-202602': {
    body: {
      order_id: find('DELIVERED')[2]?.id,
      return_type: 'REFUND',
      return_reason: 'seller_shipped_refund_package_lost',
    },
  },
  'refund-calculate-202309': { body: { order_id: another?.id, request_type: 'REFUND', reason_name: 'any' } },
  'refund-calculate-202602': { body: { order_id: another?.id, request_type: 'REFUND', reason_name: 'any' } },
  'aftersale-eligibility-202309': { path: { order_id: another?.id ?? '' } },
  'aftersale-eligibility-202602': { path: { order_id: another?.id ?? '' } },
  'finance-statements': { query: { sort_field: 'statement_time' } },
  'finance-statement-transactions-202501': {
    path: { statement_id: statement?.head.id ?? '' },
    query: { sort_field: 'order_create_time' },
  },
  'finance-order-transactions-202501': { path: { order_id: settled ?? '' } },
  'finance-payments-202309': { query: { sort_field: 'create_time' } },
  'finance-payments-202605': { query: { sort_field: 'create_time' } },
  'finance-tax-information': {},
  'finance-withdrawals': { query: { types: 'WITHDRAW,SETTLE' } },
  'finance-unsettled-202507': { query: { sort_field: 'order_create_time' } },
}

function wholeProduct() {
  return {
    title: 'Whole',
    description: '<p>Whole</p>',
    category_id: '600001',
    main_images: [{ uri: 'x' }],
    package_weight: { value: '0.2', unit: 'KILOGRAM' },
    skus: product?.skus.map(row => ({ id: row.id, seller_sku: row.seller_sku })),
  }
}

/** Held by tests of their own: they need a form, or a package in a state that US shops do not have. */
const elsewhere = new Set([
  'product-image-upload',
  'package-ship',
  'package-shipping-info-update',
  'package-uncombine',
])

/** Switched off by the time of this month: held by `finance/retired-finance.test.ts`. */
const retired = new Set(['finance-statement-transactions-202309', 'finance-order-transactions-202309'])

test('every documented endpoint is emulated', () => {
  const emulated = new Set([...Object.keys(sellerHandlers), ...Object.keys(shopHandlers)])

  expect(endpoints.map(({ name }) => name).filter(name => !emulated.has(name))).toEqual([])
})

test('every endpoint answers in the documented shape', async () => {
  for (const [name, { path, ...call }] of Object.entries(calls)) {
    const endpoint = endpoints.find(row => row.name === name) ?? missing(name)
    const answer = await callChecked(sandbox, {
      method: endpoint.method,
      ...call,
      path: fill(endpoint, path ?? {}),
    })
    expect(answer.code, `${name}: ${answer.message}`).toBe(0)
  }
  const unseen = endpoints
    .map(({ name }) => name)
    .filter(name => !checkedEndpoints.has(name) && !elsewhere.has(name) && !retired.has(name))
  expect(unseen).toEqual([])
})

const missing = (name: string): never => {
  throw new Error(`no endpoint is called ${name}`)
}

const fill = (endpoint: Endpoint, path: Readonly<Record<string, string>>): string =>
  endpoint.path.replace(/\{(\w+)\}/g, (_whole, name: string) => path[name] ?? missing(name))

test('an image is uploaded as a form, signed without its body', async () => {
  const form = new FormData()
  form.set('data', new Blob([new Uint8Array([1, 2, 3])]), 'photo.png')
  form.set('use_case', 'MAIN_IMAGE')
  const signed = signedRequest(sandbox, { path: '/product/202309/images/upload', noCipher: true })
  const response = await sandbox.tiktokShop.fetch(signed.url, {
    method: 'POST',
    body: form,
    headers: { 'x-tts-access-token': known.accessToken },
  })

  expect(await response.json()).toMatchObject({
    code: 0,
    data: { use_case: 'MAIN_IMAGE', uri: expect.any(String) },
  })
})

test('a new product is on sale once it was reviewed', async () => {
  const { data } = await callChecked(sandbox, {
    path: '/product/202309/products',
    body: calls['product-create']?.body,
  })
  const path = `/product/202309/products/${data?.['product_id']}`
  expect((await callChecked(sandbox, { path })).data).toMatchObject({ status: 'PENDING' })
  sandbox.clock.advance(3_600_000)

  expect((await callChecked(sandbox, { path })).data).toMatchObject({ status: 'ACTIVATE' })
})
