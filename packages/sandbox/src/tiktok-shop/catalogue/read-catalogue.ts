import type { Json } from '../../json.js'
import { asJson } from '../../json.js'
import { textOf } from '../aftersales/list-filter.js'
import { ApiRefusal } from '../api-refusal.js'
import { paginate } from '../paginate.js'
import type { ShopCall } from '../shop-call.js'
import { walkByPlace } from '../walk-by-place.js'
import type { Category } from './catalogue.js'

/**
 * US shops have the seven-level tree, the others the old one. The documented default is `v1` everywhere; left out, the
 * sandbox takes the shop's own, so only a version that was named wrongly is refused.
 */
const checkCategoryVersion = ({ shop, query }: ShopCall, refusalCode: number): void => {
  const asked = textOf(query['category_version'])
  const own = shop.region === 'US' ? 'v2' : 'v1'
  if (asked !== '' && asked !== own) throw new ApiRefusal(refusalCode)
}

/** Get Categories. */
export const readCategories = (call: ShopCall): Json => {
  checkCategoryVersion(call, 12052217)
  const keyword = textOf(call.query['keyword']).toLowerCase()
  return {
    categories: call.shop.categories
      .filter(({ local_name }) => local_name.toLowerCase().includes(keyword))
      .map(({ attributes: _attributes, rules: _rules, ...row }) => asJson(row)),
  }
}

/** Get Attributes: of a leaf only. */
export const readAttributes = (call: ShopCall): Json => ({ attributes: leafOf(call).attributes })

/** Get Category Rules: of a leaf only. */
export const readCategoryRules = (call: ShopCall): Json => leafOf(call).rules

const leafOf = (call: ShopCall): Category => {
  checkCategoryVersion(call, 12052230)
  const found = call.shop.categories.find(({ id }) => id === call.path['category_id'])
  if (!found) throw new ApiRefusal(12052023)
  if (!found.is_leaf) throw new ApiRefusal(12052024)
  return found
}

/** Get Brands. */
export const readBrands = (call: ShopCall): Json => {
  checkCategoryVersion(call, 12052217)
  const { shop, query } = call
  const categoryId = textOf(query['category_id'])
  if (categoryId !== '' && !shop.categories.some(({ id }) => id === categoryId))
    throw new ApiRefusal(12052023)
  const name = textOf(query['brand_name']).toLowerCase()
  const { rows, nextPageToken, totalCount } = paginate(call, {
    ...walkByPlace(shop.brands, row => row.id),
    isWanted: ({ row }) =>
      row.name.toLowerCase().includes(name) &&
      (categoryId === '' || row.category_ids === undefined || row.category_ids.includes(categoryId)) &&
      (query['is_authorized'] !== true || row.authorized_status === 'AUTHORIZED'),
  })
  return {
    brands: rows.map(({ row: { category_ids: _ids, ...row } }) => asJson(row)),
    next_page_token: nextPageToken,
    total_count: totalCount,
  }
}
