import { recordSchemas } from '../../generated/record-schemas.js'
import { toJson } from '../to-json.js'
import { productPages } from './product-pages.js'
import {
  changeCursors,
  flag,
  type Resource,
  readEach,
  seconds,
  text,
  texts,
  toBounds,
  toOnePage,
  whereOf,
} from './resource.js'

export const productWhere = whereOf({
  status: text,
  seller_skus: texts,
  sku_ids: texts,
  audit_status: texts,
  category_version: text,
  listing_platforms: texts,
  listing_quality_tiers: texts,
  sns_filter: text,
  return_draft_version: flag,
  create_time_ge: seconds,
  create_time_le: seconds,
  update_time_ge: seconds,
  update_time_le: seconds,
})

/** Products, by ids or by when they changed. */
export const products: Resource = {
  description: {
    summary: 'Products with their SKUs, by when they changed or were created.',
    record: recordSchemas.productSummary,
    where: productWhere,
    cursorFields: changeCursors,
    idField: 'id',
    maxPageSize: 100,
  },
  async *exportPages(client, { ids, where, window, pageSize }, context) {
    if (ids !== undefined) {
      const found = await readEach(ids, id => client.products.get(id, {}, context))
      yield* toOnePage(found.map(toJson))
      return
    }
    const filter = { ...where, ...toInclusiveBounds(toBounds(window)) }
    for await (const { items, totalCount } of productPages(client, filter, { ...context, pageSize }))
      yield { records: items.map(toJson), ...(totalCount === undefined ? {} : { totalCount }) }
  },
}

/** Products and FBT movements are bounded by `_le`, which includes its second, where other lists have `_lt`. */
export const toInclusiveBounds = (
  bounds: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(bounds).map(([name, value]) =>
      name.endsWith('_lt') ? [name.replace(/_lt$/, '_le'), value - 1] : [name, value],
    ),
  )
