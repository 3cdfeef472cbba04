import { existsSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { createSandbox } from '../create-sandbox.js'
import { isJsonObject, type Json, type JsonObject } from '../json.js'
import { checkSeed } from '../seed.js'
import schemas from './__fixtures__/closed-response-schemas.json' with { type: 'json' }
import answers from './__fixtures__/official-answers.json' with { type: 'json' }
import published from './__fixtures__/published-answers.json' with { type: 'json' }
import { endpoints, matchEndpoint } from './endpoints.js'
import { defaultTikTokShopCredentials as known } from './seed.js'
import { callShop, rowsOf, type TestCall } from './testing/call-shop.js'
import { withLongLivedToken } from './testing/long-lived-token.js'

const samples: Readonly<Record<string, JsonObject>> = answers
const schemaOf: Readonly<Record<string, object>> = schemas
const ajv = new Ajv2020({ strict: false, allErrors: true })

/** The samples hold values that no list knows, such as the cancel type REQUEST_CANCEL_REFUND: members count here, not values. */
const withoutLists = (schema: Json): Json => {
  if (Array.isArray(schema)) return schema.map(withoutLists)
  if (!isJsonObject(schema)) return schema
  return Object.fromEntries(
    Object.entries(schema).flatMap(([name, value]) =>
      name === 'enum' && Array.isArray(value) ? [] : [[name, withoutLists(value)]],
    ),
  )
}

interface Case {
  readonly sample: string
  /** What of the shop the sample is. */
  readonly shop: (sample: JsonObject) => object
  readonly call: TestCall
  /** Members of the answer that come as they went in; left out, all of the sample. */
  readonly members?: readonly string[]
}

const page = { page_size: '50' }
const rows = (sample: JsonObject, name: string) => rowsOf(sample, name)
const order = (sample: JsonObject) => ({
  // The sample shows an address beside UNPAID, which the platform would leave out.
  orders: rows(sample, 'orders').map(row => ({ ...row, status: 'COMPLETED', shipping_type: 'SELLER' })),
})
const statementOf = (sample: JsonObject) => ({
  finance: {
    statements: [
      {
        head: { id: sample['id'], statement_time: sample['create_time'], payment_status: 'PAID' },
        rows: rows(sample, 'transactions').map(row => ({ row, skus: [] })),
        payableCents: 0,
      },
    ],
  },
})
const categoryWith = (changes: object) => ({
  categories: [{ id: '600001', parent_id: '0', local_name: 'Any', is_leaf: true, ...changes }],
})
const statementPath = '/finance/202501/statements/7238804564097517339/statement_transactions'

const cases: readonly Case[] = [
  {
    sample: 'orders-search',
    shop: order,
    call: { path: '/order/202309/orders/search', query: page, body: {} },
    members: [],
  },
  {
    sample: 'order-detail-202507',
    shop: order,
    call: { path: '/order/202507/orders', query: { ids: '576461413038785752' } },
    members: [],
  },
  {
    sample: 'products-search',
    shop: sample => ({ products: rows(sample, 'products') }),
    call: { path: '/product/202502/products/search', query: page, body: {} },
  },
  {
    sample: 'package-detail',
    shop: sample => ({ packages: [{ ...sample, shipping_type: 'SELLER' }] }),
    call: { path: '/fulfillment/202309/packages/5433567853345' },
    members: [
      'orders',
      'recipient_address',
      'sender_address',
      'pickup_slot',
      'insurance',
      'weight',
      'note_tag',
    ],
  },
  {
    sample: 'packages-search',
    shop: sample => ({
      packages: rows(sample, 'packages').map(({ id, status, ...row }) => ({
        ...row,
        package_id: id,
        package_status: status,
      })),
    }),
    call: { path: '/fulfillment/202309/packages/search', query: page, body: {} },
  },
  {
    sample: 'cancellations-search-202309',
    shop: sample => ({ cancellations: rows(sample, 'cancellations') }),
    call: { path: '/return_refund/202309/cancellations/search', body: {} },
  },
  {
    sample: 'returns-search-202309',
    shop: sample => ({ returns: rows(sample, 'return_orders') }),
    call: { path: '/return_refund/202309/returns/search', body: {} },
  },
  {
    sample: 'return-records',
    shop: sample => ({ return_records: { '1': rows(sample, 'records') } }),
    call: { path: '/return_refund/202309/returns/1/records' },
  },
  {
    sample: 'warehouses',
    shop: sample => ({ warehouses: rows(sample, 'warehouses') }),
    call: { path: '/logistics/202309/warehouses' },
  },
  {
    sample: 'warehouse-delivery-options',
    shop: sample => ({ delivery_options: rows(sample, 'delivery_options') }),
    call: { path: '/logistics/202309/warehouses/1/delivery_options' },
  },
  {
    sample: 'shipping-providers',
    shop: sample => ({ delivery_options: [{ id: '9', name: 'Any', ...sample }] }),
    call: { path: '/logistics/202309/delivery_options/9/shipping_providers' },
  },
  {
    sample: 'finance-statements',
    shop: sample => ({
      finance: { statements: rows(sample, 'statements').map(head => ({ head, rows: [], payableCents: 0 })) },
    }),
    call: { path: '/finance/202309/statements', query: { sort_field: 'statement_time' } },
  },
  {
    sample: 'finance-statement-transactions-202501',
    shop: statementOf,
    call: { path: statementPath, query: { sort_field: 'order_create_time' } },
    members: ['id', 'create_time', 'status', 'transactions'],
  },
  {
    sample: 'finance-statement-transactions-202501.2026-09',
    shop: statementOf,
    call: { path: statementPath, query: { sort_field: 'order_create_time' } },
    members: ['id', 'create_time', 'status', 'transactions'],
  },
  {
    sample: 'finance-payments-202309',
    shop: sample => ({ finance: { payments: rows(sample, 'payments') } }),
    call: { path: '/finance/202309/payments', query: { sort_field: 'create_time' } },
  },
  {
    sample: 'finance-payments-202605',
    shop: sample => ({ finance: { payments: rows(sample, 'payments') } }),
    call: { path: '/finance/202605/payments', query: { sort_field: 'create_time' } },
  },
  {
    sample: 'finance-withdrawals',
    shop: sample => ({ finance: { withdrawals: rows(sample, 'withdrawals') } }),
    call: { path: '/finance/202309/withdrawals', query: { types: 'WITHDRAW' } },
  },
  ...['finance-unsettled-202507', 'finance-unsettled-202507.observed-br'].map(sample => ({
    sample,
    shop: (own: JsonObject) => ({ finance: { unsettled: rows(own, 'transactions') } }),
    call: { path: '/finance/202507/orders/unsettled', query: { sort_field: 'order_create_time' } },
    members: ['transactions'],
  })),
  {
    sample: 'external-orders-get',
    shop: sample => ({
      external_orders: rows(sample, 'external_orders').map(row => ({ ...row, orderId: '1' })),
    }),
    call: { path: '/order/202406/orders/1/external_orders', query: { platform: 'SHOPIFY' } },
  },
  {
    sample: 'shop-webhooks-list',
    shop: sample => ({ webhooks: rows(sample, 'webhooks') }),
    call: { path: '/event/202309/webhooks' },
  },
  {
    sample: 'product-categories',
    shop: sample => ({ categories: rows(sample, 'categories') }),
    call: { path: '/product/202309/categories' },
  },
  {
    sample: 'category-attributes',
    shop: sample => categoryWith(sample),
    call: { path: '/product/202309/categories/600001/attributes' },
  },
  {
    sample: 'category-rules',
    shop: sample => categoryWith({ rules: sample }),
    call: { path: '/product/202309/categories/600001/rules' },
  },
  {
    sample: 'product-brands',
    shop: sample => ({ brands: rows(sample, 'brands') }),
    call: { path: '/product/202309/brands', query: page },
  },
  {
    sample: 'fbt-inventory-records-search',
    shop: sample => ({ fbt: { inventory_records: rows(sample, 'inventory_records') } }),
    call: { path: '/fbt/202410/inventory_records/search', query: page, body: {} },
  },
  {
    sample: 'fbt-inbound-orders',
    shop: sample => ({ fbt: { inbound_orders: rows(sample, 'inbound_orders') } }),
    call: { path: '/fbt/202409/inbound_orders', query: { ids: 'IBR23230232324' } },
  },
]

const still = {
  unpaidCancelSecs: null,
  completeAfterSecs: null,
  settleAfterSecs: null,
  sellerAnswerSecs: null,
  payAfterSecs: null,
}

test.each(cases)('the official $sample is a seed, and comes back valid and as it went in', async entry => {
  const sample = samples[entry.sample] ?? {}
  const shop = { id: known.shopId, name: 'Samples', cipher: known.shopCipher, code: 'SAMPLES' }
  const seed = checkSeed({
    tiktokShop: { settings: still, shops: [{ ...shop, ...entry.shop(sample) }] },
  })
  const sandbox = createSandbox({ seed: withLongLivedToken(seed), clock: { at: '2026-03-02T10:00:00Z' } })
  const { code, message, data } = await callShop(sandbox, entry.call)
  expect(code, message).toBe(0)

  const method = entry.call.body === undefined ? 'GET' : 'POST'
  const match = matchEndpoint(method, entry.call.path)
  const name = match.found === 'endpoint' ? match.endpoint.name : ''
  const validate = ajv.compile(Object(withoutLists(JSON.parse(JSON.stringify(schemaOf[name] ?? false)))))
  expect(validate(data), `${name}: ${JSON.stringify(validate.errors?.slice(0, 5))}`).toBe(true)
  const members = entry.members ?? Object.keys(sample)
  expect(data).toMatchObject(Object.fromEntries(members.map(member => [member, sample[member]])))
})

/** Published answers that are not of an endpoint, and what holds them. */
const heldElsewhere: Readonly<Record<string, string>> = {
  'error-400-app-key.observed': 'gateway/gateway.test.ts',
  'error-retired-version': 'gateway/gateway.test.ts',
  'token-get': 'authorization/authorization.test.ts',
}

test('every published answer is played here, or its endpoint is held against its shape', () => {
  const played = new Set(cases.map(({ sample }) => sample))
  // `every-endpoint.test.ts` calls each endpoint there is, and checks each answer.
  const isOfEndpoint = (name: string) =>
    endpoints.some(endpoint => endpoint.name === name.replace(/\..*$/, ''))
  const others = published.filter(name => !played.has(name) && !isOfEndpoint(name))

  expect(published.length).toBeGreaterThan(60)
  expect(others).toEqual(Object.keys(heldElsewhere))
  for (const file of Object.values(heldElsewhere))
    expect(existsSync(new URL(file, import.meta.url)), file).toBe(true)
})

test.each(['orders-search', 'order-detail-202507'])(
  'no member of the official order is lost in %s',
  async name => {
    const entry = cases.find(({ sample }) => sample === name)
    const [sample] = rowsOf(samples[name] ?? {}, 'orders')
    const seed = checkSeed({
      tiktokShop: {
        settings: still,
        shops: [
          {
            id: known.shopId,
            name: 'Samples',
            cipher: known.shopCipher,
            code: 'SAMPLES',
            ...entry?.shop(samples[name] ?? {}),
          },
        ],
      },
    })
    const sandbox = createSandbox({ seed: withLongLivedToken(seed), clock: { at: '2026-03-02T10:00:00Z' } })
    const { data } = await callShop(sandbox, entry?.call ?? { path: '' })

    expect(rowsOf(data, 'orders')).toEqual([{ ...sample, status: 'COMPLETED', shipping_type: 'SELLER' }])
  },
)
