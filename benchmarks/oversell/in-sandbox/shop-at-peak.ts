import { z } from 'zod'
import { flakyNetwork } from '../../../flows/testing/flaky-network.js'
import { openShopWorld, type ShopWorld } from '../../../flows/testing/open-shop-world.js'
import { createSimulatedTime, type SimulatedTime } from '../../simulated-time.js'
import type { Afternoon } from '../afternoon.js'
import { createShelf, type Shelf } from '../shelf.js'

/** One SKU of the shop, and the afternoon it lives through. */
export interface Rush {
  readonly afternoon: Afternoon
  readonly shelf: Shelf
  readonly productId: string
  readonly skuId: string
  readonly sellerSku: string
  readonly item: string
}

/** A shop in the sandbox whose SKUs go viral, one afternoon each, with the clock that everything happens on. */
export interface ShopAtPeak {
  readonly world: ShopWorld
  readonly time: SimulatedTime
  readonly startMs: number
  readonly endMs: number
  readonly rushes: readonly Rush[]
  readonly warehouse: string
  /** The SKU that NetSuite does not know until somebody makes its item: whoever orders it, too, is parked until then. */
  readonly unknownSku: string
  readonly random: () => number
  /** What TikTok Shop shows of a SKU. */
  shown(skuId: string): Promise<number>
}

const startMs = Date.parse('2026-03-02T12:00:00Z')
/** The generated shop's. */
const stockPerSku = 500

const product = z.looseObject({
  id: z.string(),
  skus: z.array(
    z.looseObject({
      id: z.string(),
      seller_sku: z.string(),
      inventory: z.array(z.looseObject({ warehouse_id: z.string() })),
    }),
  ),
})
const stockRows = z.object({
  stock: z.array(z.object({ warehouseId: z.string(), available: z.number() })),
})

export const openShopAtPeak = async (
  afternoons: readonly Afternoon[],
  random: () => number,
): Promise<ShopAtPeak> => {
  const time = createSimulatedTime({ startMs, latencyMs: () => 1_000 + 1_000 * random() })
  const world = openShopWorld({
    at: new Date(startMs).toISOString(),
    skus: afternoons.length,
    faults: flakyNetwork(0.0025),
    time,
    tiktok: {
      webhooks: {
        duplicateProbability: 0.02,
        lateProbability: 0.05,
        lateSecs: 600,
        lostProbability: 0.01,
      },
    },
  })
  const { shop, netsuite } = world
  const [sold] = z.array(product).parse(await shop.list('products'))
  const items = await netsuite.list('inventoryItem')
  const [first] = sold?.skus ?? []
  if (sold === undefined || first === undefined) throw new Error('the shop sells nothing')
  const [{ warehouse_id: warehouse } = { warehouse_id: '' }] = first.inventory

  const rushes = afternoons.map((afternoon, index): Rush => {
    const sku = sold.skus[index]
    if (sku === undefined) throw new Error('the shop has too few SKUs')
    return {
      afternoon,
      shelf: createShelf(afternoon.opening),
      productId: sold.id,
      skuId: sku.id,
      sellerSku: sku.seller_sku,
      item: items.find(row => row['itemId'] === sku.seller_sku)?.id ?? '',
    }
  })
  const unknownSku = 'NOT-IN-NETSUITE-YET'
  await shop.call('PUT', '/products', {
    products: [
      {
        ...sold,
        id: '1729400000000009999',
        skus: [
          {
            ...first,
            id: '1729500000000009999',
            seller_sku: unknownSku,
            inventory: first.inventory.map(row => ({ ...row, quantity: 90_000 })),
          },
        ],
      },
    ],
  })
  for (const { skuId, item, afternoon } of rushes) {
    await shop.call('PUT', '/stock', { skuId, warehouseId: warehouse, available: afternoon.opening })
    await adjustStock(world, item, afternoon.opening - stockPerSku)
  }
  // The opening stock counts as changed at the moment when it is first looked at.
  netsuite.stock.levels()
  return {
    world,
    time,
    startMs,
    endMs: startMs + Math.max(...afternoons.map(({ seconds }) => seconds)) * 1_000,
    rushes,
    warehouse,
    unknownSku,
    random,
    shown: async skuId => {
      const { stock } = stockRows.parse(await shop.call('GET', `/stock?skuId=${skuId}`))
      return stock.find(row => row.warehouseId === warehouse)?.available ?? 0
    },
  }
}

/** A receipt, or a count: so many more are there. People's doings take no time, and nothing strikes them. */
export const adjustStock = async ({ netsuite, ids }: ShopWorld, item: string, by: number): Promise<void> => {
  const [{ id: account } = { id: '' }] = await netsuite.list('account')
  await netsuite.add('inventoryAdjustment', {
    subsidiary: { id: ids.subsidiary },
    account: { id: account },
    inventory: { items: [{ item: { id: item }, location: { id: ids.location }, adjustQtyBy: by }] },
  })
}
