import type { Json, JsonObject } from '../../json.js'
import { isJsonObject } from '../../json.js'
import { textOf } from '../aftersales/list-filter.js'
import { ApiRefusal } from '../api-refusal.js'
import { ownProduct } from '../inventory/inventory.js'
import type { ShopCall } from '../shop-call.js'
import type { World } from '../world.js'
import { checkedPrice } from './checked-price.js'
import { type Product, type ProductSku, product } from './product.js'
import { changeProduct, notifyProductStatus } from './products.js'

/** Create Product. A listing is reviewed first; a draft waits for its seller. */
export const createProduct = ({ world, shop, body }: ShopCall): Json => {
  const skus = rowsOf(body['skus']).map(row => toSku(world, row, undefined))
  if (skus.length === 0 || skus.length > 100) throw new ApiRefusal(36009004, 'param body.skus is invalid')
  const isDraft = body['save_mode'] === 'AS_DRAFT'
  const made = product.parse({
    ...keptMembers(body),
    id: world.newId('1729'),
    status: isDraft ? 'DRAFT' : 'PENDING',
    create_time: world.nowSecs,
    update_time: world.nowSecs,
    skus,
  })
  shop.products.put(made)
  for (const sku of made.skus) shop.productIdOfSku.set(sku.id, made.id)
  world.notify(16, { product_id: made.id, product_types: [], update_time: made.update_time })
  if (!isDraft) planReview(world, made)
  return { product_id: made.id, skus: made.skus.map(toServedSku), warnings: [] }
}

/** Edit Product: the whole of it; what is left out is cleared, but for price and stock. */
export const editProduct = ({ world, shop, path, body }: ShopCall): Json => {
  const before = editable(ownProduct(shop, path['product_id']))
  const skus = rowsOf(body['skus']).map(row =>
    toSku(
      world,
      row,
      before.skus.find(({ id }) => id === row['id']),
    ),
  )
  return answerEdit(world, {
    ...keptMembers(body),
    id: before.id,
    title: textOf(body['title']),
    status: before.status,
    create_time: before.create_time,
    update_time: before.update_time,
    skus,
  })
}

/** Partial Edit Product: only what was sent. */
export const partialEditProduct = ({ world, shop, path, body }: ShopCall): Json => {
  const before = editable(ownProduct(shop, path['product_id']))
  const sent = rowsOf(body['skus'])
  for (const row of sent) if (!before.skus.some(({ id }) => id === row['id'])) throw new ApiRefusal(12052557)
  const skus = before.skus.map(sku => {
    const row = sent.find(candidate => candidate['id'] === sku.id)
    return row ? { ...sku, ...toSku(world, row, sku) } : sku
  })
  return answerEdit(world, { ...before, ...keptMembers(body), skus })
}

const editable = (row: Product): Product => {
  if (row.status === 'FREEZE' || row.status === 'DELETED' || row.status === 'PENDING')
    throw new ApiRefusal(12052901)
  return row
}

const answerEdit = (world: World, changed: Product): Json => {
  const stored = changeProduct(world, changed, {})
  for (const sku of stored.skus) world.shop.productIdOfSku.set(sku.id, stored.id)
  world.notify(15, {
    product_id: stored.id,
    change_source: 'OPEN_API',
    changed_fields: [],
    update_time: stored.update_time,
  })
  // A live product goes on selling; the sandbox takes the new version over at once instead of after the review.
  return { product_id: stored.id, skus: stored.skus.map(toServedSku), audit: { status: 'APPROVED' } }
}

const notKept = new Set([
  'skus',
  'save_mode',
  'idempotency_key',
  'id',
  'status',
  'create_time',
  'update_time',
  'category_id',
  'brand_id',
  'main_images',
  'delivery_option_ids',
  'locale',
  'auto_translate_enabled',
  'listing_platforms',
  'category_version',
  'product_attributes',
  'certifications',
  'size_chart',
  'video',
  'inventory_mode',
  'replicated_products',
  'subscribe_info_edit',
])

/** What a product shows again as it was sent; category, brand and images come back in other shapes and are not kept. */
const keptMembers = (body: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !notKept.has(name)))

const toSku = (world: World, row: JsonObject, before: ProductSku | undefined): ProductSku => {
  const amount = row['price'] === undefined ? undefined : checkedPrice(world.shop.currency, row['price'])
  const inventory = rowsOf(row['inventory']).map(stock => {
    const warehouse_id = textOf(stock['warehouse_id'])
    if (!world.shop.warehouses.some(({ id }) => id === warehouse_id)) throw new ApiRefusal(12052530)
    return { warehouse_id, quantity: Number(stock['quantity'] ?? 0) }
  })
  const price =
    amount === undefined
      ? before?.price
      : { currency: world.shop.currency, tax_exclusive_price: amount, sale_price: amount }
  return {
    id: before?.id ?? world.newId('1730'),
    seller_sku: textOf(row['seller_sku']) || before?.seller_sku || '',
    ...(price ? { price } : {}),
    inventory: inventory.length > 0 ? inventory : (before?.inventory ?? []),
  }
}

const toServedSku = (sku: ProductSku): Json => ({ id: sku.id, seller_sku: sku.seller_sku ?? '' })

const rowsOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : []

/** Plans the end of a review. */
export const planReview = (world: World, row: Product): void => {
  const { reviewProductAfterSecs } = world.shop.settings
  if (reviewProductAfterSecs === null) return
  const at = Math.max(row.update_time + reviewProductAfterSecs, world.nowSecs + 1)
  world.schedule({ atMs: at * 1000, kind: 'review', id: row.id, status: 'PENDING' })
}

/** The review is over and found nothing. */
export const passReview = (world: World, row: Product): void =>
  notifyProductStatus(world, changeProduct(world, row, { status: 'ACTIVATE' }))
