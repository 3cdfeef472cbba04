import type { JsonObject } from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import { applyRules, publishRules } from '../src/inventory/publish-rules.js'
import type { ShopWorld } from '../testing/open-shop-world.js'

const nearRealTime = 'inventory/netsuite-stock-to-tiktok-inventory'
const sweep = 'inventory/netsuite-stock-sweep-to-tiktok-inventory'
const warehouse = '7068517275539719942'

const rows = z.object({
  stock: z.array(z.object({ sellerSku: z.string(), warehouseId: z.string(), available: z.number() })),
})
const item = z.looseObject({ id: z.string(), itemId: z.string() })
const product = z.looseObject({ skus: z.array(z.looseObject({ seller_sku: z.string() })) })
const parts = z.object({
  items: z.array(z.object({ item: z.object({ id: z.string() }), quantity: z.number() })),
})

/** What is wanted of the stock that is published. */
export interface StockWish {
  readonly rules: JsonObject
  /** What an order becomes in NetSuite. */
  readonly orderKind: 'SO' | 'INV' | 'CS'
}

export interface ShownStock {
  readonly sku: string
  /** What TikTok shows in the seller's warehouse. */
  readonly shown: number
  /** What the rules allow of the units that nobody has bought, worked out from both systems without the flows. */
  readonly allowed: number
}

/** The kit of the generated account, which the shop sells too. */
export const sellKit = async ({ netsuite, shop }: ShopWorld): Promise<void> => {
  const [kit] = z.array(item).parse(await netsuite.list('kitItem'))
  const [sold] = z.array(product).parse(await shop.list('products'))
  const [first] = sold?.skus ?? []
  if (kit === undefined || first === undefined) throw new Error('there is no kit, or nothing beside it')
  const sku = { ...first, id: '1729500000000009999', seller_sku: kit.itemId }
  await shop.call('PUT', '/products', { products: [{ ...sold, id: '1729400000000009999', skus: [sku] }] })
}

const settingsOf = ({ ids }: ShopWorld, { rules, orderKind }: StockWish): JsonObject => ({
  orderKind,
  warehouses: { [warehouse]: [ids.location] },
  elsewhereSecs: 0,
  siblingSecs: 0,
  ownSecs: 0,
  ...rules,
})

/** Lets the flow publish what has changed; answers with what both sides say of the SKUs whose number it has changed. */
export const publishStock = async (world: ShopWorld, wish: StockWish): Promise<readonly ShownStock[]> => {
  const before = await readShown(world)
  await world.run(nearRealTime, { ...settingsOf(world, wish), raisesFromPercent: 0 })
  const after = await compareStock(world, wish)
  return after.filter(({ sku, shown }) => before.get(sku) !== shown)
}

/** Lets the sweep compare every SKU with NetSuite; answers with what both say of each after it. */
export const sweepStock = async (world: ShopWorld, wish: StockWish): Promise<readonly ShownStock[]> => {
  await world.run(sweep, settingsOf(world, wish))
  return compareStock(world, wish)
}

const compareStock = async (world: ShopWorld, wish: StockWish): Promise<readonly ShownStock[]> => {
  const allowed = await readAllowed(world, wish)
  return [...(await readShown(world))].map(([sku, shown]) => ({ sku, shown, allowed: allowed.get(sku) ?? 0 }))
}

const readShown = async ({ shop }: ShopWorld): Promise<ReadonlyMap<string, number>> => {
  const { stock } = rows.parse(await shop.call('GET', '/stock'))
  return new Map(
    stock
      .filter(({ warehouseId }) => warehouseId === warehouse)
      .map(({ sellerSku, available }) => [sellerSku, available]),
  )
}

/** What there is of a SKU by NetSuite, and what of it nobody has bought. */
interface Counted {
  readonly all: number
  readonly free: number
}

/** Of an item, what NetSuite has less what TikTok has sold and NetSuite does not know; of a kit, what its scarcest part makes. */
const readAllowed = async (world: ShopWorld, wish: StockWish): Promise<ReadonlyMap<string, number>> => {
  const { netsuite, ids } = world
  const unbooked = await readUnbooked(world, wish)
  const items = z.array(item).parse(await netsuite.list('inventoryItem'))
  const counted = new Map(
    items.map(({ id, itemId }): readonly [string, Counted] => {
      const level = netsuite.stock.levels(id).find(({ location }) => location === ids.location)
      const all = (level?.available ?? 0) - (level?.backOrdered ?? 0)
      return [id, { all: Math.max(0, all), free: Math.max(0, all - (unbooked.get(itemId) ?? 0)) }]
    }),
  )
  const none: Counted = { all: 0, free: 0 }
  const kits = z.array(item).parse(await netsuite.list('kitItem'))
  const made = kits.map(({ itemId, member }): readonly [string, Counted] => {
    const members = parts.parse(member).items
    const makes = (of: keyof Counted): number =>
      Math.min(
        ...members.map(({ item: { id }, quantity }) => Math.floor((counted.get(id) ?? none)[of] / quantity)),
      )
    return [itemId, { all: makes('all'), free: makes('free') }]
  })
  const own = items.map(({ id, itemId }): readonly [string, Counted] => [itemId, counted.get(id) ?? none])
  const rules = publishRules.parse(wish.rules)
  return new Map([...own, ...made].map(([sku, { all, free }]) => [sku, applyRules(free, rules, all - free)]))
}

const recordTypes = { SO: 'salesOrder', INV: 'invoice', CS: 'cashSale' } as const

const readUnbooked = async (
  { netsuite, shop }: ShopWorld,
  { orderKind }: StockWish,
): Promise<ReadonlyMap<string, number>> => {
  const booked = new Set((await netsuite.list(recordTypes[orderKind])).map(({ externalId }) => externalId))
  const units = new Map<string, number>()
  for (const order of await shop.orders()) {
    if (order.status === 'CANCELLED' || booked.has(`TTS-US1-${orderKind}-${order.id}`)) continue
    for (const { seller_sku: sku = '', display_status: status } of order.line_items)
      if (status !== 'CANCELLED') units.set(sku, (units.get(sku) ?? 0) + 1)
  }
  return units
}
