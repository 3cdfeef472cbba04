import { z } from 'zod'
import type { Json } from '../json.js'
import {
  type Cancellation,
  cancellation,
  type ReturnOrder,
  type ReturnRecord,
  returnOrder,
  returnRecord,
} from './aftersales/aftersale.js'
import {
  type Brand,
  brand,
  type Category,
  category,
  defaultBrands,
  defaultCategories,
} from './catalogue/catalogue.js'
import { type Fbt, fbt, toFbt, toFbtSeed } from './fbt/fbt-records.js'
import { type Finance, finance, toFinance, toFinanceSeed } from './finance/finance-records.js'
import { defaultTaxInformation, type TaxInformation, taxInformation } from './finance/tax-information.js'
import { type Package, packageRecord } from './fulfillment/package.js'
import {
  type DeliveryOption,
  defaultDeliveryOptions,
  defaultWarehouses,
  deliveryOption,
  type Warehouse,
  warehouse,
} from './logistics/logistics.js'
import { marketOf } from './market.js'
import { type Order, type OrderHead, order } from './orders/order.js'
import { unreadOrders } from './orders/unread-orders.js'
import { type Product, product } from './products/product.js'
import { createRecordStore, type RecordStore } from './record-store.js'
import type { TikTokShopSettings } from './settings.js'
import { type Subscription, subscription } from './webhooks/webhook-records.js'

const externalOrder = z.strictObject({
  orderId: z.string(),
  platform: z.string(),
  id: z.string(),
  line_items: z.array(z.strictObject({ id: z.string(), origin_id: z.string() })),
})

export type ExternalOrder = z.output<typeof externalOrder>

export const shopSeed = z.strictObject({
  id: z.string().min(1),
  name: z.string(),
  region: z.string().default('US'),
  seller_type: z.enum(['LOCAL', 'CROSS_BORDER']).default('LOCAL'),
  cipher: z.string().min(1),
  code: z.string(),
  /** ISO 4217; left out, the region's. */
  currency: z.string().optional(),
  /** Paid out in another currency, at this rate with six decimals; left out, in the shop's. */
  payout: z
    .strictObject({ currency: z.string(), exchange_rate: z.string().regex(/^\d+\.\d{6}$/) })
    .optional(),
  /** An inactive shop answers 36009043. */
  active: z.boolean().default(true),
  warehouses: z.array(warehouse).default(defaultWarehouses),
  delivery_options: z.array(deliveryOption).default(defaultDeliveryOptions),
  /** Each exactly as Get Product answers it. */
  products: z.array(product).default([]),
  /** Units that orders hold, by `{sku id}/{warehouse id}`. */
  committed: z.record(z.string(), z.number().int()).default({}),
  /** Stock that cannot be set below this, by `{sku id}/{warehouse id}`: a promotion has locked it. */
  locked: z.record(z.string(), z.number().int()).default({}),
  /** Each exactly as Get Order Detail returns it. */
  orders: z.array(order).default([]),
  packages: z.array(packageRecord).default([]),
  cancellations: z.array(cancellation).default([]),
  returns: z.array(returnOrder).default([]),
  return_records: z.record(z.string(), z.array(returnRecord)).default({}),
  external_orders: z.array(externalOrder).default([]),
  webhooks: z.array(subscription).default([]),
  finance: finance.prefault({}),
  tax_information: taxInformation.default(defaultTaxInformation),
  categories: z.array(category).default(defaultCategories),
  brands: z.array(brand).default(defaultBrands),
  fbt: fbt.prefault({}),
  /** Where made-up ids have got to. */
  counter: z.number().int().default(0),
})

export type ShopSeed = z.output<typeof shopSeed>

/** One shop and everything in it. */
export interface Shop {
  readonly id: string
  readonly name: string
  readonly region: string
  readonly seller_type: 'LOCAL' | 'CROSS_BORDER'
  readonly cipher: string
  readonly code: string
  readonly currency: string
  readonly payout: ShopSeed['payout']
  active: boolean
  readonly settings: TikTokShopSettings
  readonly warehouses: Warehouse[]
  readonly deliveryOptions: DeliveryOption[]
  readonly products: RecordStore<Product>
  /** Which product a SKU belongs to. */
  readonly productIdOfSku: Map<string, string>
  readonly committed: Map<string, number>
  readonly locked: Map<string, number>
  readonly orders: RecordStore<Order, OrderHead>
  readonly packages: RecordStore<Package>
  readonly cancellations: RecordStore<Cancellation>
  readonly returns: RecordStore<ReturnOrder>
  readonly returnRecords: Map<string, ReturnRecord[]>
  externalOrders: ExternalOrder[]
  /** Orders that a tracking number serves. */
  readonly trackingUse: Map<string, Set<string>>
  readonly subscriptions: Map<string, Subscription>
  readonly finance: Finance
  readonly taxInformation: TaxInformation
  readonly categories: Category[]
  readonly brands: Brand[]
  readonly fbt: Fbt
  /** How many rows a search found, by search, for as long as nothing changes. */
  readonly counts: Map<string, { readonly version: number; readonly count: number }>
  /** Answers to calls with an idempotency key. */
  readonly answers: Map<string, Json>
  counter: number
}

export const toShop = (seed: ShopSeed, settings: TikTokShopSettings): Shop => {
  const { id, name, region, seller_type, cipher, code, payout, active, counter } = seed
  return {
    id,
    name,
    region,
    seller_type,
    cipher,
    code,
    currency: seed.currency ?? marketOf(region).currency,
    payout,
    active,
    settings,
    counter,
    warehouses: seed.warehouses,
    deliveryOptions: seed.delivery_options,
    products: createRecordStore(row => row.id, seed.products),
    productIdOfSku: new Map(seed.products.flatMap(row => row.skus.map(sku => [sku.id, row.id] as const))),
    committed: new Map(Object.entries(seed.committed)),
    locked: new Map(Object.entries(seed.locked)),
    orders: createRecordStore<Order, OrderHead>(row => row.id, seed.orders, unreadOrders(seed.orders)),
    packages: createRecordStore(row => row.package_id, seed.packages),
    cancellations: createRecordStore(row => row.cancel_id, seed.cancellations),
    returns: createRecordStore(row => row.return_id, seed.returns),
    returnRecords: new Map(Object.entries(seed.return_records)),
    externalOrders: seed.external_orders,
    trackingUse: trackingUseOf(seed.packages),
    subscriptions: new Map(seed.webhooks.map(row => [row.event_type, row])),
    finance: toFinance(seed.finance),
    taxInformation: seed.tax_information,
    categories: seed.categories,
    brands: seed.brands,
    fbt: toFbt(seed.fbt),
    counts: new Map(),
    answers: new Map(),
  }
}

const trackingUseOf = (packages: readonly Package[]): Map<string, Set<string>> => {
  const use = new Map<string, Set<string>>()
  for (const row of packages) {
    if (row.tracking_number === '') continue
    const users = use.get(row.tracking_number) ?? new Set<string>()
    for (const { id } of row.orders) users.add(id)
    use.set(row.tracking_number, users)
  }
  return use
}

/**
 * The shop as a seed that would build it again.
 *
 * @param orders left out, all of them, each read
 */
export const toShopSeed = (shop: Shop, orders: Order[] = [...shop.orders.all()]): ShopSeed => {
  const { id, name, region, seller_type, cipher, code, currency, active, counter } = shop
  return {
    id,
    name,
    region,
    seller_type,
    cipher,
    code,
    currency,
    ...(shop.payout === undefined ? {} : { payout: shop.payout }),
    active,
    counter,
    warehouses: shop.warehouses,
    delivery_options: shop.deliveryOptions,
    products: [...shop.products.all()],
    committed: Object.fromEntries(shop.committed),
    locked: Object.fromEntries(shop.locked),
    orders,
    packages: [...shop.packages.all()],
    cancellations: [...shop.cancellations.all()],
    returns: [...shop.returns.all()],
    return_records: Object.fromEntries(shop.returnRecords),
    external_orders: shop.externalOrders,
    webhooks: [...shop.subscriptions.values()],
    finance: toFinanceSeed(shop.finance),
    tax_information: shop.taxInformation,
    categories: shop.categories,
    brands: shop.brands,
    fbt: toFbtSeed(shop.fbt),
  }
}
