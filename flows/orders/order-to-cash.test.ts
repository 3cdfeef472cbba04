import { expect, test } from 'vitest'
import { openShopWorld, type ShopWorld } from '../testing/open-shop-world.js'
import { orderFlows, orderSettings, shipInNetSuite } from '../testing/order-flows.js'

const run = async (world: ShopWorld) => {
  await world.run(orderFlows.orders, orderSettings(world))
  await world.run(orderFlows.changes)
  await world.run(orderFlows.cancellations)
  await world.run(orderFlows.billing)
}

const skusOf = async (world: ShopWorld) =>
  (await world.shop.products()).flatMap(({ skus }) => skus.map(({ seller_sku = '' }) => seller_sku))

const totalBilled = async (world: ShopWorld) =>
  (await world.netsuite.list('invoice')).reduce(
    (sum, { total }) => sum + Math.round(Number(total) * 100),
    0,
  ) / 100

test('an order shipped in parts, with a unit cancelled between, is billed unit by unit to the cent', async () => {
  const world = openShopWorld({ skus: 3 })
  const [sku = ''] = await skusOf(world)
  const unit = { sellerSku: sku, price: '16.67', platformDiscount: '1.11' }
  const order = await world.shop.buy({
    units: [
      { ...unit, sellerDiscount: '3.33' },
      { ...unit, sellerDiscount: '3.33' },
      { ...unit, sellerDiscount: '3.34' },
    ],
    shipping: '4.99',
  })
  await run(world)
  const id = `TTS-US1-SO-${order.id}`
  expect(await world.netsuite.get('salesOrder', `eid:${id}`)).toMatchObject({ total: 45 })

  await shipInNetSuite(world, id, new Map([[1, 1]]))
  await run(world)
  expect(await totalBilled(world)).toBe(18.33) // 16.67 - 3.33 + 4.99

  await world.shop.cancelLines(order.id, [order.line_items[2]?.id ?? ''])
  await run(world)
  await shipInNetSuite(world, id)
  await run(world)
  await run(world)

  expect(await totalBilled(world)).toBe(31.67)
  const salesOrder = await world.netsuite.client.records.get('salesOrder', { externalId: id })
  expect(salesOrder.status).toMatchObject({ id: 'G' })
  expect(await world.parked()).toEqual([])
})

test('a whole order that is cancelled is closed, and its deposit goes back', async () => {
  const world = openShopWorld({ skus: 3 })
  const depositAccount = await world.netsuite.add('account', {
    acctNumber: '1160',
    acctName: 'TikTok Clearing',
    acctType: { id: 'OthCurrAsset' },
  })
  const [sku = ''] = await skusOf(world)
  const order = await world.shop.buy({
    units: [{ sellerSku: sku, count: 2, price: '20.00', sellerDiscount: '2.00' }],
    shipping: '5.00',
  })
  await world.run(orderFlows.orders, { ...orderSettings(world), depositAccount })
  expect(world.netsuite.ledger.balance(depositAccount)).toBe('41.00')

  await world.shop.cancelLines(order.id)
  await world.run(orderFlows.cancellations, { depositAccount })

  const salesOrder = await world.netsuite.client.records.get('salesOrder', {
    externalId: `TTS-US1-SO-${order.id}`,
  })
  expect(salesOrder.status).toMatchObject({ id: 'H' })
  expect(world.netsuite.ledger.balance(depositAccount)).toBe('0.00')
})

test('an order that is cancelled before it is imported leaves nothing in NetSuite', async () => {
  const world = openShopWorld({ skus: 3 })
  const [sku = ''] = await skusOf(world)
  const order = await world.shop.buy({ units: [{ sellerSku: sku }], status: 'ON_HOLD' })
  await run(world)
  await world.shop.cancelLines(order.id)
  await run(world)

  expect(await world.netsuite.list('salesOrder')).toEqual([])
  expect(await world.parked()).toEqual([])
})

test('a cancellation that meets a fulfilment already done is parked for somebody, and closes the rest', async () => {
  const world = openShopWorld({ skus: 3 })
  const [one = '', other = ''] = await skusOf(world)
  const order = await world.shop.buy({ units: [{ sellerSku: one }, { sellerSku: other }] })
  await run(world)
  const id = `TTS-US1-SO-${order.id}`
  await shipInNetSuite(world, id, new Map([[1, 1]]))
  await world.shop.cancelLines(order.id)
  await run(world)

  const [parked] = await world.parked()
  expect(parked?.failure.message).toMatch(
    /^1 pieces were cancelled at TikTok after NetSuite had shipped them/,
  )
  const { item } = await world.netsuite.get('salesOrder', `eid:${id}`)
  expect(item).toMatchObject({ items: [{ quantity: 1 }, { quantity: 0, isClosed: true }] })
})

test('a new address reaches the sales order, and leaves what people changed there', async () => {
  const world = openShopWorld({ skus: 3 })
  const [sku = ''] = await skusOf(world)
  const order = await world.shop.buy({ units: [{ sellerSku: sku }] })
  await run(world)
  const eid = `eid:TTS-US1-SO-${order.id}`
  const { id } = await world.netsuite.get('salesOrder', eid)
  await world.netsuite.client.records.update('salesOrder', id, { memo: 'Rush!', shipDate: '2026-03-05' })

  await world.shop.changeAddress(order.id, {
    name: 'Jane Sample',
    address_line1: '7 Other Rd',
    region_code: 'US',
  })
  await run(world)

  expect(await world.netsuite.get('salesOrder', eid)).toMatchObject({
    memo: 'Rush!',
    shipDate: '2026-03-05',
    shippingAddress: { addr1: '7 Other Rd' },
  })
})

test('a return brings goods back to stock by its receipt, and money back by its credit', async () => {
  const world = openShopWorld({ skus: 3 })
  const refundItem = await world.netsuite.add('nonInventorySaleItem', { itemId: 'Refunds' })
  const [sku = ''] = await skusOf(world)
  const order = await world.shop.buy({
    units: [{ sellerSku: sku, count: 2, price: '40.00', sellerDiscount: '4.00', platformDiscount: '6.00' }],
    shipping: '4.99',
    tax: '2.88',
  })
  await run(world)
  const id = `TTS-US1-SO-${order.id}`
  const before = world.netsuite.stock.levels()
  await shipInNetSuite(world, id)
  await world.shop.ship(order.id)
  await run(world)
  for (const _ of ['collected', 'delivered']) await world.shop.advance(order.id)
  const asked = await world.shop.requestReturn(order.id, {
    type: 'RETURN_AND_REFUND',
    lineIds: [order.line_items[0]?.id ?? ''],
  })
  const settings = { refundItem }
  const move = async (status: string) => {
    await world.shop.moveReturn(String(asked['return_id']), status, 'SELLER')
    await world.run(orderFlows.returns, settings)
    return Object.fromEntries(
      await Promise.all(
        ['returnAuthorization', 'itemReceipt', 'creditMemo'].map(async type => [
          type,
          (await world.netsuite.list(type)).length,
        ]),
      ),
    )
  }

  expect(await move('AWAITING_BUYER_SHIP')).toEqual({ returnAuthorization: 1, itemReceipt: 0, creditMemo: 0 })
  expect(await move('BUYER_SHIPPED_ITEM')).toEqual({ returnAuthorization: 1, itemReceipt: 0, creditMemo: 0 })
  expect(await move('RETURN_OR_REFUND_REQUEST_SUCCESS')).toMatchObject({ itemReceipt: 1, creditMemo: 0 })
  expect(await move('RETURN_OR_REFUND_REQUEST_COMPLETE')).toMatchObject({ itemReceipt: 1, creditMemo: 1 })

  const [credit] = await world.netsuite.list('creditMemo')
  expect(credit).toMatchObject({ total: 36 }) // 40.00 - 4.00: TikTok's discount goes back to TikTok
  const onHand = (levels: typeof before) => levels.reduce((sum, level) => sum + level.onHand, 0)
  expect(onHand(before) - onHand(world.netsuite.stock.levels())).toBe(1)
  expect(await world.parked()).toEqual([])
})

test('a refund without a return moves no stock, and an agreed part is what was agreed', async () => {
  const world = openShopWorld({ skus: 3 })
  const refundItem = await world.netsuite.add('nonInventorySaleItem', { itemId: 'Refunds' })
  const [sku = ''] = await skusOf(world)
  const order = await world.shop.buy({
    units: [{ sellerSku: sku, price: '40.00', sellerDiscount: '4.00', platformDiscount: '6.00' }],
  })
  await run(world)
  await shipInNetSuite(world, `TTS-US1-SO-${order.id}`)
  await world.shop.ship(order.id)
  await run(world)
  const asked = await world.shop.requestReturn(order.id, { type: 'REFUND' })
  const returnId = String(asked['return_id'])
  const [row] = await world.shop.list('returns')
  await world.shop.call('PUT', '/returns', {
    returns: [{ ...row, partial_refund: { amount: '15.00', currency: 'USD' } }],
  })
  await world.shop.moveReturn(returnId, 'RETURN_OR_REFUND_REQUEST_COMPLETE', 'SELLER')
  await world.run(orderFlows.returns, { refundItem })

  expect(await world.netsuite.list('creditMemo')).toMatchObject([{ total: 15 }])
  expect(await world.netsuite.list('returnAuthorization')).toEqual([])
})
