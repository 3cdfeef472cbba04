import type { JsonObject } from '@tiktok-ns/flow-engine'
import { expect, test } from 'vitest'
import { openShopWorld, type ShopWorld, type ShopWorldOptions } from '../testing/open-shop-world.js'
import { sellerCenter } from '../testing/seller-center.js'
import { shipInNetSuite } from '../testing/ship-in-netsuite.js'

const ordersIn = 'orders/tiktok-orders-to-netsuite-sales-orders'
const shipmentsOut = 'fulfillment/netsuite-fulfillments-to-tiktok-packages'

const numbers = ['1Z999AA10123456784', '1Z999AA10123456795', '1Z999AA10123456806'] as const
const ups = '8297'

const openWorld = async (options: ShopWorldOptions = {}) => {
  const world = openShopWorld({
    skus: 4,
    netsuite: { records: { shipItem: [{ id: ups, itemId: 'UPS Ground' }] } },
    ...options,
  })
  const products = await world.shop.products()
  const skus = products.flatMap(product => product.skus.map(sku => sku.seller_sku ?? ''))
  const [scarf = '', belt = '', mug = ''] = skus
  const settings = {
    customer: world.ids.customer,
    discountItem: world.ids.discountItem,
    location: world.ids.location,
  }
  const tell = (more: JsonObject = {}) =>
    world.run(shipmentsOut, { carriers: { 'UPS Ground': 'UPS' }, ...more })
  const buy = async (
    units: readonly { readonly sellerSku: string; readonly count?: number }[],
    more: object = {},
  ) => {
    const order = await world.shop.buy({ units, ...more })
    await world.run(ordersIn, settings)
    return order.id
  }
  return { world, scarf, belt, mug, tell, buy }
}

const unitsOf = async ({ shop }: ShopWorld, orderId: string) =>
  (await shop.order(orderId)).line_items.map(
    ({ seller_sku: sku, display_status: status, tracking_number: number }) =>
      [sku, status, number ?? ''].join(' '),
  )

const calls = ({ sandbox }: ShopWorld, ending: string) =>
  sandbox.calls.list({}).filter(({ path }) => path.endsWith(ending)).length

test('what NetSuite ships is marked as shipped with its carrier, and running again tells nothing twice', async () => {
  const { world, scarf, belt, tell, buy } = await openWorld()
  const order = await buy([{ sellerSku: scarf, count: 2 }, { sellerSku: belt }])
  await shipInNetSuite(world, order, { tracking: [numbers[0]], method: ups })

  const first = await tell()
  const again = await tell()

  expect(first.counts).toMatchObject({ read: 1, written: 1, failed: 0 })
  expect(again.counts).toMatchObject({ written: 0, failed: 0 })
  expect(await unitsOf(world, order)).toEqual([
    `${scarf} AWAITING_COLLECTION ${numbers[0]}`,
    `${scarf} AWAITING_COLLECTION ${numbers[0]}`,
    `${belt} AWAITING_COLLECTION ${numbers[0]}`,
  ])
  expect(calls(world, `/orders/${order}/packages`)).toBe(1)
  expect(await world.shop.order(order)).toMatchObject({ shipping_provider: 'UPS' })
})

test('an order leaves in parts: each parcel is a package of its units, in whatever order they are told', async () => {
  const { world, scarf, belt, tell, buy } = await openWorld()
  const order = await buy([{ sellerSku: scarf, count: 3 }, { sellerSku: belt }])
  await shipInNetSuite(world, order, { pieces: { [scarf]: 2 }, tracking: [numbers[0]], method: ups })
  await shipInNetSuite(world, order, { pieces: { [belt]: 1 }, tracking: [numbers[1]], method: ups })

  await tell()
  const partly = await world.shop.order(order)
  await shipInNetSuite(world, order, { pieces: { [scarf]: 1 }, tracking: [numbers[2]], method: ups })
  await tell()

  expect(partly.status).toBe('PARTIALLY_SHIPPING')
  expect(await unitsOf(world, order)).toEqual([
    `${scarf} AWAITING_COLLECTION ${numbers[0]}`,
    `${scarf} AWAITING_COLLECTION ${numbers[0]}`,
    `${scarf} AWAITING_COLLECTION ${numbers[2]}`,
    `${belt} AWAITING_COLLECTION ${numbers[1]}`,
  ])
  expect(calls(world, `/orders/${order}/packages`)).toBe(3)
})

test('two shipments of one order under one number are told apart', async () => {
  const { world, scarf, tell, buy } = await openWorld()
  const order = await buy([{ sellerSku: scarf, count: 2 }])
  await shipInNetSuite(world, order, { pieces: { [scarf]: 1 }, tracking: [numbers[0]], method: ups })
  await tell()
  await shipInNetSuite(world, order, { pieces: { [scarf]: 1 }, tracking: [numbers[0]], method: ups })

  const second = await tell()

  expect(second.counts).toMatchObject({ written: 1, failed: 0 })
  expect(new Set(await unitsOf(world, order))).toEqual(
    new Set([`${scarf} AWAITING_COLLECTION ${numbers[0]}`]),
  )
})

test.each([
  ['first', [numbers[0], numbers[0], numbers[0]]],
  ['spread', [numbers[0], numbers[1], numbers[1]]],
])('several numbers on one shipment: %s', async (severalTrackingNumbers, expected) => {
  const { world, scarf, tell, buy } = await openWorld()
  const order = await buy([{ sellerSku: scarf, count: 3 }])
  await shipInNetSuite(world, order, { tracking: [numbers[0], numbers[1]], method: ups })

  await tell({ severalTrackingNumbers })
  const again = await tell({ severalTrackingNumbers })

  expect(again.counts).toMatchObject({ written: 0, failed: 0 })
  expect((await world.shop.order(order)).line_items.map(unit => unit['tracking_number'])).toEqual(expected)
})

test('several numbers on one shipment may be a person’s to decide', async () => {
  const { world, scarf, tell, buy } = await openWorld()
  const order = await buy([{ sellerSku: scarf, count: 3 }])
  await shipInNetSuite(world, order, { tracking: [numbers[0], numbers[1]], method: ups })

  await tell({ severalTrackingNumbers: 'park' })

  expect(await messages(world)).toEqual([expect.stringContaining('has 2 tracking numbers')])
  expect(calls(world, `/orders/${order}/packages`)).toBe(0)
})

test('picked and packed is not shipped, and a number that comes days later is told when it comes', async () => {
  const { world, scarf, tell, buy } = await openWorld()
  const order = await buy([{ sellerSku: scarf }])
  const shipment = await shipInNetSuite(world, order, { status: 'B', tracking: [], method: ups })

  const packed = await tell()
  await world.netsuite.client.records.update('itemFulfillment', shipment, { shipStatus: { id: 'C' } })
  const withoutNumber = await tell()
  world.pass({ days: 2 })
  await world.netsuite.client.records.update('itemFulfillment', shipment, {
    package: { items: [{ packageTrackingNumber: numbers[0] }] },
  })
  const withNumber = await tell()

  expect(packed.counts).toMatchObject({ read: 0 })
  expect(withoutNumber.counts).toMatchObject({ read: 1, skipped: 1 })
  expect(withNumber.counts).toMatchObject({ written: 1 })
})

test('a number that is corrected in NetSuite goes out as an update, once', async () => {
  const { world, scarf, belt, tell, buy } = await openWorld()
  const order = await buy([{ sellerSku: scarf, count: 2 }, { sellerSku: belt }])
  await shipInNetSuite(world, order, { pieces: { [belt]: 1 }, tracking: [numbers[1]], method: ups })
  const shipment = await shipInNetSuite(world, order, {
    pieces: { [scarf]: 2 },
    tracking: [numbers[0]],
    method: ups,
  })
  await tell()
  const renumber = (number: string) =>
    world.netsuite.edit('itemFulfillment', shipment, {
      package: { items: [{ packageTrackingNumber: number }] },
    })
  await renumber(numbers[2])

  const corrected = await tell()
  const again = await tell()

  expect(corrected.counts).toMatchObject({ written: 1, failed: 0 })
  expect(again.counts).toMatchObject({ written: 0, failed: 0 })
  expect(await unitsOf(world, order)).toEqual([
    `${scarf} AWAITING_COLLECTION ${numbers[2]}`,
    `${scarf} AWAITING_COLLECTION ${numbers[2]}`,
    `${belt} AWAITING_COLLECTION ${numbers[1]}`,
  ])
  expect(calls(world, '/shipping_info/update')).toBe(1)

  await renumber('1Z999AA10123456817')
  await tell()
  expect(await world.parked()).toMatchObject([{ failure: { code: '21011051' } }])
})

test('a number that TikTok would refuse, or does refuse, is parked with its cause', async () => {
  const { world, scarf, tell, buy } = await openWorld()
  const one = await buy([{ sellerSku: scarf }])
  const other = await buy([{ sellerSku: scarf }])
  const used = await buy([{ sellerSku: scarf }], { fields: { user_id: 'somebody-else' } })
  await shipInNetSuite(world, one, { tracking: ['UPS: see e-mail'], method: ups })
  await shipInNetSuite(world, other, { tracking: [numbers[0]], method: ups })
  await tell()
  await shipInNetSuite(world, used, { tracking: [numbers[0]], method: ups })
  await tell()

  expect(await messages(world)).toEqual([
    expect.stringContaining('is no tracking number'),
    expect.stringContaining('21011025'),
  ])
  expect(calls(world, `/orders/${one}/packages`)).toBe(0)
})

test('a ship method without a carrier is parked before it is late, with the carriers TikTok takes; a fallback is taken if set', async () => {
  const { world, scarf, tell, buy } = await openWorld()
  const order = await buy([{ sellerSku: scarf }])
  await shipInNetSuite(world, order, { tracking: [numbers[0]], method: ups })

  await tell({ carriers: {} })
  const parked = await world.parked()
  await world.retry(shipmentsOut, { carriers: {}, fallbackCarrier: 'FedEx' })

  expect(parked).toMatchObject([
    {
      failure: {
        kind: 'missing',
        message: 'no carrier is set for the ship method "UPS Ground"',
        hint: expect.stringContaining('USPS, UPS, FedEx'),
      },
    },
  ])
  expect(await world.shop.order(order)).toMatchObject({ shipping_provider: 'FedEx' })
  expect(await world.parked()).toEqual([])
})

test('while the buyer asks to cancel nothing is told; once that is answered the parked shipment goes out', async () => {
  const { world, scarf, tell, buy } = await openWorld()
  const order = await buy([{ sellerSku: scarf }])
  await shipInNetSuite(world, order, { tracking: [numbers[0]], method: ups })
  const request = await world.shop.requestCancel(order)

  await tell()
  const parked = await world.parked()
  await world.shop.withdrawCancel(String(request['cancel_id']))
  await world.retry(shipmentsOut, { carriers: { 'UPS Ground': 'UPS' } })

  expect(parked).toMatchObject([
    { failure: { kind: 'conflict', message: expect.stringContaining('asks to cancel') } },
  ])
  expect(calls(world, `/orders/${order}/packages`)).toBe(1)
  expect(await world.parked()).toEqual([])
})

test('what was shipped in Seller Center is done under the same number, and an exception under another', async () => {
  const { world, scarf, tell, buy } = await openWorld()
  const same = await buy([{ sellerSku: scarf }])
  const other = await buy([{ sellerSku: scarf }])
  await shipByHand(world, same, numbers[0])
  await shipByHand(world, other, numbers[1])
  await shipInNetSuite(world, same, { tracking: [numbers[0]], method: ups })
  await shipInNetSuite(world, other, { tracking: [numbers[2]], method: ups })

  const report = await tell()

  expect(report.counts).toMatchObject({ skipped: 1, failed: 1 })
  expect(await messages(world)).toEqual([
    expect.stringContaining(`on TikTok they left under ${numbers[1]} (UPS), in NetSuite under ${numbers[2]}`),
  ])
})

test('units that are cancelled on TikTok are never told as shipped', async () => {
  const { world, scarf, tell, buy } = await openWorld()
  const order = await buy([{ sellerSku: scarf, count: 2 }])
  const [first] = (await world.shop.order(order)).line_items
  await shipInNetSuite(world, order, { tracking: [numbers[0]], method: ups })
  await world.shop.cancelLines(order, [first?.id ?? ''])

  await tell()

  expect(await messages(world)).toEqual([expect.stringContaining('units of it are cancelled on TikTok')])
  expect(calls(world, `/orders/${order}/packages`)).toBe(0)
})

test('orders that TikTok ships are left to it, and one nobody can place is an exception', async () => {
  const { world, scarf, tell, buy } = await openWorld()
  const label = await buy([{ sellerSku: scarf }], { fields: { shipping_type: 'TIKTOK' } })
  const digital = await buy([{ sellerSku: scarf }], { fields: { shipping_type: 'TIKTOK_DIGITAL' } })
  await shipInNetSuite(world, label, { tracking: [numbers[0]], method: ups })
  await shipInNetSuite(world, digital, { tracking: [numbers[1]], method: ups })

  const report = await tell()

  expect(report.counts).toMatchObject({ skipped: 1, failed: 1 })
  expect(await messages(world)).toEqual([expect.stringContaining('shipping_type "TIKTOK_DIGITAL"')])
})

test('orders combined into one parcel are told one by one under its number', async () => {
  const { world, scarf, belt, tell, buy } = await openWorld()
  const fields = { user_id: 'buyer-1', auto_combine_group_id: 'group-1' }
  const one = await buy([{ sellerSku: scarf }], { fields })
  const other = await buy([{ sellerSku: belt }], { fields })
  await shipInNetSuite(world, one, { tracking: [numbers[0]], method: ups })
  await shipInNetSuite(world, other, { tracking: [numbers[0]], method: ups })

  const report = await tell()

  expect(report.counts).toMatchObject({ written: 2, failed: 0 })
  expect(calls(world, `/orders/${one}/packages`) + calls(world, `/orders/${other}/packages`)).toBe(2)
})

const messages = async (world: ShopWorld) => (await world.parked()).map(({ failure }) => failure.message)

/** What a clerk does in Seller Center. */
const shipByHand = (world: ShopWorld, orderId: string, tracking_number: string) =>
  sellerCenter(world).fulfillment.markShipped(orderId, {
    tracking_number,
    shipping_provider_id: '7117859084333745966',
  })
