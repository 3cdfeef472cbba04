import type { CallContext, ImportItem, ImportResult } from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import type { SkuInventory } from '../../resources/products/inventory.js'
import type { TikTokShopClient } from '../../tiktok-shop-client.js'
import { type ByProduct, previewByProduct, writeByProduct } from './by-product.js'
import { type ImportTarget, mapping, toPayloadSchema, written } from './import-target.js'

const quantity = z.number().int().min(0)

const payload = z.object({
  sku_id: z.string(),
  /** Units for sale, for every warehouse that is named. Those of the SKU that are not named keep what they have. */
  inventory: z.array(z.object({ warehouse_id: z.string(), quantity })).optional(),
  /** In place of `inventory` where the SKU has one warehouse. */
  quantity: quantity.optional(),
})

/**
 * Sets the stock of SKUs: one call for each product, naming every warehouse of a SKU as TikTok wants it. Stock that is as wanted
 * already is not written.
 */
export const inventory: ImportTarget = {
  description: {
    summary: 'The stock of a SKU in its warehouses: units for sale, absolute numbers.',
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
  skuIdOf: item => payload.safeParse(item.payload).data?.sku_id,
  prepare,
  differences: ({ inventory: stock }, { warehouse_inventory: kept = [] }) =>
    stock.flatMap(({ warehouse_id: warehouse, quantity: after }) => {
      const before = kept.find(({ warehouse_id: known }) => known === warehouse)?.available_quantity
      return before === after
        ? []
        : [{ path: `inventory.${warehouse ?? ''}`, after, ...(before === undefined ? {} : { before }) }]
    }),
  send: (productId, skus) => client.inventory.update(productId, skus, context),
})

type Stock = {
  readonly id: string
  readonly inventory: readonly { warehouse_id?: string; quantity: number }[]
}

const prepare = (item: ImportItem, current: SkuInventory): Stock | ImportResult => {
  const parsed = payload.safeParse(item.payload)
  if (!parsed.success) return mapping(parsed.error)
  const { sku_id: id, inventory: named = [], quantity: single } = parsed.data
  const kept = current.warehouse_inventory ?? []
  if (single !== undefined && kept.length > 1) return several(id, kept.length)
  const wanted = new Map(named.map(({ warehouse_id: warehouse, quantity: units }) => [warehouse, units]))
  const unknown = [...wanted.keys()].filter(
    warehouse => !kept.some(({ warehouse_id: known }) => known === warehouse),
  )
  const stock = [
    ...kept.map(({ warehouse_id: warehouse = '', available_quantity: available = 0 }) => ({
      warehouse_id: warehouse,
      quantity: single ?? wanted.get(warehouse) ?? available,
    })),
    ...unknown.map(warehouse => ({ warehouse_id: warehouse, quantity: wanted.get(warehouse) ?? 0 })),
    ...(kept.length === 0 && single !== undefined ? [{ quantity: single }] : []),
  ]
  const isUnchanged =
    unknown.length === 0 &&
    kept.length > 0 &&
    stock.every(({ quantity: units }, index) => units === kept[index]?.available_quantity)
  return isUnchanged ? written('unchanged', id) : { id, inventory: stock }
}

const several = (skuId: string, count: number): ImportResult => ({
  status: 'failed',
  failure: {
    kind: 'mapping',
    message: `The SKU ${skuId} is in ${count} warehouses, and the payload names none`,
    hint: 'Give inventory, with a quantity for each warehouse_id.',
  },
})
