import type { JsonObject } from '@tiktok-ns/flow-engine'
import { expect, test } from 'vitest'
import { openShopWorld, type ShopWorld } from '../testing/open-shop-world.js'
import { orderKey, type ShipWish, shipInNetSuite } from '../testing/ship-in-netsuite.js'

const closedOut = 'fulfillment/netsuite-closed-lines-to-tiktok-cancellations'
const decisions = 'fulfillment/netsuite-decisions-to-tiktok-cancellations'
const number = '1Z999AA10123456784'

const openWorld = async () => {
  const world = openShopWorld({ skus: 4 })
  const products = await world.shop.products()
  const [scarf = '', belt = ''] = products.flatMap(({ skus }) => skus.map(sku => sku.seller_sku ?? ''))
  const { customer, discountItem, location } = world.ids
  const buy = async (
    units: readonly { readonly sellerSku: string; readonly count?: number; readonly isGift?: boolean }[],
  ) => {
    const order = await world.shop.buy({ units })
    await world.run('orders/tiktok-orders-to-netsuite-sales-orders', { customer, discountItem, location })
    return order.id
  }
  return { world, scarf, belt, buy }
}

/** A person closes lines of a sales order. */
const closeLines = async (
  { netsuite }: ShopWorld,
  orderId: string,
  lines: readonly number[],
  fields: JsonObject = {},
) =>
  netsuite.client.records.update(
    'salesOrder',
    { externalId: orderKey(orderId) },
    { ...fields, item: { items: lines.map(line => ({ line, isClosed: true })) } },
  )

const statuses = async ({ shop }: ShopWorld, orderId: string) =>
  (await shop.order(orderId)).line_items.map(unit => [unit.seller_sku, unit.display_status].join(' '))

const cancellations = (world: ShopWorld) => world.shop.list('cancellations')

test('a line closed in NetSuite is cancelled on TikTok with its reason, once; the rest stays', async () => {
  const { world, scarf, belt, buy } = await openWorld()
  const order = await buy([{ sellerSku: scarf, count: 2 }, { sellerSku: belt }])
  await closeLines(world, order, [1])

  const first = await world.run(closedOut)
  const again = await world.run(closedOut)

  expect(first.counts).toMatchObject({ written: 1, failed: 0 })
  expect(again.counts).toMatchObject({ written: 0, failed: 0 })
  expect(await statuses(world, order)).toEqual([
    `${scarf} CANCELLED`,
    `${scarf} CANCELLED`,
    `${belt} AWAITING_SHIPMENT`,
  ])
  expect(await cancellations(world)).toMatchObject([{ cancel_reason: 'seller_cancel_reason_out_of_stock' }])
})

test('part shipped, the rest closed: only what has not left is cancelled', async () => {
  const { world, scarf, buy } = await openWorld()
  const order = await buy([{ sellerSku: scarf, count: 3 }])
  await shipInNetSuite(world, order, { pieces: { [scarf]: 1 }, tracking: [number] })
  await world.run('fulfillment/netsuite-fulfillments-to-tiktok-packages', { fallbackCarrier: 'UPS' })
  await closeLines(world, order, [1])

  await world.run(closedOut)

  expect((await statuses(world, order)).sort()).toEqual([
    `${scarf} AWAITING_COLLECTION`,
    `${scarf} CANCELLED`,
    `${scarf} CANCELLED`,
  ])
})

test('what is shipped in NetSuite and not told yet is kept when the rest is closed', async () => {
  const { world, scarf, buy } = await openWorld()
  const order = await buy([{ sellerSku: scarf, count: 3 }])
  await shipInNetSuite(world, order, { pieces: { [scarf]: 1 }, tracking: [number] })
  await closeLines(world, order, [1])

  await world.run(closedOut)
  await world.run('fulfillment/netsuite-fulfillments-to-tiktok-packages', { fallbackCarrier: 'UPS' })

  expect((await statuses(world, order)).sort()).toEqual([
    `${scarf} AWAITING_COLLECTION`,
    `${scarf} CANCELLED`,
    `${scarf} CANCELLED`,
  ])
  expect(await world.parked()).toEqual([])
})

test('lines closed because TikTok cancelled them cancel nothing', async () => {
  const { world, scarf, buy } = await openWorld()
  const order = await buy([{ sellerSku: scarf, count: 2 }])
  const [unit] = (await world.shop.order(order)).line_items
  await world.shop.cancelLines(order, [unit?.id ?? ''])
  await world.netsuite.client.records.update(
    'salesOrder',
    { externalId: orderKey(order) },
    { item: { items: [{ line: 1, quantity: 1 }] } },
  )
  await world.run(closedOut)

  expect((await statuses(world, order)).sort()).toEqual([`${scarf} AWAITING_SHIPMENT`, `${scarf} CANCELLED`])
})

test('with a field for the reason, closing alone cancels nothing; a chosen reason is looked up', async () => {
  const { world, scarf, buy } = await openWorld()
  const settings = {
    reasonField: 'custbody_tts_cancel',
    reasons: { price: 'seller_cancel_reason_wrong_price' },
  }
  const order = await buy([{ sellerSku: scarf }])
  await closeLines(world, order, [1])
  const without = await world.run(closedOut, settings)
  await world.netsuite.edit('salesOrder', `eid:${orderKey(order)}`, { custbody_tts_cancel: 'price' })
  await world.netsuite.client.records.update(
    'salesOrder',
    { externalId: orderKey(order) },
    { memo: 'cancelled' },
  )
  await world.run(closedOut, settings)

  expect(without.counts).toMatchObject({ skipped: 1 })
  expect(await cancellations(world)).toMatchObject([{ cancel_reason: 'seller_cancel_reason_wrong_price' }])
})

test('a gift goes with what was bought', async () => {
  const { world, scarf, belt, buy } = await openWorld()
  const order = await buy([{ sellerSku: scarf }, { sellerSku: belt, isGift: true }])
  await closeLines(world, order, [1])

  await world.run(closedOut)

  expect(await world.shop.order(order)).toMatchObject({ status: 'CANCELLED' })
})

test.each<[string, ShipWish | undefined, JsonObject, string]>([
  ['nothing picked: approved', undefined, {}, 'CANCELLATION_REQUEST_COMPLETE'],
  ['shipped: rejected', { tracking: [number] }, {}, 'CANCELLATION_REQUEST_CANCELLED'],
  ['packed: left to a person', { status: 'B' }, {}, 'CANCELLATION_REQUEST_PENDING'],
  [
    'packed, by policy: approved',
    { status: 'B' },
    { whenPicked: 'approve' },
    'CANCELLATION_REQUEST_COMPLETE',
  ],
])('a buyer asks to cancel; %s', async (_, ship, settings, expected) => {
  const { world, scarf, buy } = await openWorld()
  const order = await buy([{ sellerSku: scarf, count: 2 }])
  if (ship !== undefined) await shipInNetSuite(world, order, ship)
  await world.shop.requestCancel(order)

  await world.run(decisions, settings)
  const again = await world.run(decisions, settings)

  expect(await cancellations(world)).toMatchObject([{ cancel_status: expected }])
  expect(again.counts).toMatchObject({ written: 0 })
  const parked = await world.parked()
  expect(parked).toHaveLength(expected.endsWith('PENDING') ? 1 : 0)
  if (parked.length > 0) expect(parked[0]?.failure.hint).toContain('after which TikTok approves it')
})

test('one of several units is asked for, and as many are still here: approved', async () => {
  const { world, scarf, buy } = await openWorld()
  const order = await buy([{ sellerSku: scarf, count: 3 }])
  await shipInNetSuite(world, order, { pieces: { [scarf]: 2 }, tracking: [number] })
  const [unit] = (await world.shop.order(order)).line_items
  await world.shop.requestCancel(order, [unit?.id ?? ''])

  await world.run(decisions)

  expect((await statuses(world, order)).sort()).toEqual([
    `${scarf} AWAITING_SHIPMENT`,
    `${scarf} AWAITING_SHIPMENT`,
    `${scarf} CANCELLED`,
  ])
})

test('a request that meets a shipment is rejected, and the shipment is told after it', async () => {
  const { world, scarf, buy } = await openWorld()
  const order = await buy([{ sellerSku: scarf }])
  await shipInNetSuite(world, order, { tracking: [number] })
  await world.shop.requestCancel(order)
  const out = 'fulfillment/netsuite-fulfillments-to-tiktok-packages'
  await world.run(out, { fallbackCarrier: 'UPS' })
  await world.run(decisions)
  await world.retry(out, { fallbackCarrier: 'UPS' })

  expect(await statuses(world, order)).toEqual([`${scarf} AWAITING_COLLECTION`])
  expect(await world.parked()).toEqual([])
})

test('a request that the buyer has taken back is over', async () => {
  const { world, scarf, buy } = await openWorld()
  const order = await buy([{ sellerSku: scarf }])
  const { cancel_id: id } = await world.shop.requestCancel(order)
  await world.shop.withdrawCancel(String(id))

  const report = await world.run(decisions)

  expect(report.counts).toMatchObject({ read: 1, skipped: 1 })
  expect(await statuses(world, order)).toEqual([`${scarf} AWAITING_SHIPMENT`])
})
