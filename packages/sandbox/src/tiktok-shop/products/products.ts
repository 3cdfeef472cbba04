import { createHash } from 'node:crypto'
import type { Json, JsonObject } from '../../json.js'
import { asJson, isJsonObject } from '../../json.js'
import { isListed, textOf } from '../aftersales/list-filter.js'
import { ApiRefusal } from '../api-refusal.js'
import { refusalOf } from '../fulfillment/ship.js'
import { ownProduct } from '../inventory/inventory.js'
import { paginate } from '../paginate.js'
import type { Call, ShopCall } from '../shop-call.js'
import type { World } from '../world.js'
import { checkedPrice } from './checked-price.js'
import type { Product } from './product.js'

const maxFound = 10_000

/** Search Products 202502 and 202309. More than 10,000 must be sliced by time. */
export const searchProducts = (call: ShopCall): Json => {
  const { shop, body } = call
  const status = textOf(body['status']) || 'ALL'
  const { rows, nextPageToken, totalCount } = paginate(call, {
    store: shop.products,
    walk: options => shop.products.walk('create_time', options),
    isWanted: row =>
      (status === 'ALL' ? row.status !== 'DELETED' : row.status === status) &&
      anySku(body['seller_skus'], row, sku => sku.seller_sku ?? '') &&
      anySku(body['sku_ids'], row, sku => sku.id) &&
      isWithinClosed(body, row),
    positionOf: row => ({ after: row.create_time, id: row.id }),
    descending: true,
  })
  if (totalCount > maxFound) throw new ApiRefusal(12052180)
  return { products: rows.map(toListed), next_page_token: nextPageToken, total_count: totalCount }
}

const anySku = (
  filter: Json | undefined,
  row: Product,
  memberOf: (sku: Product['skus'][number]) => string,
): boolean =>
  !Array.isArray(filter) || filter.length === 0 || row.skus.some(sku => isListed(filter, memberOf(sku)))

/** Products use closed ranges. */
const isWithinClosed = (body: JsonObject, row: Product): boolean =>
  (['create_time', 'update_time'] as const).every(field => {
    const [ge, le] = [body[`${field}_ge`], body[`${field}_le`]]
    return (typeof ge !== 'number' || row[field] >= ge) && (typeof le !== 'number' || row[field] <= le)
  })

const listedMembers = new Set([
  'id',
  'title',
  'status',
  'create_time',
  'update_time',
  'sales_regions',
  'audit',
  'has_draft',
  'integrated_platform_statuses',
  'is_not_for_sale',
  'listing_quality_tier',
  'product_families',
  'product_sync_fail_reasons',
  'recommended_categories',
  'skus',
])
const listedSkuMembers = new Set([
  'id',
  'seller_sku',
  'price',
  'inventory',
  'list_price',
  'external_list_prices',
  'fees',
  'status_info',
  'pre_sale',
])

const toListed = (row: Product): Json => ({
  ...pick(asJson(row), listedMembers),
  skus: row.skus.map(sku => pick(asJson(sku), listedSkuMembers)),
})

const pick = (object: JsonObject, names: ReadonlySet<string>): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => names.has(name)))

/** Get Product. */
export const readProduct = ({ shop, path }: ShopCall): Json => {
  const product = ownProduct(shop, path['product_id'])
  if (product.status === 'DELETED') throw new ApiRefusal(12052901)
  return asJson(product)
}

/** Update Price. */
export const updatePrices = ({ world, shop, path, body }: ShopCall): Json => {
  const product = ownProduct(shop, path['product_id'])
  if (product.status !== 'ACTIVATE') throw new ApiRefusal(12052901)
  const rows = Array.isArray(body['skus']) ? body['skus'].filter(isJsonObject) : []
  const prices = new Map(rows.map(row => [textOf(row['id']), checkedPrice(shop.currency, row['price'])]))
  if (prices.size < rows.length) throw new ApiRefusal(12052553)
  for (const id of prices.keys()) {
    if (!product.skus.some(sku => sku.id === id)) throw new ApiRefusal(12052557)
    if ([...shop.locked.keys()].some(key => key.startsWith(`${id}/`))) throw new ApiRefusal(12052038)
  }
  changeProduct(world, product, {
    skus: product.skus.map(sku => {
      const amount = prices.get(sku.id)
      return amount === undefined
        ? sku
        : { ...sku, price: { currency: shop.currency, tax_exclusive_price: amount, sale_price: amount } }
    }),
  })
  return {}
}

export const changeProduct = (world: World, product: Product, changes: Partial<Product>): Product => {
  const changed = { ...product, ...changes, update_time: Math.max(product.update_time, world.nowSecs) }
  world.shop.products.put(changed)
  return changed
}

/** Topic 5. */
export const notifyProductStatus = (world: World, product: Product): void =>
  world.notify(5, {
    product_id: product.id,
    status: 'PRODUCT_STATUS_CHANGED',
    suspended_reason: '',
    update_time: product.update_time,
  })

/** Activate, deactivate, delete and recover: what cannot be done is told per product, under code 0. */
const moveProducts =
  (from: readonly string[], to: string) =>
  ({ world, shop, body }: ShopCall): Json => {
    const ids = Array.isArray(body['product_ids']) ? body['product_ids'].map(String) : []
    if (ids.length > 20) throw new ApiRefusal(12019120)
    return {
      errors: ids.flatMap(id => {
        const refusal = refusalOf(() => {
          const product = ownProduct(shop, id)
          if (!from.includes(product.status)) throw new ApiRefusal(12052901)
          notifyProductStatus(world, changeProduct(world, product, { status: to }))
        })
        return refusal ? [{ code: refusal.code, message: refusal.message, detail: { product_id: id } }] : []
      }),
    }
  }

export const activateProducts = moveProducts(['DRAFT', 'SELLER_DEACTIVATED', 'ACTIVATE'], 'ACTIVATE')
export const deactivateProducts = moveProducts(['ACTIVATE', 'SELLER_DEACTIVATED'], 'SELLER_DEACTIVATED')
export const deleteProducts = moveProducts(
  ['DRAFT', 'FAILED', 'ACTIVATE', 'SELLER_DEACTIVATED', 'PLATFORM_DEACTIVATED', 'PENDING'],
  'DELETED',
)
export const recoverProducts = moveProducts(['DELETED'], 'DRAFT')

const imageUses = [
  'MAIN_IMAGE',
  'ATTRIBUTE_IMAGE',
  'DESCRIPTION_IMAGE',
  'CERTIFICATION_IMAGE',
  'SIZE_CHART_IMAGE',
]
const maxImageBytes = 10 * 1024 * 1024

/** Upload Product Image: keeps nothing but answers an address made from the content. */
export const uploadImage = async ({ form }: Call): Promise<Json> => {
  if (!form) throw new ApiRefusal(36009023)
  const file = form.get('data')
  if (!(file instanceof Blob))
    throw new ApiRefusal(36009004, 'Data is a required field and has not been provided.')
  if (file.size > maxImageBytes) throw new ApiRefusal(36009021)
  const given = form.get('use_case')
  const use = typeof given === 'string' && imageUses.includes(given) ? given : 'MAIN_IMAGE'
  const bytes = Buffer.from(await file.arrayBuffer())
  const uri = `sandbox-images/${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}`
  return { uri, url: `https://images.example.com/${uri}.jpg`, ...sizeOfPng(bytes), use_case: use }
}

/** A PNG says its size in its header; of others the sandbox does not look. */
const sizeOfPng = (bytes: Buffer): { width: number; height: number } =>
  bytes.length >= 24 && bytes.readUInt32BE(0) === 0x89504e47
    ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
    : { width: 600, height: 600 }
