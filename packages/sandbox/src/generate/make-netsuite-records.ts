import { fromCents } from '../cents.js'
import type { JsonObject } from '../json.js'
import type { CatalogueSku } from './catalogue.js'
import { fbtStockPerSku, stockPerSku } from './make-stock.js'

/** Internal ids of what the generated NetSuite account holds, for a flow's settings. */
export const generatedNetSuiteIds = {
  subsidiary: '1',
  location: '1',
  fbtLocation: '2',
  customer: '1001',
  discountItem: '900',
  sampleClass: '50',
  /** Two units of the first SKU and one of the second, sold under a SKU of its own. */
  kit: '1900',
} as const

const ids = generatedNetSuiteIds

/** Records as the REST record service has them, by record type. */
export type NetSuiteRecords = Record<string, JsonObject[]>

interface ShopOfRecords {
  readonly name: string
  readonly currency?: string | undefined
}

const baseCurrency = 'USD'
/** Rough rates to the base currency: of the books, not of a payout. */
const exchangeRates: Readonly<Record<string, number>> = { GBP: 1.27, EUR: 1.09, JPY: 0.0067, IDR: 0.000063 }

/**
 * The account beside generated shops: its items with stock and cost, a kit, one customer for each shop in the shop's currency,
 * two locations. Accounts are not named: the ledger opens a shop's usual chart.
 */
export const makeNetSuiteRecords = (
  skus: readonly CatalogueSku[],
  shops: readonly ShopOfRecords[],
  { moreStock = 0 }: { readonly moreStock?: number } = {},
): NetSuiteRecords => {
  const currencies = [...new Set([baseCurrency, ...shops.map(({ currency = baseCurrency }) => currency)])]
  const currencyRef = (symbol: string) => ({ id: String(currencies.indexOf(symbol) + 1), refName: symbol })
  const [first, second] = skus
  return {
    subsidiary: [{ id: ids.subsidiary, name: 'Example Goods Inc.', currency: currencyRef(baseCurrency) }],
    currency: currencies.map((symbol, index) => ({
      id: String(index + 1),
      name: symbol,
      symbol,
      exchangeRate: exchangeRates[symbol] ?? 1,
    })),
    location: [
      { id: ids.location, name: 'Main Warehouse', subsidiary: { items: [{ id: ids.subsidiary }] } },
      { id: ids.fbtLocation, name: 'Fulfilled by TikTok', subsidiary: { items: [{ id: ids.subsidiary }] } },
    ],
    classification: [{ id: ids.sampleClass, name: 'Samples' }],
    customer: shops.map(({ name, currency = baseCurrency }, index) => ({
      id: String(Number(ids.customer) + index),
      entityId: name,
      companyName: name,
      isPerson: false,
      subsidiary: { id: ids.subsidiary },
      currency: currencyRef(currency),
    })),
    discountItem: [{ id: ids.discountItem, itemId: 'Seller discount' }],
    inventoryItem: skus.map((sku, index) => toItem(sku, String(2001 + index), moreStock)),
    ...(first && second
      ? {
          kitItem: [
            {
              id: ids.kit,
              itemId: kitOf(first, second).sellerSku,
              displayName: kitOf(first, second).productName,
              isInactive: false,
              basePrice: Number(fromCents(kitOf(first, second).priceCents)),
              member: {
                items: [
                  { item: { id: '2001' }, quantity: 2 },
                  { item: { id: '2002' }, quantity: 1 },
                ],
              },
            },
          ],
        }
      : {}),
  }
}

/** What TikTok sells as one SKU and NetSuite keeps as a kit: two of the one and one of the other, a tenth cheaper. */
export const kitOf = (first: CatalogueSku, second: CatalogueSku): CatalogueSku => ({
  productId: `17294${'8'.repeat(14)}`,
  productName: `Set of ${first.productName} and ${second.productName}`,
  skuId: `17295${'8'.repeat(14)}`,
  skuName: 'Set',
  sellerSku: `KIT-${first.sellerSku}`,
  priceCents: Math.round((first.priceCents * 2 + second.priceCents) * 0.9),
  weightGrams: first.weightGrams * 2 + second.weightGrams,
})

/** The item for one SKU, as it would be created in NetSuite by hand; it lies where TikTok says it does. */
export const toItem = (sku: CatalogueSku, id: string, moreStock = 0): JsonObject => ({
  id,
  itemId: sku.sellerSku,
  displayName: `${sku.productName}, ${sku.skuName}`,
  isInactive: false,
  basePrice: Number(fromCents(sku.priceCents)),
  cost: Number(fromCents(Math.round(sku.priceCents * costShare))),
  locations: {
    items: [
      stockAt(ids.location, stockPerSku + moreStock),
      stockAt(ids.fbtLocation, fbtStockPerSku + moreStock),
    ],
  },
})

/** What a unit cost, of its price. */
const costShare = 0.35

const stockAt = (locationId: string, quantity: number): JsonObject => ({
  location: { id: locationId },
  quantityOnHand: quantity,
  quantityAvailable: quantity,
})
