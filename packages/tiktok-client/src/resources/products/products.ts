import { writeInBatches } from '../../transport/batches.js'
import type { CallOptions, EndpointCaller } from '../../transport/call-endpoint.js'
import { type BatchResult, readElementFailures } from '../../transport/element-failures.js'
import { createListing, type Listing } from '../../transport/listing.js'
import type { AnswerOf, BodyOf, ItemOf, QueryOf } from '../answer-types.js'
import type { ListOptions } from '../list-options.js'
import {
  priceUpdate,
  productCreate,
  productDetail,
  productEdit,
  productPartialEdit,
  productsActivate,
  productsDeactivate,
  productsDelete,
  productsRecover,
  productsSearch,
} from '../versions.js'

export type Product = AnswerOf<typeof productDetail>
export type ProductSummary = ItemOf<AnswerOf<typeof productsSearch>['products']>
/** Times are Unix seconds, both ends inclusive. At most 10 of `seller_skus` and of `sku_ids`. */
export type ProductFilter = BodyOf<typeof productsSearch>
export type ProductQuery = QueryOf<typeof productDetail>
/** Images are named by the `uri` that `uploads.image` gives. */
export type ProductToCreate = BodyOf<typeof productCreate>
export type CreatedProduct = AnswerOf<typeof productCreate>
export type ProductToEdit = BodyOf<typeof productEdit>
export type EditedProduct = AnswerOf<typeof productEdit>
export type ProductChanges = BodyOf<typeof productPartialEdit>
export type ChangedProduct = AnswerOf<typeof productPartialEdit>
/** A SKU's price before discounts, decimal text. */
export type SkuPrice = ItemOf<BodyOf<typeof priceUpdate>['skus']>

export interface Products {
  /**
   * Products; up to 100 on a page. TikTok gives at most 10,000 for one filter: slice by time beyond.
   *
   * @see "Search Products", TikTok Shop Partner Center
   */
  search(
    filter?: ProductFilter,
    options?: ListOptions,
  ): Listing<ProductSummary, AnswerOf<typeof productsSearch>>
  /** @see "Get Product", TikTok Shop Partner Center */
  get(productId: string, query?: ProductQuery, options?: CallOptions): Promise<Product>
  /**
   * Creates a product, or a draft with `save_mode: 'AS_DRAFT'`. Safe to repeat with the same `idempotencyKey`.
   *
   * @see "Create Product", TikTok Shop Partner Center
   */
  create(product: ProductToCreate, options?: CallOptions): Promise<CreatedProduct>
  /**
   * Replaces a product: what is left out is cleared, but for price and stock.
   *
   * @see "Edit Product", TikTok Shop Partner Center
   */
  edit(productId: string, product: ProductToEdit, options?: CallOptions): Promise<EditedProduct>
  /**
   * Changes only the fields that are given.
   *
   * @see "Partial Edit Product", TikTok Shop Partner Center
   */
  partialEdit(productId: string, changes: ProductChanges, options?: CallOptions): Promise<ChangedProduct>
  /**
   * Sets prices of SKUs of one product.
   *
   * @see "Update Price", TikTok Shop Partner Center
   */
  updatePrices(productId: string, prices: readonly SkuPrice[], options?: CallOptions): Promise<BatchResult>
  /**
   * Puts products on sale, twenty a call.
   *
   * @see "Activate Product", TikTok Shop Partner Center
   */
  activate(productIds: readonly string[], options?: CallOptions & Platforms): Promise<BatchResult>
  /**
   * Takes products off sale, twenty a call.
   *
   * @see "Deactivate Products", TikTok Shop Partner Center
   */
  deactivate(productIds: readonly string[], options?: CallOptions & Platforms): Promise<BatchResult>
  /** @see "Delete Products", TikTok Shop Partner Center */
  delete(productIds: readonly string[], options?: CallOptions): Promise<BatchResult>
  /** @see "Recover Products", TikTok Shop Partner Center */
  recover(productIds: readonly string[], options?: CallOptions): Promise<BatchResult>
}

export interface Platforms {
  /** `TIKTOK_SHOP`, `TOKOPEDIA`. Default: all. */
  readonly listingPlatforms?: readonly string[] | undefined
}

const maxProductsPerCall = 20

const inTwenties = (
  productIds: readonly string[],
  send: (batch: readonly string[]) => Promise<unknown>,
): Promise<BatchResult> =>
  writeInBatches(productIds, { maxPerCall: maxProductsPerCall, idOf: id => id, send })

export const createProducts = (call: EndpointCaller): Products => ({
  search: (filter = {}, options = {}) =>
    createListing(
      token => {
        const query = { page_size: options.pageSize ?? 100, page_token: token }
        return call(productsSearch, { query, body: filter }, options)
      },
      ({ products }) => products,
    ),
  get: (productId, query = {}, options = {}) =>
    call(productDetail, { path: { product_id: productId }, query }, options),
  create: (product, options) => call(productCreate, { body: product }, options),
  edit: (productId, product, options) =>
    call(productEdit, { path: { product_id: productId }, body: product }, options),
  partialEdit: (productId, changes, options) =>
    call(productPartialEdit, { path: { product_id: productId }, body: changes }, options),
  updatePrices: async (productId, skus, options) => {
    const answer = await call(priceUpdate, { path: { product_id: productId }, body: { skus } }, options)
    return { failures: readElementFailures(answer) }
  },
  activate: (productIds, { listingPlatforms, ...options } = {}) =>
    inTwenties(productIds, ids => {
      const body = { product_ids: ids, listing_platforms: listingPlatforms }
      return call(productsActivate, { body }, options)
    }),
  deactivate: (productIds, { listingPlatforms, ...options } = {}) =>
    inTwenties(productIds, ids => {
      const body = { product_ids: ids, listing_platforms: listingPlatforms }
      return call(productsDeactivate, { body }, options)
    }),
  delete: (productIds, options) =>
    inTwenties(productIds, ids => call(productsDelete, { body: { product_ids: ids } }, options)),
  recover: (productIds, options) =>
    inTwenties(productIds, ids => call(productsRecover, { body: { product_ids: ids } }, options)),
})
