import { readActiveShops, readAuthorizedShops } from './authorization/shops.js'
import { readOrders } from './orders/order-detail.js'
import { searchOrders } from './orders/search-orders.js'
import type { SellerHandler, ShopHandler } from './shop-call.js'

/** Endpoints of a seller, without a shop. */
export const sellerHandlers: Readonly<Record<string, SellerHandler>> = {
  'authorized-shops': readAuthorizedShops,
  'active-shops': readActiveShops,
}

/** Endpoints of one shop. */
export const shopHandlers: Readonly<Record<string, ShopHandler>> = {
  'orders-search': searchOrders,
  'order-detail-202309': readOrders,
  'order-detail-202507': readOrders,
}
