import { fromCents } from '../cents.js'
import type { JsonObject } from '../json.js'
import type { CatalogueSku } from './catalogue.js'

/** Internal ids of what the generated NetSuite account holds, for a flow's settings. */
export const generatedNetSuiteIds = {
  subsidiary: '1',
  location: '1',
  fbtLocation: '2',
  customer: '1001',
  discountItem: '900',
  sampleClass: '50',
} as const

const ids = generatedNetSuiteIds

/** Records as the REST record service has them, by record type. */
export type NetSuiteRecords = Record<string, JsonObject[]>

/** The account beside a generated shop: its items, one customer for the shop, two locations. */
export const makeNetSuiteRecords = (skus: readonly CatalogueSku[], shopName: string): NetSuiteRecords => ({
  subsidiary: [{ id: ids.subsidiary, name: 'Example Goods Inc.', currency: { id: '1', refName: 'USD' } }],
  location: [
    { id: ids.location, name: 'Main Warehouse', subsidiary: { items: [{ id: ids.subsidiary }] } },
    { id: ids.fbtLocation, name: 'Fulfilled by TikTok', subsidiary: { items: [{ id: ids.subsidiary }] } },
  ],
  classification: [{ id: ids.sampleClass, name: 'Samples' }],
  customer: [
    {
      id: ids.customer,
      entityId: shopName,
      companyName: shopName,
      isPerson: false,
      subsidiary: { id: ids.subsidiary },
      currency: { id: '1', refName: 'USD' },
    },
  ],
  discountItem: [{ id: ids.discountItem, itemId: 'Seller discount' }],
  inventoryItem: skus.map((sku, index) => toItem(sku, String(2001 + index))),
})

/** The item for one SKU, as it would be created in NetSuite by hand. */
export const toItem = (sku: CatalogueSku, id: string): JsonObject => ({
  id,
  itemId: sku.sellerSku,
  displayName: `${sku.productName}, ${sku.skuName}`,
  isInactive: false,
  basePrice: Number(fromCents(sku.priceCents)),
})
