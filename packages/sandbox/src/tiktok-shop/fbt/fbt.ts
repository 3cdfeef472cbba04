import type { Json } from '../../json.js'
import { asJson } from '../../json.js'
import { isListed } from '../aftersales/list-filter.js'
import { committedOf } from '../inventory/stock.js'
import { paginate } from '../paginate.js'
import type { Shop } from '../shop.js'
import type { ShopCall } from '../shop-call.js'

/** Warehouses of the shop that are TikTok's: those whose seed says `fbt_warehouse_id`. */
const fbtWarehouses = (shop: Shop) =>
  shop.warehouses.flatMap(row => {
    const fbtId = row.fbt_warehouse_id
    return fbtId === undefined ? [] : [{ fbtId, row }]
  })

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

/** FBT Inventory Search: on hand is what is for sale there and what orders hold. */
export const searchFbtInventory = (call: ShopCall): Json => {
  const { shop, body } = call
  const rows = fbtWarehouses(shop).flatMap(({ fbtId, row }) =>
    [...shop.products.all()].flatMap(product =>
      product.skus.flatMap(sku => {
        const stock = sku.inventory.find(({ warehouse_id }) => warehouse_id === row.id)
        if (!stock) return []
        const reserved = committedOf(shop, sku.id, row.id)
        const counted = {
          available_quantity: stock.quantity,
          reserved_quantity: reserved,
          total_quantity: stock.quantity + reserved,
        }
        return [{ fbtId, product, sku, counted, goodsId: `1729${sku.id.slice(-14)}` }]
      }),
    ),
  )
  const {
    rows: page,
    nextPageToken,
    totalCount,
  } = paginate(call, {
    walk: ({ position }) =>
      rows
        .map((entry, index) => ({ ...entry, index }))
        .filter(entry => entry.index > (position?.after ?? -1)),
    isWanted: entry =>
      isListed(body['fbt_warehouse_ids'], entry.fbtId) &&
      isListed(body['goods_ids'], entry.goodsId) &&
      isListed(body['sku_ids'], entry.sku.id),
    positionOf: entry => ({ after: entry.index, id: entry.goodsId }),
    descending: false,
  })
  return {
    inventory: page.map(({ fbtId, product, sku, counted, goodsId }) => ({
      fbt_warehouse_id: fbtId,
      goods: {
        id: goodsId,
        name: product.title,
        reference_code: sku.seller_sku ?? '',
        skus: [{ id: sku.id, on_hand_detail: counted }],
      },
      on_hand_detail: { ...counted, unfulfillable_quantity: 0 },
      in_transit_quantity: 0,
    })),
    next_page_token: nextPageToken,
    total_count: totalCount,
  }
}
