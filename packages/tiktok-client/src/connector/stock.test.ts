import type { CallContext, ImportItem, JsonObject } from '@tiktok-ns/flow-engine'
import { createSandbox, defaultTikTokShopCredentials, makeShop } from '@tiktok-ns/sandbox'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { tiktokShopConnector } from './connector.js'

const nowMs = Date.parse('2026-03-02T10:00:00Z')
const { appKey, appSecret, accessToken } = defaultTikTokShopCredentials
const context: CallContext = { signal: new AbortController().signal }
const order = z.looseObject({ id: z.string(), line_items: z.array(z.looseObject({})) })
const sku = z.looseObject({ id: z.string(), seller_sku: z.string().optional() })

const openShop = () => {
  const made = makeShop({ orders: 30, seed: 11, skus: 24, nowMs })
  const sandbox = createSandbox({ clock: { at: nowMs }, seed: made.seed })
  const shop = made.seed.tiktokShop?.shops?.[0]
  const products = (shop?.products ?? []).map(({ id, skus }) => ({
    id,
    skus: z.array(sku).parse(skus ?? []),
  }))
  const warehouse = shop?.products?.[0]?.skus?.[0]?.inventory?.[0]?.warehouse_id ?? ''
  const connector = tiktokShopConnector.connect(
    { appKey, appSecret, accessToken, maxAttempts: 1 },
    { fetch: sandbox.tiktokShop.fetch, now: () => sandbox.clock.now() },
  )
  const write = (...payloads: readonly JsonObject[]) => {
    const items = payloads.map((payload, index): ImportItem => ({ payload, idempotencyKey: String(index) }))
    return connector.importMany({ target: 'inventory', operation: 'update', items }, context)
  }
  const find = async (lookup: string, keys: readonly string[], parameters = {}) => {
    const answers = await connector.lookupMany({ lookup, keys, parameters }, context)
    return new Map(answers.map(({ key, matches }) => [key, matches]))
  }
  const set = (skuId: string, available: number) =>
    sandbox.admin('PUT', `/tiktok-shop/shops/${shop?.id}/stock`, { skuId, warehouseId: warehouse, available })
  const callsTo = (ending: string) => sandbox.calls.list({}).filter(({ path }) => path.endsWith(ending))
  const stock = (skuId: string, quantity: number, more = {}) => ({
    sku_id: skuId,
    inventory: [{ warehouse_id: warehouse, quantity, ...more }],
  })
  const shown = async (skuId: string) => {
    const pages = connector.exportPages({ resource: 'skus', where: {}, ids: [skuId] }, context)
    for await (const { records } of pages) {
      const rows = z
        .array(z.looseObject({ warehouse_id: z.string(), available_quantity: z.number() }))
        .parse(records[0]?.['warehouse_inventory'])
      return rows.find(row => row.warehouse_id === warehouse)?.available_quantity
    }
    return undefined
  }
  return {
    made,
    sandbox,
    shopId: shop?.id ?? '',
    products,
    connector,
    write,
    find,
    set,
    callsTo,
    stock,
    shown,
  }
}

describe('stock is written', () => {
  test('without what was sold after it was worked out', async () => {
    const { products, write, set, stock, shown } = openShop()
    const id = products[0]?.skus[0]?.id ?? ''
    await set(id, 7)

    await write(stock(id, 20, { seen: 10 }))

    expect(await shown(id)).toBe(17)
  })

  test('as it was worked out where units came back meanwhile, and never below none', async () => {
    const { products, write, set, stock, shown } = openShop()
    const id = products[0]?.skus[0]?.id ?? ''
    await set(id, 12)
    await write(stock(id, 20, { seen: 10 }))
    expect(await shown(id)).toBe(20)

    await write(stock(id, 2, { seen: 30 }))
    expect(await shown(id)).toBe(0)
  })

  test('with one call for each product, a SKU that is wanted twice once, the fewest units first', async () => {
    const { products, write, stock, callsTo, shown } = openShop()
    const [one, other] = products
    const [a = '', b = ''] = one?.skus.map(({ id }) => id) ?? []
    const c = other?.skus[0]?.id ?? ''

    const results = await write({ skus: [stock(a, 40), stock(b, 41)] }, stock(a, 39), stock(c, 3))

    expect(results).toMatchObject([
      { status: 'written', change: 'updated' },
      { status: 'written', ref: a },
      { status: 'written', ref: c },
    ])
    expect([await shown(a), await shown(b), await shown(c)]).toEqual([39, 41, 3])
    const calls = callsTo('/inventory/update').map(({ path }) => path.split('/').at(-3))
    expect(calls.sort()).toEqual([one?.id, other?.id].sort())
  })

  test('for all SKUs of an item; one that is refused is the item’s failure, and trying again writes no other', async () => {
    const { products, write, stock, callsTo } = openShop()
    const [a = '', b = ''] = products[0]?.skus.map(({ id }) => id) ?? []
    const payload = { skus: [stock(a, 40), stock(b, 1_000_000)] }

    const [first] = await write(payload)
    const [again] = await write(payload)

    expect([first, again]).toMatchObject([
      { status: 'failed', failure: { kind: 'invalid' } },
      { status: 'failed', failure: { kind: 'invalid' } },
    ])
    expect(callsTo('/inventory/update')).toHaveLength(2)
    expect(await write({ skus: [] })).toMatchObject([{ status: 'ignored' }])
  })
})

describe('units in open orders', () => {
  test('are found by the seller’s SKU, held orders too, and follow what becomes of the order', async () => {
    const { made, sandbox, shopId, find, callsTo } = openShop()
    const { id = '' } = made.orders.find(({ status }) => status === 'ON_HOLD') ?? {}
    const held = order.parse(made.orders.find(each => each.id === id))
    const name = String(held.line_items[0]?.['seller_sku'])
    const units = held.line_items.filter(line => line['seller_sku'] === name).length

    const before = (await find('openUnits', [name])).get(name)
    expect(before).toContainEqual(expect.objectContaining({ order_id: id, status: 'ON_HOLD', units }))
    const listed = callsTo('/orders/search').length
    await sandbox.admin('POST', `/tiktok-shop/shops/${shopId}/orders/${id}/cancel-lines`, {
      lineIds: [],
      reason: 'x',
      by: 'SYSTEM',
    })
    sandbox.clock.advance(1_000)
    const after = (await find('openUnits', [name])).get(name)

    expect(after?.filter(row => row['order_id'] === id)).toEqual([])
    // All open ones once; then only what changed.
    expect(callsTo('/orders/search').length).toBe(listed + 1)
    sandbox.clock.advance(1_000)
    await find('openUnits', [name], { freshSecs: 15 })
    expect(callsTo('/orders/search').length).toBe(listed + 1)
  })
})

test('units that have left stay, where their order was open once', async () => {
  const { made, sandbox, shopId, find } = openShop()
  const isWaiting = (row: (typeof made.orders)[number]) =>
    row.status === 'AWAITING_SHIPMENT' && row.fulfillment_type !== 'FULFILLMENT_BY_TIKTOK'
  const { id = '' } = made.orders.find(isWaiting) ?? {}
  const waiting = order.parse(made.orders.find(each => each.id === id))
  const name = String(waiting.line_items[0]?.['seller_sku'])
  const rows = async (parameters = {}) =>
    ((await find('openUnits', [name], parameters)).get(name) ?? []).filter(row => row['order_id'] === id)
  expect(await rows()).toMatchObject([{ is_shipped: false }])

  const shipped = { ...waiting, status: 'IN_TRANSIT', update_time: sandbox.clock.nowSecs() }
  await sandbox.admin('PUT', `/tiktok-shop/shops/${shopId}/orders`, { orders: [shipped] })
  sandbox.clock.advance(1_000)
  expect(await rows()).toMatchObject([{ status: 'IN_TRANSIT', is_shipped: true }])
})

test('units that had left before they were looked at stay where their order is new enough, and all that left go after a week', async () => {
  const { made, sandbox, shopId, find } = openShop()
  const isWaiting = (row: (typeof made.orders)[number]) =>
    row.status === 'AWAITING_SHIPMENT' && row.fulfillment_type !== 'FULFILLMENT_BY_TIKTOK'
  const { id = '' } = made.orders.find(isWaiting) ?? {}
  const waiting = order.parse(made.orders.find(each => each.id === id))
  const name = String(waiting.line_items[0]?.['seller_sku'])
  const shipped = { ...waiting, status: 'IN_TRANSIT', update_time: sandbox.clock.nowSecs() }
  await sandbox.admin('PUT', `/tiktok-shop/shops/${shopId}/orders`, { orders: [shipped] })
  sandbox.clock.advance(1_000)
  const rows = async (
    connector: ReturnType<typeof openShop>['connector'],
    shippedSince: number,
    freshSecs = 0,
  ) => {
    const parameters = { shippedSince, freshSecs }
    const answers = await connector.lookupMany({ lookup: 'openUnits', keys: [name], parameters }, context)
    return (answers[0]?.matches ?? []).filter(row => row['order_id'] === id)
  }
  const createdAt = Number(waiting['create_time'])
  const month = 30 * 86_400
  const open = () =>
    tiktokShopConnector.connect(
      { appKey, appSecret, accessToken, maxAttempts: 1 },
      { fetch: sandbox.tiktokShop.fetch, now: () => sandbox.clock.now() },
    )

  const connector = open()
  expect(await rows(connector, createdAt)).toMatchObject([{ is_shipped: true }])
  expect(await rows(open(), createdAt + 1)).toEqual([])
  expect((await find('openUnits', [name])).get(name)?.filter(row => row['order_id'] === id)).toEqual([])

  sandbox.clock.advance(6 * 86_400_000)
  expect(await rows(connector, createdAt, month)).toHaveLength(1)
  sandbox.clock.advance(2 * 86_400_000)
  expect(await rows(connector, createdAt, month)).toEqual([])
})

test('SKUs are found by the seller’s own with their stock; which they are is asked once', async () => {
  const { products, find, callsTo, set } = openShop()
  const [wanted] = products[0]?.skus ?? []
  const name = wanted?.seller_sku ?? ''

  expect((await find('stockBySellerSku', [name, 'NONE'])).get(name)).toMatchObject([
    { id: wanted?.id, product_id: products[0]?.id, product_status: 'ACTIVATE' },
  ])
  await set(wanted?.id ?? '', 5)
  const again = await find('stockBySellerSku', [name])

  expect(again.get(name)).toMatchObject([{ warehouse_inventory: [{ available_quantity: 5 }, {}] }])
  expect(callsTo('/products/search')).toHaveLength(1)
})

test('what was sold is read SKU by SKU, by when its order changed', async () => {
  const { made, connector } = openShop()
  const records: JsonObject[] = []
  const window = { field: 'update_time', fromMs: 0, untilMs: nowMs + 1_000 }
  for await (const page of connector.exportPages({ resource: 'soldSkus', where: {}, window }, context))
    records.push(...page.records)

  const expected = made.orders.flatMap(each =>
    [...new Set(each.line_items.map(({ sku_id: id }) => id))].map(id => `${each.id}-${id}`),
  )
  expect(records.map(({ id }) => id).sort()).toEqual(expected.sort())
})
