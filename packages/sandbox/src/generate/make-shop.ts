import type { JsonObject } from '../json.js'
import { createRandom } from '../random.js'
import type { MadeSeed } from '../seed.js'
import type { Order } from '../tiktok-shop/orders/order.js'
import { type CatalogueSku, listInShop, makeCatalogue } from './catalogue.js'
import { generatedNetSuiteIds, makeNetSuiteRecords, toItem } from './make-netsuite-records.js'
import { makeOneShop } from './make-one-shop.js'
import type { OrderKind } from './order-kinds.js'

export interface MakeShopOptions {
  /** How many orders each shop has. Default 100. */
  readonly orders?: number
  /** Same seed, same shop. Default 1. */
  readonly seed?: number | string
  /** SKUs in the catalogue. Default 40. */
  readonly skus?: number
  /** The moment the shop is looked at; everything lies before it. Epoch milliseconds, default the real time. */
  readonly nowMs?: number
  /** Days that the orders are spread over. Default 7. */
  readonly days?: number
  /** Whether one order of one unit asks for a SKU that NetSuite does not have. Default true. */
  readonly missingSku?: boolean
  /**
   * Adds to each shop an order of every rare kind (pre-order, cash on delivery, invoice first, unknown status, giveaway, exchange,
   * combined, another relay address) and stock that a campaign holds. Default false.
   */
  readonly rareOrders?: boolean
  /** Name of the first shop; the others are called by their region. */
  readonly shopName?: string
  /** A shop for each, all of one seller and one catalogue: US, GB, DE, JP, ID. Default one in the US. */
  readonly regions?: readonly string[]
}

export interface MadeShop {
  /** For `createSandbox` and `startSandbox`. */
  readonly seed: MadeSeed
  /** What each order is made to show, by order id. */
  readonly kinds: ReadonlyMap<string, OrderKind>
  /** Of all shops. */
  readonly orders: readonly Order[]
  /** The SKU that only TikTok knows, the order that asks for it, and the item that would cure it. */
  readonly missing?: { readonly sellerSku: string; readonly orderId: string; readonly item: JsonObject }
  /** Internal ids for a flow's settings. */
  readonly netsuiteIds: typeof generatedNetSuiteIds
}

/** A seller's shops with orders of every kind, and the NetSuite account beside them. All buyers are made up. */
export const makeShop = ({
  orders: orderCount = 100,
  seed = 1,
  skus: skuCount = 40,
  nowMs = Date.now(),
  days = 7,
  missingSku = true,
  rareOrders = false,
  shopName = 'TikTok Shop US',
  regions = ['US'],
}: MakeShopOptions = {}): MadeShop => {
  const random = createRandom(seed).fork('shop')
  const catalogue = makeCatalogue(random.fork('catalogue'), skuCount)
  const unknown = unknownSku(catalogue.skus.length)
  const shops = regions.map((region, index) =>
    makeOneShop({
      random: index === 0 ? random : random.fork(`shop ${index}`),
      region,
      index,
      name: index === 0 ? shopName : `TikTok Shop ${region} ${index + 1}`,
      orderCount,
      skus: listInShop(catalogue.skus, index),
      nowSecs: Math.floor(nowMs / 1000),
      days,
      isRare: rareOrders,
      ...(missingSku && index === 0 ? { unknown } : {}),
    }),
  )

  const unknownOrder = shops[0]?.unknownOrder
  return {
    seed: {
      tiktokShop: {
        shops: shops.map(shop => shop.seed),
      },
      netsuite: {
        records: makeNetSuiteRecords(
          catalogue.skus,
          shops.map(shop => shop.seed),
        ),
      },
    },
    kinds: new Map(shops.flatMap(shop => [...shop.kinds])),
    orders: shops.flatMap(shop => shop.orders),
    ...(unknownOrder
      ? {
          missing: {
            sellerSku: unknown.sellerSku,
            orderId: unknownOrder.id,
            item: toItem(unknown, String(2001 + catalogue.skus.length)),
          },
        }
      : {}),
    netsuiteIds: generatedNetSuiteIds,
  }
}

const unknownSku = (index: number): CatalogueSku => ({
  productId: `17294${'9'.repeat(14)}`,
  productName: 'Limited Edition Gift Box',
  skuId: `17295${String(index + 1).padStart(14, '9')}`,
  skuName: 'Gold',
  sellerSku: 'GIFTBOX-GOLD',
  priceCents: 3495,
  weightGrams: 750,
})
