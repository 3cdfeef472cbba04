import type { Lookup } from './lookup.js'
import { ordersById } from './orders-by-id.js'
import { packagesById } from './packages-by-id.js'
import { rejectReasons } from './reject-reasons.js'
import { shippingProviders } from './shipping-providers.js'
import { skusBySellerSku } from './skus-by-seller-sku.js'

/** What flows can look up in TikTok Shop, by the name they write. */
export const lookups: Readonly<Record<string, Lookup>> = {
  ordersById,
  packagesById,
  rejectReasons,
  shippingProviders,
  skusBySellerSku,
}
