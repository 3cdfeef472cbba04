import type { CallOptions, EndpointCaller } from '../../transport/call-endpoint.js'
import { createListing, type Listing } from '../../transport/listing.js'
import type { AnswerOf, FilterOf, ItemOf, QueryOf } from '../answer-types.js'
import type { ListOptions } from '../list-options.js'
import { categoryAttributes, categoryRules, productBrands, productCategories } from '../versions.js'

export type Category = ItemOf<AnswerOf<typeof productCategories>['categories']>
export type CategoriesQuery = QueryOf<typeof productCategories>
/** `is_requried` is spelt so by TikTok. */
export type CategoryAttribute = ItemOf<AnswerOf<typeof categoryAttributes>['attributes']>
export type CategoryAttributesQuery = QueryOf<typeof categoryAttributes>
export type CategoryRules = AnswerOf<typeof categoryRules>
export type CategoryRulesQuery = QueryOf<typeof categoryRules>
/** `UNAUTHORIEZD` is spelt so by TikTok. */
export type Brand = ItemOf<AnswerOf<typeof productBrands>['brands']>
export type BrandFilter = FilterOf<QueryOf<typeof productBrands>>

/** What a product may be: categories, their attributes and rules, brands. */
export interface Catalog {
  /**
   * Every category; the root's children have `parent_id` `0`. Shops in the US want `category_version: 'v2'`.
   *
   * @see "Get Categories", TikTok Shop Partner Center
   */
  categories(query?: CategoriesQuery, options?: CallOptions): Promise<readonly Category[]>
  /** @see "Get Attributes", TikTok Shop Partner Center */
  attributes(
    categoryId: string,
    query?: CategoryAttributesQuery,
    options?: CallOptions,
  ): Promise<readonly CategoryAttribute[]>
  /**
   * What a category demands of a product: certifications, size chart, weights.
   *
   * @see "Get Category Rules", TikTok Shop Partner Center
   */
  rules(categoryId: string, query?: CategoryRulesQuery, options?: CallOptions): Promise<CategoryRules>
  /** @see "Get Brands", TikTok Shop Partner Center */
  brands(filter?: BrandFilter, options?: ListOptions): Listing<Brand, AnswerOf<typeof productBrands>>
}

export const createCatalog = (call: EndpointCaller): Catalog => ({
  categories: async (query = {}, options = {}) => {
    const { categories = [] } = await call(productCategories, { query }, options)
    return categories
  },
  attributes: async (categoryId, query = {}, options = {}) => {
    const input = { path: { category_id: categoryId }, query }
    const { attributes = [] } = await call(categoryAttributes, input, options)
    return attributes
  },
  rules: (categoryId, query = {}, options = {}) =>
    call(categoryRules, { path: { category_id: categoryId }, query }, options),
  brands: (filter = {}, options = {}) =>
    createListing(
      token => {
        const query = { ...filter, page_size: options.pageSize ?? 100, page_token: token }
        return call(productBrands, { query }, options)
      },
      ({ brands }) => brands,
    ),
})
