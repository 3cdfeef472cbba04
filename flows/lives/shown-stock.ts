import { z } from 'zod'
import type { ShopWorld } from '../testing/open-shop-world.js'

const sweep = 'inventory/netsuite-stock-sweep-to-tiktok-inventory'
const warehouse = '7068517275539719942'

const rows = z.object({
  stock: z.array(z.object({ sellerSku: z.string(), warehouseId: z.string(), available: z.number() })),
})
const items = z.array(z.looseObject({ id: z.string(), itemId: z.string() }))

export interface ShownStock {
  readonly sku: string
  /** What TikTok shows in the seller's warehouse. */
  readonly shown: number
  /** What NetSuite has for sale at the location behind it. */
  readonly forSale: number
}

/** Lets the sweep compare every SKU with NetSuite; answers with what both say of each after it. */
export const sweepStock = async (world: ShopWorld): Promise<readonly ShownStock[]> => {
  await world.run(sweep, {
    warehouses: { [warehouse]: [world.ids.location] },
    elsewhereSecs: 0,
    siblingSecs: 0,
    ownSecs: 0,
  })
  const { stock } = rows.parse(await world.shop.call('GET', '/stock'))
  const known = items.parse(await world.netsuite.list('inventoryItem'))
  return stock
    .filter(({ warehouseId }) => warehouseId === warehouse)
    .flatMap(({ sellerSku: sku, available: shown }) => {
      const item = known.find(({ itemId }) => itemId === sku)
      if (item === undefined) return []
      const level = world.netsuite.stock
        .levels(item.id)
        .find(({ location }) => location === world.ids.location)
      return [{ sku, shown, forSale: level?.available ?? 0 }]
    })
}
