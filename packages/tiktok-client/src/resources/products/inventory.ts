import { readInBatches } from '../../transport/batches.js'
import type { CallOptions, EndpointCaller } from '../../transport/call-endpoint.js'
import { type BatchResult, readElementFailures } from '../../transport/element-failures.js'
import type { AnswerOf, BodyOf, ItemOf } from '../answer-types.js'
import { inventorySearch, inventoryUpdate } from '../versions.js'

/** The stock of a product's SKUs, by warehouse. `available` excludes what orders have reserved (`committed`). */
export type ProductInventory = ItemOf<AnswerOf<typeof inventorySearch>['inventory']>
export type SkuInventory = ItemOf<ProductInventory['skus']>
/** A SKU's new stock: absolute numbers of units for sale, for every warehouse the SKU is in. */
export type SkuStock = ItemOf<BodyOf<typeof inventoryUpdate>['skus']>

export interface Inventory {
  /**
   * Stock of SKUs, 600 a call. Ids that are unknown or another shop's are simply missing from the answer.
   *
   * @see "Inventory Search", TikTok Shop Partner Center
   */
  ofSkus(skuIds: readonly string[], options?: CallOptions): Promise<readonly ProductInventory[]>
  /** Stock of all SKUs of products, 100 a call. */
  ofProducts(productIds: readonly string[], options?: CallOptions): Promise<readonly ProductInventory[]>
  /**
   * Sets the stock of SKUs of one product. TikTok wants every warehouse of a SKU named: one left out is a failure.
   *
   * There is no compare-and-set: the last one who writes wins. Safe to repeat.
   *
   * @see "Update Inventory", TikTok Shop Partner Center
   */
  update(productId: string, skus: readonly SkuStock[], options?: CallOptions): Promise<BatchResult>
}

/** What "Inventory Search" takes. */
export const maxSkusPerCall = 600
const maxProductsPerCall = 100

export const createInventory = (call: EndpointCaller): Inventory => ({
  ofSkus: (skuIds, options) =>
    readInBatches(skuIds, maxSkusPerCall, async batch => {
      const { inventory } = await call(inventorySearch, { body: { sku_ids: batch } }, options)
      return inventory
    }),
  ofProducts: (productIds, options) =>
    readInBatches(productIds, maxProductsPerCall, async batch => {
      const { inventory } = await call(inventorySearch, { body: { product_ids: batch } }, options)
      return inventory
    }),
  update: async (productId, skus, options) => {
    const answer = await call(inventoryUpdate, { path: { product_id: productId }, body: { skus } }, options)
    return { failures: readElementFailures(answer) }
  },
})
