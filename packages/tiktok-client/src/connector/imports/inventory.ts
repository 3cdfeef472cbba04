import type { CallContext, ImportResult } from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import type { SkuInventory } from '../../resources/products/inventory.js'
import type { TikTokShopClient } from '../../tiktok-shop-client.js'
import { type ByProduct, previewByProduct, type SkuWish, writeByProduct } from './by-product.js'
import { type ImportTarget, mapping, toPayloadSchema, written } from './import-target.js'

const quantity = z.number().int().min(0)

const warehouseStock = z.object({
  warehouse_id: z.string(),
  quantity,
  /** What TikTok had when the quantity was worked out; units sold since then come off it. */
  seen: z.number().int().optional(),
})

const skuStock = z.object({
  sku_id: z.string(),
  /** Units for sale, for every warehouse that is named. Those of the SKU that are not named keep what they have. */
  inventory: z.array(warehouseStock).optional(),
  /** Warehouses that are left out though the SKU lies in them: TikTok takes none that is closed. */
  closed: z.array(z.string()).optional(),
  /** In place of `inventory` where the SKU has one warehouse. */
  quantity: quantity.optional(),
})
type SkuStock = z.infer<typeof skuStock>

const payload = z.union([skuStock, z.object({ skus: z.array(skuStock) })])

/**
 * Sets the stock of SKUs: one call for each product, naming every warehouse of a SKU as TikTok wants it, the fewest units first.
 * Stock that is as wanted already is not written.
 *
 * TikTok has no compare-and-set. What it has is read once more right before the write, so that a unit that was sold after `seen`
 * is not put back on sale.
 */
export const inventory: ImportTarget = {
  description: {
    summary: 'The stock of SKUs in their warehouses: units for sale, absolute numbers.',
    operations: ['update'],
    payload: toPayloadSchema([payload]),
    answer: { type: 'object' },
  },
  importMany: (client, request, context) =>
    writeByProduct(client, request, context, stockOf(client, context)),
  previewMany: (client, request, context) =>
    previewByProduct(client, request, context, stockOf(client, context)),
}

const stockOf = (client: TikTokShopClient, context: CallContext): ByProduct<Stock> => ({
  operations: ['update'],
  wishesOf: item => {
    const parsed = payload.safeParse(item.payload)
    if (!parsed.success) return mapping(parsed.error)
    return ('skus' in parsed.data ? parsed.data.skus : [parsed.data]).map(toWish)
  },
  differences: ({ inventory: stock }, { warehouse_inventory: kept = [] }) =>
    stock.flatMap(({ warehouse_id: warehouse, quantity: after }) => {
      const before = kept.find(({ warehouse_id: known }) => known === warehouse)?.available_quantity
      return before === after
        ? []
        : [{ path: `inventory.${warehouse ?? ''}`, after, ...(before === undefined ? {} : { before }) }]
    }),
  send: (productId, skus) => client.inventory.update(productId, skus, context),
  urgency: ({ inventory: stock }) => Math.min(...stock.map(({ quantity: units }) => units)),
})

type Stock = {
  readonly id: string
  readonly inventory: readonly { warehouse_id?: string; quantity: number }[]
}

const toWish = (wanted: SkuStock): SkuWish<Stock> => ({
  skuId: wanted.sku_id,
  toSku: current => toStock(wanted, current),
})

const toStock = (
  { sku_id: id, inventory: named = [], closed = [], quantity: single }: SkuStock,
  current: SkuInventory,
): Stock | ImportResult => {
  const kept = (current.warehouse_inventory ?? []).filter(
    ({ warehouse_id: warehouse = '' }) => !closed.includes(warehouse),
  )
  if (single !== undefined && kept.length > 1) return several(id, kept.length)
  const wanted = new Map(named.map(stock => [stock.warehouse_id, stock]))
  const unknown = named.filter(
    ({ warehouse_id: id }) => !kept.some(({ warehouse_id: known }) => known === id),
  )
  const stock = [
    ...kept.map(({ warehouse_id: warehouse = '', available_quantity: available = 0 }) => ({
      warehouse_id: warehouse,
      quantity: single ?? withoutSales(wanted.get(warehouse), available),
    })),
    ...unknown.map(({ warehouse_id: warehouse, quantity: units }) => ({
      warehouse_id: warehouse,
      quantity: units,
    })),
    ...(kept.length === 0 && single !== undefined ? [{ quantity: single }] : []),
  ]
  const isUnchanged =
    unknown.length === 0 &&
    kept.length > 0 &&
    stock.every(({ quantity: units }, index) => units === kept[index]?.available_quantity)
  return isUnchanged ? written('unchanged', id) : { id, inventory: stock }
}

/** Where TikTok has more than it had, units came back: their order is not known here yet, and the next run sees them. */
const withoutSales = (wanted: z.infer<typeof warehouseStock> | undefined, available: number): number => {
  if (wanted === undefined) return available
  const sold = Math.max(0, (wanted.seen ?? available) - available)
  return Math.max(0, wanted.quantity - sold)
}

const several = (skuId: string, count: number): ImportResult => ({
  status: 'failed',
  failure: {
    kind: 'mapping',
    message: `The SKU ${skuId} is in ${count} warehouses, and the payload names none`,
    hint: 'Give inventory, with a quantity for each warehouse_id.',
  },
})
