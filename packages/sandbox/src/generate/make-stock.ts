import { fromCents } from '../cents.js'
import type { Order } from '../tiktok-shop/orders/order.js'
import type { TikTokShopSeed } from '../tiktok-shop/seed.js'
import type { CatalogueSku } from './catalogue.js'
import { townsOf } from './towns.js'

type ShopSeed = NonNullable<TikTokShopSeed['shops']>[number]

export const warehouseId = '7068517275539719942'
export const fbtWarehouseId = '7068517275539719944'
const returnWarehouseId = '7068517275539719943'

/** One warehouse to sell from, one for returns, one of TikTok. */
export const makeWarehouses = (region: string): NonNullable<ShopSeed['warehouses']> => {
  const {
    country,
    towns: [town],
  } = townsOf(region)
  const address = {
    region: country,
    region_code: region,
    state: town.districts[0]?.[1] ?? '',
    city: town.city,
    postal_code: town.postalCode,
  }
  return [
    {
      id: warehouseId,
      name: 'Main Warehouse',
      is_default: true,
      address: { ...address, address_line1: '1 Example Street' },
    },
    {
      id: returnWarehouseId,
      name: 'Returns Dock',
      type: 'RETURN_WAREHOUSE',
      address: { ...address, address_line1: '2 Example Street' },
    },
    {
      id: fbtWarehouseId,
      name: 'Fulfilled by TikTok',
      fbt_warehouse_id: '7136104329798256386',
      address: { ...address, address_line1: '3 Example Street' },
    },
  ]
}

/** Units for sale per SKU: enough that the made-up orders never sold out. */
export const stockPerSku = 500
export const fbtStockPerSku = 120

/** The catalogue as products, each SKU lying in both warehouses. */
export const makeProducts = (
  skus: readonly CatalogueSku[],
  nowSecs: number,
  currency: string,
): NonNullable<ShopSeed['products']> => {
  const byProduct = new Map<string, CatalogueSku[]>()
  for (const sku of skus) {
    const known = byProduct.get(sku.productId)
    if (known) known.push(sku)
    else byProduct.set(sku.productId, [sku])
  }
  return [...byProduct].map(([id, own], index) => ({
    id,
    title: own[0]?.productName ?? '',
    status: 'ACTIVATE',
    create_time: nowSecs - 90 * 24 * 3600 + index,
    update_time: nowSecs - 30 * 24 * 3600 + index,
    skus: own.map(sku => ({
      id: sku.skuId,
      seller_sku: sku.sellerSku,
      price: {
        currency,
        tax_exclusive_price: fromCents(sku.priceCents, currency),
        sale_price: fromCents(sku.priceCents, currency),
      },
      inventory: [
        { warehouse_id: warehouseId, quantity: stockPerSku },
        { warehouse_id: fbtWarehouseId, quantity: fbtStockPerSku },
      ],
    })),
  }))
}

/** Units that orders not yet shipped hold. */
export const makeCommitted = (orders: readonly Order[]): Record<string, number> => {
  const committed: Record<string, number> = {}
  for (const order of orders) {
    for (const line of order.line_items) {
      if (line.display_status !== 'UNPAID' && line.display_status !== 'AWAITING_SHIPMENT') continue
      const key = `${line.sku_id}/${order.warehouse_id}`
      committed[key] = (committed[key] ?? 0) + 1
    }
  }
  return committed
}

/** The packages of orders that were shipped. */
export const makePackages = (orders: readonly Order[]): NonNullable<ShopSeed['packages']> =>
  orders.flatMap(order =>
    (order.packages ?? []).map(({ id }) => {
      const lines = order.line_items.filter(line => line.package_id === id)
      const [first] = lines
      return {
        package_id: id,
        package_status: first?.package_status ?? 'PROCESSING',
        orders: [{ id: order.id }],
        order_line_item_ids: lines.map(line => line.id),
        tracking_number: first?.tracking_number ?? '',
        shipping_provider_id: first?.shipping_provider_id ?? '',
        shipping_provider_name: first?.shipping_provider_name ?? '',
        shipping_type: order.shipping_type ?? 'SELLER',
        create_time: first?.rts_time ?? order.create_time,
        update_time: order.update_time,
        ...(order.warehouse_id === undefined ? {} : { warehouse_id: order.warehouse_id }),
      }
    }),
  )
