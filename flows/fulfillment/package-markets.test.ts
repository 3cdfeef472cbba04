import { expect, test } from 'vitest'
import { openShopWorld, type ShopWorld } from '../testing/open-shop-world.js'
import { sellerCenter } from '../testing/seller-center.js'
import { orderKey, shipInNetSuite } from '../testing/ship-in-netsuite.js'

const numbers = ['JNE0000000001', 'JNE0000000002', 'JNE0000000003'] as const

/** A shop in Indonesia: TikTok makes a package of each order when the buyer pays, and sellers hand it over. */
const openWorld = async () => {
  const world = openShopWorld({ skus: 4, regions: ['ID'] })
  const skus = (await world.shop.products()).flatMap(product => product.skus.map(sku => sku.seller_sku ?? ''))
  const [scarf = '', belt = ''] = skus
  const buy = async (more: object = {}) => {
    const { id } = await world.shop.buy({
      units: [
        { sellerSku: scarf, price: '125000' },
        { sellerSku: belt, price: '99000' },
      ],
      ...more,
    })
    const { customer, discountItem, location } = world.ids
    await world.run('orders/tiktok-orders-to-netsuite-sales-orders', {
      customer,
      discountItem,
      location,
      country: 'ID',
      timeZone: 'Asia/Jakarta',
    })
    return id
  }
  const leave = (orderId: string, pieces: Readonly<Record<string, number>>, number: string) =>
    shipInNetSuite(world, orderId, { pieces, tracking: [number] }, 'ID1')
  const tell = () =>
    world.run('fulfillment/netsuite-fulfillments-to-tiktok-packages', {
      market: 'ID',
      fallbackCarrier: 'UPS',
    })
  return { world, scarf, belt, buy, leave, tell }
}

const packagesOf = async ({ shop }: ShopWorld, orderId: string) =>
  (await shop.order(orderId)).line_items.map(({ package_status, tracking_number }) =>
    [package_status, tracking_number].join(' '),
  )

test('the package that TikTok made is handed over whole, to the rupiah and once', async () => {
  const { world, scarf, belt, buy, leave, tell } = await openWorld()
  const order = await buy()
  expect(await world.netsuite.get('salesOrder', `eid:${orderKey(order, 'ID1')}`)).toMatchObject({
    total: 224_000,
  })
  await leave(order, { [scarf]: 1, [belt]: 1 }, numbers[0])

  const first = await tell()
  const again = await tell()

  expect(first.counts).toMatchObject({ written: 1, failed: 0 })
  expect(again.counts).toMatchObject({ written: 0, failed: 0 })
  expect(await packagesOf(world, order)).toEqual([`PROCESSING ${numbers[0]}`, `PROCESSING ${numbers[0]}`])
})

test('an order that leaves in parts is split, and each part goes under its own number', async () => {
  const { world, scarf, belt, buy, leave, tell } = await openWorld()
  const order = await buy()
  await leave(order, { [scarf]: 1 }, numbers[0])
  await tell()
  await leave(order, { [belt]: 1 }, numbers[1])
  await tell()

  expect(await packagesOf(world, order)).toEqual([`PROCESSING ${numbers[0]}`, `PROCESSING ${numbers[1]}`])
  expect(await world.parked()).toEqual([])
})

test('two orders that TikTok has combined are handed over together, once both have left', async () => {
  const { world, scarf, belt, buy, leave, tell } = await openWorld()
  const fields = { user_id: '7494000000000000777' }
  const [one, other] = [await buy({ fields }), await buy({ fields })]
  const { packages } = sellerCenter(world)
  for await (const { id } of packages.combinable()) await packages.combine([{ id, order_ids: [one, other] }])
  await leave(one, { [scarf]: 1, [belt]: 1 }, numbers[2])
  await tell()
  expect(await packagesOf(world, one)).toEqual(['TO_FULFILL ', 'TO_FULFILL '])

  await leave(other, { [scarf]: 1, [belt]: 1 }, numbers[2])
  await tell()
  await world.retry('fulfillment/netsuite-fulfillments-to-tiktok-packages', {
    market: 'ID',
    fallbackCarrier: 'UPS',
  })

  for (const order of [one, other])
    expect(await packagesOf(world, order)).toEqual([`PROCESSING ${numbers[2]}`, `PROCESSING ${numbers[2]}`])
})
