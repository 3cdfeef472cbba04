import type { JsonObject } from '@tiktok-ns/flow-engine'
import { recordSchemas } from '../../generated/record-schemas.js'
import type { ProductInventory } from '../../resources/products/inventory.js'
import { toJson } from '../to-json.js'
import { productWhere } from './products.js'
import { inPieces, type Resource, text, toOnePage } from './resource.js'

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
    for await (const { items } of client.products.search(where, context).pages()) {
      if (items.length === 0) continue
      const stock = await client.inventory.ofProducts(
        items.map(({ id }) => id),
        context,
      )
      const statuses = new Map(items.map(({ id, status }) => [id, status]))
      const found = stock.flatMap(product => toSkus(product, statuses.get(product.product_id ?? '')))
      for (const records of inPieces(found, pageSize)) yield { records }
    }
  },
}

const toSkus = (
  { product_id: productId, skus: found = [] }: ProductInventory,
  status?: string,
): readonly JsonObject[] =>
  found.map(sku =>
    toJson({ ...sku, product_id: productId, ...(status === undefined ? {} : { product_status: status }) }),
  )
