import { expect, test } from 'vitest'
import { flakyNetwork } from './flaky-network.js'
import { openShopWorld, type ShopWorld } from './open-shop-world.js'

const orderFlow = 'orders/tiktok-orders-to-netsuite-sales-orders'

const settingsOf = ({ ids }: ShopWorld) => ({
  customer: ids.customer,
  discountItem: ids.discountItem,
  location: ids.location,
})

test('a flow runs from its file through both clients against both sandboxes', async () => {
  const world = openShopWorld({ skus: 3 })
  const [product] = await world.shop.products()
  const sellerSku = product?.skus[0]?.seller_sku ?? ''
  const order = await world.shop.buy({
    units: [{ sellerSku, count: 2, price: '40.00', sellerDiscount: '4.00', platformDiscount: '6.00' }],
    shipping: '4.99',
  })

  const report = await world.run(orderFlow, settingsOf(world))

  expect(report.counts).toEqual({ read: 1, written: 1, skipped: 0, failed: 0 })
  const salesOrder = await world.netsuite.get('salesOrder', `eid:TTS-US1-SO-${order.id}`)
  expect(salesOrder).toMatchObject({ total: 76.99 })
})

test('runs follow one another on one store and one clock, over a network that fails', async () => {
  const world = openShopWorld({ orders: 30, seed: 3, faults: flakyNetwork(0.03) })
  await world.run(orderFlow, settingsOf(world))
  await world.run(orderFlow, settingsOf(world))
  await world.retry(orderFlow, settingsOf(world))
  world.sandbox.faults.clear()
  await world.run(orderFlow, settingsOf(world))

  const again = await world.run(orderFlow, settingsOf(world), { again: true, fromMs: 0 })

  const salesOrders = await world.netsuite.list('salesOrder')
  expect(again.counts.written).toBe(0)
  expect(new Set(salesOrders.map(({ externalId }) => externalId)).size).toBe(salesOrders.length)
  expect(await world.parked()).toEqual([])
})

test('notifications come signed, and a run may read what they are about', async () => {
  const world = openShopWorld({ skus: 3 })
  const [product] = await world.shop.products()
  const order = await world.shop.buy({
    units: [{ sellerSku: product?.skus[0]?.seller_sku ?? '' }],
    status: 'ON_HOLD',
  })
  world.pass({ hours: 2 })

  const notices = await world.notices()
  expect(notices.map(({ recordId }) => recordId)).toContain(order.id)
  const report = await world.run(orderFlow, settingsOf(world), { ids: [order.id] })
  expect(report.counts).toMatchObject({ read: 1, written: 1 })
  expect(await world.notices()).toEqual([])
})

test('a world may have several shops', async () => {
  const world = openShopWorld({ orders: 5, regions: ['US', 'GB'] })

  const report = await world.run(orderFlow, { ...settingsOf(world), customer: '1002' }, { shop: 'GB2' })

  expect(report.counts.read).toBe(5)
  const [salesOrder] = await world.netsuite.list('salesOrder')
  expect(salesOrder?.['externalId']).toMatch(/^TTS-GB2-SO-/)
})
