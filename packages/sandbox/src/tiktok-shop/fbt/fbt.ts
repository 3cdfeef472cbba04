import { sumCents } from '../../cents.js'
import type { Json } from '../../json.js'
import { asJson } from '../../json.js'
import { isListed } from '../aftersales/list-filter.js'
import { committedOf } from '../inventory/stock.js'
import { paginate } from '../paginate.js'
import type { ProductSku } from '../products/product.js'
import type { Shop } from '../shop.js'
import type { ShopCall } from '../shop-call.js'
import { walkByPlace } from '../walk-by-place.js'
import { fbtSkus, fbtWarehouses, goodsIdOf } from './goods.js'
import { inTransitOf } from './inbound.js'
import { defectiveOf } from './move-goods.js'

/** Get FBT Warehouse List. */
export const readFbtWarehouses = ({ shop }: ShopCall): Json => ({
  warehouses: fbtWarehouses(shop).map(({ fbtId, row }) => ({
    fbt_warehouse_id: fbtId,
    warehouse_ids: [row.id],
    name: row.name,
    type: 'PLATFORM_WAREHOUSE',
    subscribed: true,
    logistics_services: [],
    addresses: row.address ? [pickAddress(asJson(row.address))] : [],
  })),
})

const pickAddress = (address: Record<string, Json>): Json => ({
  address_line_1: address['address_line1'] ?? '',
  city: address['city'] ?? '',
  state: address['state'] ?? '',
  postal_code: address['postal_code'] ?? '',
  region_code: address['region_code'] ?? '',
})

/** FBT Inventory Search: on hand is what is for sale there, what orders hold, and what cannot be sold. */
export const searchFbtInventory = (call: ShopCall): Json => {
  const { shop, body } = call
  const rows = fbtWarehouses(shop).flatMap(({ fbtId, row }) =>
    fbtSkus(shop).flatMap(({ product, sku }) => {
      const counted = countOf(shop, sku, row.id, fbtId)
      return counted === undefined ? [] : [{ fbtId, product, sku, counted, goodsId: goodsIdOf(sku.id) }]
    }),
  )
  const page = paginate(call, {
    ...walkByPlace(rows, row => row.goodsId),
    isWanted: ({ row }) =>
      isListed(body['fbt_warehouse_ids'], row.fbtId) &&
      isListed(body['goods_ids'], row.goodsId) &&
      isListed(body['sku_ids'], row.sku.id),
  })
  return {
    inventory: page.rows.map(({ row: { fbtId, product, sku, counted, goodsId } }) => {
      const { unfulfillable_quantity: _defective, ...ofSku } = counted
      return {
        fbt_warehouse_id: fbtId,
        goods: {
          id: goodsId,
          name: product.title,
          reference_code: sku.seller_sku ?? '',
          skus: [{ id: sku.id, on_hand_detail: ofSku }],
        },
        on_hand_detail: counted,
        in_transit_quantity: inTransitOf(shop, sku.id, fbtId),
      }
    }),
    next_page_token: page.nextPageToken,
    total_count: page.totalCount,
  }
}

const countOf = (shop: Shop, sku: ProductSku, warehouseId: string, fbtId: string) => {
  const stock = sku.inventory.find(({ warehouse_id }) => warehouse_id === warehouseId)
  if (!stock) return undefined
  const reserved = committedOf(shop, sku.id, warehouseId)
  const defective = defectiveOf(shop, sku.id, fbtId)
  return {
    available_quantity: stock.quantity,
    reserved_quantity: reserved,
    unfulfillable_quantity: defective,
    total_quantity: sumCents([stock.quantity, reserved, defective]),
  }
}
