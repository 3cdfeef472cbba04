import { expect, test } from 'vitest'
import { z } from 'zod'
import { openShopWorld } from '../testing/open-shop-world.js'
import { orderFlows, orderSettings } from '../testing/order-flows.js'

const stockRows = z.object({
  stock: z.array(z.object({ sellerSku: z.string(), warehouseId: z.string(), available: z.number() })),
})

/** Two shops that sell one item, of which 500 lie at one location, with no margin for what nobody can know of yet. */
const openTwoShops = async (sharePercent: number) => {
  const world = openShopWorld({ skus: 1, regions: ['US', 'US'] })
  const shops = ['US1', 'US2'] as const
  const rowsOf = async (shop: string) => stockRows.parse(await world.shopOf(shop).call('GET', '/stock')).stock
  // The opening stock counts as changed when it is first looked at.
  world.netsuite.stock.levels()
  const [first] = await rowsOf('US1')
  const { sellerSku = '', warehouseId = '' } = first ?? {}
  const settings = {
    warehouses: { [warehouseId]: [world.ids.location ?? ''] },
    sharePercent,
    elsewhereSecs: 0,
    siblingSecs: 0,
    ownSecs: 0,
    raisesFromPercent: 0,
  }
  return {
    buy: (shop: string, count: number, status: 'ON_HOLD' | 'AWAITING_SHIPMENT' = 'AWAITING_SHIPMENT') =>
      world.shopOf(shop).buy({ units: [{ sellerSku, count }], status }),
    importOrders: (shop: string) => world.run(orderFlows.orders, orderSettings(world), { shop }),
    publish: async () => {
      for (const shop of shops)
        await world.run('inventory/netsuite-stock-to-tiktok-inventory', settings, { shop })
    },
    shown: () =>
      Promise.all(
        shops.map(async shop => (await rowsOf(shop)).find(row => row.warehouseId === warehouseId)?.available),
      ),
  }
}

test('first come: what one shop has sold is off what the other shows, as soon as NetSuite has the order', async () => {
  const { buy, importOrders, publish, shown } = await openTwoShops(100)
  await publish()
  await buy('US1', 200)
  await importOrders('US1')
  await publish()
  expect(await shown()).toEqual([300, 300])

  await buy('US2', 120)
  await importOrders('US2')
  await publish()
  expect(await shown()).toEqual([180, 180])
})

test('shares: what a shop holds and nobody has booked is of its own share, and the other shop may go on with its own', async () => {
  const { buy, publish, shown } = await openTwoShops(50)
  await publish()
  expect(await shown()).toEqual([250, 250])

  await buy('US1', 250, 'ON_HOLD')
  await publish()
  // TikTok has taken the 250 off by itself, and nothing is put back.
  expect(await shown()).toEqual([0, 250])
})
