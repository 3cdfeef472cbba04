import type { Json } from '../../json.js'
import { isListed } from '../aftersales/list-filter.js'
import { paginate } from '../paginate.js'
import type { Product, ProductSku } from '../products/product.js'
import type { Shop } from '../shop.js'
import type { ShopCall } from '../shop-call.js'
import { walkByPlace } from '../walk-by-place.js'

/** Warehouses of the shop that are TikTok's: those whose seed says `fbt_warehouse_id`. */
export const fbtWarehouses = (shop: Shop) =>
  shop.warehouses.flatMap(row => {
    const fbtId = row.fbt_warehouse_id
    return fbtId === undefined ? [] : [{ fbtId, row }]
  })

/** TikTok's own id of the goods that a SKU is; one SKU is one sort of goods here. */
export const goodsIdOf = (skuId: string): string => `8653${skuId.slice(-14)}`

/** SKUs that lie in a warehouse of TikTok's. */
export const fbtSkus = (shop: Shop): { readonly product: Product; readonly sku: ProductSku }[] => {
  const ids = new Set(fbtWarehouses(shop).map(({ row }) => row.id))
  return [...shop.products.all()].flatMap(product =>
    product.skus
      .filter(sku => sku.inventory.some(stock => ids.has(stock.warehouse_id)))
      .map(sku => ({ product, sku })),
  )
}

/** Search Goods. */
export const searchGoods = (call: ShopCall): Json => {
  const { shop, body } = call
  const { rows, nextPageToken, totalCount } = paginate(call, {
    ...walkByPlace(fbtSkus(shop), ({ sku }) => sku.id),
    isWanted: ({ row: { product, sku } }) =>
      isListed(body['goods_ids'], goodsIdOf(sku.id)) &&
      isListed(body['product_ids'], product.id) &&
      isListed(body['reference_codes'], sku.seller_sku ?? '') &&
      isListed(body['sku_ids'], sku.id),
  })
  return {
    goods: rows.map(({ row: { product, sku } }) => ({
      id: goodsIdOf(sku.id),
      name: product.title,
      reference_code: sku.seller_sku ?? '',
      barcodes: [{ code: goodsIdOf(sku.id), type: 'FBT' }],
      skus: [
        {
          id: sku.id,
          name: sku.seller_sku ?? '',
          matched: true,
          regions: [shop.region],
          product: { id: product.id, name: product.title },
        },
      ],
    })),
    next_page_token: nextPageToken,
    total_count: totalCount,
  }
}
