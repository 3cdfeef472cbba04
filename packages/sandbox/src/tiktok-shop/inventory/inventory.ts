import { sumCents } from '../../cents.js'
import type { Json, JsonObject } from '../../json.js'
import { isJsonObject } from '../../json.js'
import { textOf } from '../aftersales/list-filter.js'
import { ApiRefusal } from '../api-refusal.js'
import type { Product, ProductSku } from '../products/product.js'
import type { Shop } from '../shop.js'
import type { ShopCall } from '../shop-call.js'
import type { World } from '../world.js'
import { committedOf, setAvailable, stockKey } from './stock.js'

const maxProducts = 100
const maxSkus = 600
const maxQuantity = 99_999

/** Inventory Search: by product or by SKU; SKUs win when both are given. */
export const searchInventory = ({ shop, body }: ShopCall): Json => {
  const skuIds = listOf(body['sku_ids'])
  const productIds = listOf(body['product_ids'])
  if (skuIds.length > maxSkus) throw new ApiRefusal(12019015)
  if (productIds.length > maxProducts) throw new ApiRefusal(12019120)
  const wanted = new Set(skuIds)
  const ids =
    skuIds.length > 0 ? new Set(skuIds.flatMap(id => shop.productIdOfSku.get(id) ?? [])) : new Set(productIds)
  return {
    inventory: [...ids].flatMap(id => {
      const product = shop.products.get(id)
      if (!product) return []
      const skus = product.skus.filter(sku => wanted.size === 0 || wanted.has(sku.id))
      return [{ product_id: id, skus: skus.map(sku => toStock(shop, sku)) }]
    }),
  }
}

const toStock = (shop: Shop, sku: ProductSku): Json => {
  const warehouses = sku.inventory.map(stock => ({
    warehouse_id: stock.warehouse_id,
    available_quantity: stock.quantity,
    committed_quantity: committedOf(shop, sku.id, stock.warehouse_id),
  }))
  const available = sumCents(warehouses.map(row => row.available_quantity))
  return {
    id: sku.id,
    seller_sku: sku.seller_sku ?? '',
    total_available_quantity: available,
    total_committed_quantity: sumCents(warehouses.map(row => row.committed_quantity)),
    total_available_inventory_distribution: { in_shop_inventory: { quantity: available } },
    warehouse_inventory: warehouses,
  }
}

interface SkuError {
  readonly code: number
  readonly message: string
  readonly detail: { readonly sku_id: string; readonly extra_errors: readonly WarehouseError[] }
}

interface WarehouseError {
  readonly code: number
  readonly message: string
  readonly warehouse_id: string
}

/**
 * Update Inventory: absolute numbers for every warehouse of a SKU. What is refused is told per SKU and warehouse, under
 * code 0; a product that is not there or a call without SKUs is refused whole. 0 is taken.
 */
export const updateInventory = ({ world, shop, path, body }: ShopCall): Json => {
  const product = ownProduct(shop, path['product_id'])
  const rows = Array.isArray(body['skus']) ? body['skus'].filter(isJsonObject) : []
  const ids = rows.map(row => textOf(row['id']))
  if (ids.length === 0) throw new ApiRefusal(36009004, 'Skus is a required field and has not been provided.')
  if (new Set(ids).size < ids.length) throw new ApiRefusal(12052553)
  if (product.status === 'FREEZE' || product.status === 'DELETED') throw new ApiRefusal(12052901)
  return { errors: rows.flatMap(row => updateSku(world, product, row) ?? []) }
}

const updateSku = (world: World, product: Product, row: JsonObject): Json | undefined => {
  const skuId = textOf(row['id'])
  const failed = (code: number, extra: readonly WarehouseError[] = []): Json => {
    const error: SkuError = {
      code,
      message: new ApiRefusal(code).message,
      detail: { sku_id: skuId, extra_errors: extra },
    }
    return { ...error, detail: { ...error.detail, extra_errors: extra.map(one => ({ ...one })) } }
  }
  if (skuId === '') return failed(12052036)
  const sku = product.skus.find(({ id }) => id === skuId)
  if (!sku) return failed(12052556)
  if ('combined_skus' in sku) return failed(12052850)

  const asked = Array.isArray(row['inventory']) ? row['inventory'].filter(isJsonObject) : []
  const wanted = asked.map(stock => ({
    // Needed only when the SKU lies in several warehouses.
    warehouseId:
      textOf(stock['warehouse_id']) ||
      (sku.inventory.length === 1 ? (sku.inventory[0]?.warehouse_id ?? '') : ''),
    quantity: Number(stock['quantity']),
  }))
  if (wanted.some(({ warehouseId }) => warehouseId === '')) return failed(12019028)
  const errors = wanted.flatMap(({ warehouseId, quantity }) => {
    const code = refusalFor(world.shop, sku, warehouseId, quantity)
    return code === undefined
      ? []
      : [
          {
            code,
            message: new ApiRefusal(code).message.replace('{{warehouse ID}}', warehouseId),
            warehouse_id: warehouseId,
          },
        ]
  })
  if (errors.length > 0) return failed(12052990, errors)
  const named = new Set(wanted.map(({ warehouseId }) => warehouseId))
  // A warehouse that was closed may not be named; that it may be left out is inferred, or no such SKU could be updated.
  const isWhole =
    wanted.every(({ warehouseId }) => sku.inventory.some(stock => stock.warehouse_id === warehouseId)) &&
    sku.inventory.every(
      ({ warehouse_id: id }) =>
        named.has(id) || world.shop.warehouses.some(row => row.id === id && row.effect_status === 'DISABLED'),
    )
  if (!isWhole) return failed(12052533)
  for (const { warehouseId, quantity } of wanted) setAvailable(world, skuId, warehouseId, quantity)
  return undefined
}

const refusalFor = (
  shop: Shop,
  sku: ProductSku,
  warehouseId: string,
  quantity: number,
): number | undefined => {
  const warehouse = shop.warehouses.find(({ id }) => id === warehouseId)
  if (!warehouse) return 12052530
  if (warehouse.effect_status === 'DISABLED') return 12052531
  if (!Number.isInteger(quantity) || quantity < 0 || quantity > maxQuantity) return 12052055
  if (quantity < (shop.locked.get(stockKey(sku.id, warehouseId)) ?? 0)) return 12052393
  return undefined
}

export const ownProduct = (shop: Shop, id: string | undefined): Product => {
  const product = shop.products.get(id ?? '')
  if (!product) throw new ApiRefusal(12052032)
  return product
}

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [])
