import type { CallContext, ExportRequest, ImportItem, JsonObject } from '@tiktok-ns/flow-engine'
import { connectorContract } from '@tiktok-ns/flow-engine/testing'
import { createSandbox, defaultTikTokShopCredentials, makeMonth, makeShop } from '@tiktok-ns/sandbox'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { tiktokShopConnector } from './connector.js'

const nowMs = Date.parse('2026-03-02T10:00:00Z')
const { appKey, appSecret, accessToken } = defaultTikTokShopCredentials
const context: CallContext = { signal: new AbortController().signal }

const openShop = () => {
  const made = makeShop({ orders: 40, seed: 11, nowMs })
  const sandbox = createSandbox({ clock: { at: nowMs }, seed: made.seed })
  const { fetch } = sandbox.tiktokShop
  const connector = tiktokShopConnector.connect(
    { appKey, appSecret, accessToken, maxAttempts: 1 },
    { fetch, now: () => sandbox.clock.now() },
  )
  const read = async (request: ExportRequest): Promise<readonly JsonObject[]> => {
    const records: JsonObject[] = []
    for await (const page of connector.exportPages(request, context)) records.push(...page.records)
    return records
  }
  const write = async (
    target: string,
    operation: string,
    payload: JsonObject,
    more: Partial<ImportItem> = {},
  ) => {
    const item = { payload, idempotencyKey: `${target}-1`, ...more }
    const [result] = await connector.importMany({ target, operation, items: [item] }, context)
    return result
  }
  const foresee = async (target: string, operation: string, payload: JsonObject) => {
    const item = { payload, idempotencyKey: `${target}-1` }
    const [preview] = (await connector.previewMany?.({ target, operation, items: [item] }, context)) ?? []
    return preview
  }
  return { made, sandbox, connector, read, write, foresee }
}

const ordersRead = async () => {
  const { connector, sandbox, read } = openShop()
  const ids = (await read({ resource: 'orders', where: {} })).map(({ id }) => String(id))
  const searches = () => sandbox.calls.list({}).filter(({ path }) => path.endsWith('/orders/search')).length
  return {
    connector,
    export: { resource: 'orders', ids, pagesAsked: searches },
    lookup: { name: 'ordersById', present: ids[0] ?? '', absent: '1' },
  }
}

describe('the contract of every connector', () => {
  test.each(connectorContract)('$name', async ({ keep }) => keep(await ordersRead()))
})

const skuShape = z.looseObject({
  id: z.string(),
  product_id: z.string(),
  seller_sku: z.string(),
  warehouse_inventory: z.array(z.looseObject({ warehouse_id: z.string(), available_quantity: z.number() })),
})

test('every SKU comes with its stock, and a new quantity is set in the warehouse that is named', async () => {
  const { read, write, sandbox } = openShop()
  const skus = z.array(skuShape).parse(await read({ resource: 'skus', where: {} }))
  const [sku] = skus
  const [warehouse] = sku?.warehouse_inventory ?? []
  if (sku === undefined || warehouse === undefined) throw new Error('the shop has no stock')
  const payload = { sku_id: sku.id, inventory: [{ warehouse_id: warehouse.warehouse_id, quantity: 7 }] }

  const first = await write('inventory', 'update', payload)
  const again = await write('inventory', 'update', payload)

  expect(first).toMatchObject({ status: 'written', change: 'updated', ref: sku.id })
  expect(again).toMatchObject({ status: 'written', change: 'unchanged' })
  const updates = sandbox.calls.list({}).filter(({ path }) => path.endsWith('/inventory/update'))
  expect(updates).toHaveLength(1)
  const [now] = z.array(skuShape).parse(await read({ resource: 'skus', where: {}, ids: [sku.id] }))
  expect(now?.warehouse_inventory[0]?.available_quantity).toBe(7)
})

test('a preview reads what is there, and names the stock and the actions that would change', async () => {
  const { made, read, write, foresee, sandbox } = openShop()
  const [sku] = z.array(skuShape).parse(await read({ resource: 'skus', where: {} }))
  const [stock] = sku?.warehouse_inventory ?? []
  const toQuantity = (quantity: number) => ({
    sku_id: sku?.id ?? '',
    inventory: [{ warehouse_id: stock?.warehouse_id ?? '', quantity }],
  })
  const [, order = ''] = [...made.kinds].flatMap(([id, kind]) => (kind === 'normal' ? [id] : []))
  const shipment = {
    order_id: order,
    tracking_number: '9400111899223100000011',
    shipping_provider_id: '7117858858072016686',
  }

  expect(await foresee('inventory', 'update', toQuantity(7))).toEqual({
    would: 'update',
    ref: sku?.id,
    differences: [{ path: `inventory.${stock?.warehouse_id}`, before: stock?.available_quantity, after: 7 }],
  })
  expect(await foresee('inventory', 'update', { sku_id: '1', quantity: 1 })).toMatchObject({
    would: 'fail',
    failure: { kind: 'missing' },
  })
  expect(await foresee('shipment', 'markShipped', shipment)).toEqual({ would: 'create' })
  expect(sandbox.calls.list({}).filter(({ path }) => /update|packages$/.test(path))).toEqual([])

  await write('inventory', 'update', toQuantity(7))
  await write('shipment', 'markShipped', shipment)
  expect(await foresee('inventory', 'update', toQuantity(7))).toMatchObject({ would: 'nothing' })
  expect(await foresee('shipment', 'markShipped', shipment)).toMatchObject({ would: 'nothing' })
})

test('one SKU that TikTok refuses leaves the others written', async () => {
  const { read, connector } = openShop()
  const skus = z.array(skuShape).parse(await read({ resource: 'skus', where: {} }))
  const [good, bad] = skus
  if (good === undefined || bad === undefined) throw new Error('the shop has one SKU only')
  const item = (sku: z.infer<typeof skuShape>, quantity: number) => ({
    idempotencyKey: sku.id,
    payload: {
      sku_id: sku.id,
      inventory: [{ warehouse_id: sku.warehouse_inventory[0]?.warehouse_id ?? '', quantity }],
    },
  })
  const missing = { idempotencyKey: 'none', payload: { sku_id: '1', quantity: 3 } }
  const unmapped = { idempotencyKey: 'wrong', payload: { quantity: 3 } }

  const results = await connector.importMany(
    {
      target: 'inventory',
      operation: 'update',
      items: [item(good, 5), item(bad, 1_000_000), missing, unmapped],
    },
    context,
  )

  expect(results).toMatchObject([
    { status: 'written', ref: good.id },
    { status: 'failed', failure: { kind: 'invalid' } },
    { status: 'failed', failure: { kind: 'missing' } },
    { status: 'failed', failure: { kind: 'mapping' } },
  ])
})

test('an order is marked as shipped once, however often it is tried', async () => {
  const { made, read, write, sandbox } = openShop()
  const id = [...made.kinds].find(([, kind]) => kind === 'normal')?.[0] ?? ''
  const payload = {
    order_id: id,
    tracking_number: '9400111899223100000011',
    shipping_provider_id: '7117858858072016686',
  }

  const first = await write('shipment', 'markShipped', payload)
  const again = await write('shipment', 'markShipped', payload)
  const afterLostAnswer = await write('shipment', 'markShipped', payload, { outcomeUnknown: true })
  const other = await write('shipment', 'markShipped', {
    ...payload,
    tracking_number: '9400111899223100000028',
  })

  expect(first).toMatchObject({ status: 'written', change: 'created' })
  expect([again, afterLostAnswer]).toMatchObject([{ change: 'unchanged' }, { change: 'unchanged' }])
  expect(other).toMatchObject({ status: 'failed', failure: { kind: 'duplicate' } })
  const calls = sandbox.calls.list({}).filter(({ path }) => path.endsWith(`/orders/${id}/packages`))
  expect(calls).toHaveLength(3)
  const packages = await read({ resource: 'packages', where: {} })
  expect(packages.filter(({ tracking_number: number }) => number === payload.tracking_number)).toHaveLength(1)
})

test('an order is cancelled once, and the cancellation can be read', async () => {
  const { made, read, write } = openShop()
  const id = [...made.kinds].filter(([, kind]) => kind === 'normal')[1]?.[0] ?? ''
  const payload = { order_id: id, cancel_reason: 'seller_cancel_reason_out_of_stock' }

  const first = await write('cancellation', 'create', payload)
  const again = await write('cancellation', 'create', payload)

  expect(first).toMatchObject({ status: 'written', change: 'created' })
  expect(again).toMatchObject({ status: 'written', change: 'unchanged' })
  const cancellations = await read({ resource: 'cancellations', where: { order_ids: [id] } })
  expect(cancellations).toHaveLength(1)
  const ids = cancellations.map(({ cancel_id: cancelId }) => String(cancelId))
  expect(await read({ resource: 'cancellations', where: {}, ids })).toHaveLength(1)
})

test('the number in the other system is written to an order', async () => {
  const { made, write } = openShop()
  const [id = ''] = [...made.kinds.keys()]

  const result = await write('externalOrder', 'add', { order_id: id, external_order_id: 'SO-1' })

  expect(result).toMatchObject({ status: 'written', ref: id })
})

test('SKUs are found by the seller’s own', async () => {
  const { connector, read } = openShop()
  const skus = z.array(skuShape).parse(await read({ resource: 'skus', where: {} }))
  const keys = [...skus.slice(0, 12).map(({ seller_sku: sellerSku }) => sellerSku), 'nobody-sells-this']

  const answers = await connector.lookupMany({ lookup: 'skusBySellerSku', keys }, context)

  expect(answers.map(({ key }) => key)).toEqual(keys)
  expect(answers.at(-1)?.matches).toEqual([])
  expect(answers[0]?.matches).toMatchObject([{ id: skus[0]?.id, product_id: skus[0]?.product_id }])
})

test('a month of money can be read: statements, what they are made of, payments, what is to come', async () => {
  const month = await makeMonth({ orders: 40, seed: 3, days: 20 })
  const sandbox = createSandbox({ clock: { at: month.endMs }, seed: month.seed })
  const connector = tiktokShopConnector.connect(
    { appKey, appSecret, accessToken },
    { fetch: sandbox.tiktokShop.fetch, now: () => sandbox.clock.now() },
  )
  const read = async (resource: string, more: Partial<ExportRequest> = {}) => {
    const records: JsonObject[] = []
    for await (const page of connector.exportPages({ resource, where: {}, ...more }, context))
      records.push(...page.records)
    return records
  }

  const statements = await read('statements')
  const [statement] = statements
  const id = String(statement?.['id'])
  const transactions = await read('statementTransactions')
  const ofOne = await read('statementTransactions', { where: { statement_id: id } })

  expect(statements.length).toBeGreaterThan(3)
  expect(await read('statements', { ids: [id] })).toEqual([statement])
  expect(ofOne).toEqual(transactions.filter(({ statement_id: of }) => of === id))
  expect(ofOne[0]).toMatchObject({
    statement_id: id,
    statement_time: statement?.['statement_time'],
    currency: 'USD',
    statement_totals: {
      total_count: ofOne.length,
      total_settlement_amount: statement?.['settlement_amount'],
    },
  })
  const known = { statement_id: id, statement_time: 1, currency: 'USD' }
  expect(await read('statementTransactions', { where: known })).toEqual(
    ofOne.map(row => ({ ...row, statement_time: 1 })),
  )
  expect((await read('payments')).length).toBeGreaterThan(0)
  for (const resource of ['unsettledOrders', 'fbtInventory', 'returns', 'products', 'withdrawals'])
    expect([resource, Array.isArray(await read(resource))]).toEqual([resource, true])
})

test('a probe finds what works', async () => {
  const { connector } = openShop()

  const findings = await connector.probe(context)

  expect(findings.map(({ ok, subject }) => [subject, ok])).toEqual([
    ['credentials', true],
    ['shop', true],
  ])
})

test.each([
  [{ appSecret: 'wrong-secret' }, 'app secret'],
  [{ appKey: 'nobody' }, 'app key'],
  [{ accessToken: 'TTP_nobody' }, 'token'],
])('a probe says what is wrong with %j: the %s', async (wrong, subject) => {
  const sandbox = createSandbox({ clock: { at: nowMs } })
  const connector = tiktokShopConnector.connect(
    { appKey, appSecret, accessToken, ...wrong },
    { fetch: sandbox.tiktokShop.fetch, now: () => sandbox.clock.now() },
  )

  const findings = await connector.probe(context)

  expect(findings[0]).toMatchObject({ ok: false, subject })
  expect(findings[0]?.next).toBeDefined()
})
