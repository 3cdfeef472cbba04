import type { CallContext, JsonObject } from '@tiktok-ns/flow-engine'
import { recordSchemas } from '../../generated/record-schemas.js'
import { maxSkusPerCall, type ProductInventory } from '../../resources/products/inventory.js'
import type { TikTokShopClient } from '../../tiktok-shop-client.js'
import { toJson } from '../to-json.js'
import { productPages } from './product-pages.js'
import { productWhere } from './products.js'
import { type Resource, text, toOnePage } from './resource.js'

const maxPageSize = 1_000

/** The stock of every SKU, by warehouse: one record for each SKU of the products that match. */
export const skus: Resource = {
  description: {
    summary: 'SKUs with their stock by warehouse: what is for sale, and what orders have reserved.',
    record: {
      ...recordSchemas.inventory.properties.skus.items,
      properties: {
        ...recordSchemas.inventory.properties.skus.items.properties,
        product_id: text,
        product_status: text,
      },
    },
    where: productWhere,
    cursorFields: {},
    idField: 'id',
    maxPageSize,
  },
  async *exportPages(client, { ids, where, pageSize = maxPageSize }, context) {
    if (ids !== undefined) {
      yield* toOnePage((await client.inventory.ofSkus(ids, context)).flatMap(product => toSkus(product)))
      return
    }
    // Whole calls and whole pages, whatever the number of SKUs of a product.
    const unread: ListedSku[] = []
    const read: JsonObject[] = []
    for await (const { items } of productPages(client, where, context)) {
      for (const { status = '', skus: listed = [] } of items)
        unread.push(...listed.map(({ id = '' }) => ({ id, status })))
      while (unread.length >= maxSkusPerCall)
        read.push(...(await readStock(client, unread.splice(0, maxSkusPerCall), context)))
      while (read.length >= pageSize) yield { records: read.splice(0, pageSize) }
    }
    read.push(...(await readStock(client, unread, context)))
    while (read.length > 0) yield { records: read.splice(0, pageSize) }
  },
}

interface ListedSku {
  readonly id: string
  readonly status: string
}

const readStock = async (
  client: TikTokShopClient,
  listed: readonly ListedSku[],
  context: CallContext,
): Promise<readonly JsonObject[]> => {
  if (listed.length === 0) return []
  const statuses = new Map(listed.map(({ id, status }) => [id, status]))
  const stock = await client.inventory.ofSkus([...statuses.keys()], context)
  return stock.flatMap(product => toSkus(product, statuses))
}

const toSkus = (
  { product_id: productId, skus: found = [] }: ProductInventory,
  statuses?: ReadonlyMap<string, string>,
): readonly JsonObject[] =>
  found.map(sku => {
    const status = statuses?.get(sku.id ?? '')
    return toJson({
      ...sku,
      product_id: productId,
      ...(status === undefined ? {} : { product_status: status }),
    })
  })
