import type { Hooks } from '@tiktok-ns/flow-engine'
import { toProduct } from './catalogue/to-product.js'
import { fulfillmentHooks } from './fulfillment/fulfillment-hooks.js'
import { inventoryHooks } from './inventory/inventory-hooks.js'
import { orderHooks } from './orders/order-hooks.js'
import { settlementHooks } from './settlement/hooks/index.js'

export {
  compareSkus,
  type ErpItem,
  type ShopSku,
  type SkuFinding,
  type SkuMap,
  type SkuRow,
  skuFindings,
} from './catalogue/compare-skus.js'

/**
 * The functions that the prebuilt flows call by name (`hook` steps). A host that runs these flows registers them:
 * `runFlow(plan, { connections, store, hooks: prebuiltHooks })`; `tiktok-ns` does so by itself. They know what records of both
 * systems look like, and neither call them nor keep anything.
 */
export const prebuiltHooks: Hooks = {
  'catalogue.toProduct': toProduct,
  ...fulfillmentHooks,
  ...inventoryHooks,
  ...orderHooks,
  ...settlementHooks,
}
