import { defaultTikTokShopCredentials as known, type SandboxSeed } from '@tiktok-ns/sandbox'

export interface LargeShopOptions {
  readonly skus: number
  readonly skusPerProduct: number
  /** TikTok's warehouses, each with a location of NetSuite behind it. */
  readonly warehouses: number
  /** In one product of so many, one SKU shows more than there is. */
  readonly driftsEvery: number
  readonly nowMs: number
}

/** What lies of each SKU in each place. */
const units = 50
/** What a SKU shows that somebody has changed. */
const drifted = 70

/** The setting `warehouses` for it. */
export const warehousesOf = ({ warehouses }: Pick<LargeShopOptions, 'warehouses'>) =>
  Object.fromEntries(times(warehouses, index => [warehouseOf(index), [locationOf(index)]]))

const warehouseOf = (index: number): string => `70685172755397200${String(index).padStart(2, '0')}`
const locationOf = (index: number): string => String(index + 1)
/** The id of a SKU's item in NetSuite. */
export const itemOf = (index: number): string => String(1_000_000 + index)
/** The id of a product in TikTok Shop. */
export const productOf = (index: number): string => `17294${String(index + 1).padStart(14, '0')}`
const skuOf = (index: number): string => `SKU-${index}`
/** Products came one after the other. */
const secsBetween = 1_800

const times = <Made>(count: number, make: (index: number) => Made): Made[] =>
  Array.from({ length: count }, (_, index) => make(index))

/** A shop of so many SKUs and the NetSuite account beside it, which say the same but for some products. */
export const makeLargeShop = (options: LargeShopOptions): SandboxSeed => ({
  tiktokShop: {
    shops: [
      {
        id: known.shopId,
        name: 'Large Shop',
        region: 'US',
        cipher: known.shopCipher,
        code: 'USLCSANDBOX1',
        currency: 'USD',
        warehouses: times(options.warehouses, index => ({
          id: warehouseOf(index),
          name: `Warehouse ${index}`,
        })),
        products: times(Math.ceil(options.skus / options.skusPerProduct), index => toProduct(index, options)),
      },
    ],
  },
  netsuite: {
    records: {
      subsidiary: [{ id: '1', name: 'Example Goods Inc.', currency: { id: '1' } }],
      currency: [{ id: '1', name: 'USD', symbol: 'USD' }],
      location: times(options.warehouses, index => ({ id: locationOf(index), name: `Location ${index}` })),
      inventoryItem: times(options.skus, index => ({
        id: itemOf(index),
        itemId: skuOf(index),
        isInactive: false,
        locations: {
          items: times(options.warehouses, place => ({
            location: { id: locationOf(place) },
            quantityOnHand: units,
            averageCostMli: 4,
          })),
        },
      })),
    },
  },
})

const toProduct = (
  index: number,
  { skus, skusPerProduct, warehouses, driftsEvery, nowMs }: LargeShopOptions,
) => {
  const createdAt = Math.floor(nowMs / 1000) - 365 * 86_400 + index * secsBetween
  const first = index * skusPerProduct
  return {
    id: productOf(index),
    title: `Product ${index}`,
    status: 'ACTIVATE',
    create_time: createdAt,
    update_time: createdAt,
    skus: times(Math.min(skusPerProduct, skus - first), place => ({
      id: `17295${String(first + place + 1).padStart(14, '0')}`,
      seller_sku: skuOf(first + place),
      inventory: times(warehouses, warehouse => ({
        warehouse_id: warehouseOf(warehouse),
        quantity: place === 0 && warehouse === 0 && index % driftsEvery === 0 ? drifted : units,
      })),
    })),
  }
}
