import type { JsonObject } from '@tiktok-ns/flow-engine'
import { expect, test } from 'vitest'
import { openShopWorld, type ShopWorld } from '../testing/open-shop-world.js'
import { sellerCenter } from '../testing/seller-center.js'
import { orderKey, shipInNetSuite } from '../testing/ship-in-netsuite.js'

const ordersIn = 'orders/tiktok-orders-to-netsuite-sales-orders'
const packagesIn = 'fulfillment/tiktok-packages-to-netsuite-fulfillments'
const shipmentsOut = 'fulfillment/netsuite-fulfillments-to-tiktok-packages'
const ups = '7117859084333745966'
const numbers = ['1Z999AA10123456784', '1Z999AA10123456795'] as const

const openWorld = async () => {
  const world = openShopWorld({ skus: 4 })
  const products = await world.shop.products()
  const [scarf = '', belt = ''] = products.flatMap(({ skus }) => skus.map(sku => sku.seller_sku ?? ''))
  const { customer, discountItem, location, fbtLocation } = world.ids
  const imported = () => world.run(ordersIn, { customer, discountItem, location, fbtLocation })
  const buy = async (
    units: readonly { readonly sellerSku: string; readonly count?: number }[],
    fields: JsonObject = {},
  ) => {
    const order = await world.shop.buy({ units, fields })
    await imported()
    return order.id
  }
  const fetch = (more: JsonObject = {}) => world.run(packagesIn, { fbtLocation, ...more })
  return { world, scarf, belt, buy, fetch, imported }
}

const fbt = { fulfillment_type: 'FULFILLMENT_BY_TIKTOK', shipping_type: 'TIKTOK' }

const shipmentsOf = async (world: ShopWorld, orderId: string) => {
  const order = await world.netsuite.get('salesOrder', `eid:${orderKey(orderId)}`)
  const all = await world.netsuite.list('itemFulfillment')
  return all.filter(row => JSON.stringify(row['createdFrom']).includes(`"${order.id}"`))
}

const onHand = (world: ShopWorld, location: string) =>
  world.netsuite.stock
    .levels()
    .filter(level => level.location === location)
    .reduce((sum, level) => sum + level.onHand, 0)

test('what TikTok ships leaves its location in NetSuite once, with tracking, however often the flow runs', async () => {
  const { world, scarf, belt, buy, fetch } = await openWorld()
  const order = await buy([{ sellerSku: scarf, count: 2 }, { sellerSku: belt }], fbt)
  const before = onHand(world, world.ids.fbtLocation)
  await world.shop.advance(order)
  const first = await fetch()
  await world.shop.advance(order)
  const again = await fetch()

  expect(first.counts).toMatchObject({ written: 1, failed: 0 })
  expect(again.counts).toMatchObject({ written: 0, failed: 0 })
  const [shipment, ...others] = await shipmentsOf(world, order)
  expect(others).toEqual([])
  const [unit] = (await world.shop.order(order)).line_items
  expect(shipment).toMatchObject({
    externalId: `TTS-US1-IF-${String(unit?.['package_id'])}`,
    shipStatus: { id: 'C' },
    package: { items: [{ packageTrackingNumber: unit?.['tracking_number'] }] },
  })
  expect(onHand(world, world.ids.fbtLocation)).toBe(before - 3)
  expect(await world.netsuite.get('salesOrder', `eid:${orderKey(order)}`)).toMatchObject({
    status: { id: 'F' },
  })
})

test('a shipment that came from TikTok is not told to TikTok again', async () => {
  const { world, scarf, buy, fetch } = await openWorld()
  const order = await buy([{ sellerSku: scarf }], fbt)
  await world.shop.advance(order)
  await fetch()

  const told = await world.run(shipmentsOut)

  expect(told.counts).toMatchObject({ read: 1, skipped: 1, failed: 0 })
})

test('labels bought in TikTok bring part shipments, each package with its number', async () => {
  const { world, scarf, belt, buy, fetch } = await openWorld()
  const order = await buy([{ sellerSku: scarf }, { sellerSku: belt }], { shipping_type: 'TIKTOK' })
  const [first, second] = (await world.shop.order(order)).line_items
  await buyLabel(world, order, first?.id ?? '')
  await fetch()
  const partly = await shipmentsOf(world, order)
  await buyLabel(world, order, second?.id ?? '')
  await fetch()

  expect(partly).toMatchObject([{ item: { items: [{ quantity: 1 }] } }])
  const shipments = await shipmentsOf(world, order)
  expect(shipments).toHaveLength(2)
  const told = (await world.shop.order(order)).line_items.map(unit => unit['tracking_number'])
  expect(shipments.map(({ package: parcels }) => JSON.stringify(parcels))).toEqual(
    told.map(number => expect.stringContaining(String(number))),
  )
})

test('a shipment the warehouse has made under a label of TikTok’s gets its number and is not made again', async () => {
  const { world, scarf, buy, fetch } = await openWorld()
  const order = await buy([{ sellerSku: scarf }], { shipping_type: 'TIKTOK' })
  await shipInNetSuite(world, order)
  const [unit] = (await world.shop.order(order)).line_items
  await buyLabel(world, order, unit?.id ?? '')

  await fetch()
  const again = await fetch()

  expect(again.counts).toMatchObject({ written: 0, failed: 0 })
  const [told] = (await world.shop.order(order)).line_items
  expect(await shipmentsOf(world, order)).toMatchObject([
    { package: { items: [{ packageTrackingNumber: told?.['tracking_number'] }] } },
  ])
})

test.each([
  ['report', 0, 1],
  ['adopt', 1, 0],
  ['ignore', 0, 0],
])('a parcel shipped by hand in Seller Center: %s', async (sellerPackages, made, parked) => {
  const { world, scarf, buy, fetch } = await openWorld()
  const order = await buy([{ sellerSku: scarf }])
  await sellerCenter(world).fulfillment.markShipped(order, {
    tracking_number: numbers[0],
    shipping_provider_id: ups,
  })

  await fetch({ sellerPackages })

  expect(await shipmentsOf(world, order)).toHaveLength(made)
  expect(await world.parked()).toHaveLength(parked)
})

test('a shipment that was told and then deleted in NetSuite is an exception', async () => {
  const { world, scarf, buy, fetch } = await openWorld()
  const order = await buy([{ sellerSku: scarf }])
  const shipment = await shipInNetSuite(world, order, { tracking: [numbers[0]] })
  await world.run(shipmentsOut, { fallbackCarrier: 'UPS' })
  const known = await fetch()
  await world.netsuite.client.records.delete('itemFulfillment', shipment)
  await world.shop.advance(order)
  await fetch()

  expect(known.counts).toMatchObject({ failed: 0 })
  expect(await world.parked()).toMatchObject([
    { failure: { message: expect.stringContaining('NetSuite has no such shipment') } },
  ])
})

test('what TikTok ships before the order is imported waits for it', async () => {
  const { world, scarf, fetch, imported } = await openWorld()
  const { id } = await world.shop.buy({ units: [{ sellerSku: scarf }], fields: fbt })
  await world.shop.advance(id)
  await fetch()
  const parked = await world.parked()
  await imported()
  await world.retry(packagesIn, { fbtLocation: world.ids.fbtLocation })

  expect(parked).toMatchObject([{ failure: { kind: 'conflict' } }])
  expect(await world.parked()).toEqual([])
  expect(await shipmentsOf(world, id)).toHaveLength(1)
})

const buyLabel = async (world: ShopWorld, order_id: string, lineId: string) => {
  const { fulfillment, packages } = sellerCenter(world)
  const { shipping_services: services = [] } = await fulfillment.shippingServices(order_id, {
    order_line_item_ids: [lineId],
  })
  await packages.create({
    order_id,
    order_line_item_ids: [lineId],
    shipping_service_id: services[0]?.id ?? '',
  })
}
