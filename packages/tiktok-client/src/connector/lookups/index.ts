import { fbtGoodsById } from './fbt-goods-by-id.js'
import { fbtWarehousesById } from './fbt-warehouses-by-id.js'
import type { Lookup } from './lookup.js'
import { openUnits } from './open-units.js'
import { ordersById } from './orders-by-id.js'
import { packagesById } from './packages-by-id.js'
import { rejectReasons } from './reject-reasons.js'
import { shippingProviders } from './shipping-providers.js'
import { skusBySellerSku } from './skus-by-seller-sku.js'
import { stockBySellerSku } from './stock-by-seller-sku.js'
import { transactionsByOrder } from './transactions-by-order.js'
import { warehousesById } from './warehouses-by-id.js'

/** What flows can look up in TikTok Shop, by the name they write. */
export const lookups: Readonly<Record<string, Lookup>> = {
  fbtGoodsById,
  fbtWarehousesById,
  openUnits,
  ordersById,
  packagesById,
  rejectReasons,
  shippingProviders,
  skusBySellerSku,
  stockBySellerSku,
  transactionsByOrder,
  warehousesById,
}
