import type { JsonObject } from '@tiktok-ns/flow-engine'
import { recordSchemas } from '../../generated/record-schemas.js'
import type { ProductSummary } from '../../resources/products/products.js'
import { inPieces, text } from '../resources/resource.js'
import { toJson } from '../to-json.js'
import type { Lookup } from './lookup.js'

/** Search Products takes at most this many seller SKUs. */
export const maxSkusPerCall = 10

/** SKUs by the seller's own SKU, each with its product's id, title and status. Deleted products are left out. */
export const skusBySellerSku: Lookup = {
  description: {
    summary: "SKUs by the seller's own SKU, ten in one call, with their product's id, title and status.",
    match: {
      ...recordSchemas.productSummary.properties.skus.items,
      properties: {
        ...recordSchemas.productSummary.properties.skus.items.properties,
        product_id: text,
        product_title: text,
        product_status: text,
      },
    },
  },
  lookupMany: async (client, { keys }, context) => {
    const pieces = inPieces(keys, maxSkusPerCall)
    const found = await Promise.all(
      pieces.map(piece => client.products.search({ seller_skus: piece }, context).all()),
    )
    const products = found.flat().filter(({ status }) => status !== 'DELETED')
    return keys.map(key => ({ key, matches: products.flatMap(product => skusOf(product, key)) }))
  },
}

const skusOf = (product: ProductSummary, sellerSku: string): readonly JsonObject[] =>
  (product.skus ?? [])
    .filter(sku => sku.seller_sku === sellerSku)
    .map(sku =>
      toJson({
        ...sku,
        product_id: product.id,
        product_title: product.title,
        product_status: product.status,
      }),
    )
