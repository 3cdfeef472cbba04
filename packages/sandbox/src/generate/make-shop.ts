import type { JsonObject } from '../json.js'
import { createRandom } from '../random.js'
import type { SandboxSeed } from '../seed.js'
import type { Order } from '../tiktok-shop/orders/order.js'
import { defaultTikTokShopCredentials } from '../tiktok-shop/seed.js'
import { type CatalogueSku, makeCatalogue } from './catalogue.js'
import { generatedNetSuiteIds, makeNetSuiteRecords, toItem } from './make-netsuite-records.js'
import { makeOrder } from './make-order.js'
import {
  fbtWarehouseId,
  makeCommitted,
  makePackages,
  makeProducts,
  makeWarehouses,
  warehouseId,
} from './make-stock.js'
import { drawOrderKinds, type OrderKind } from './order-kinds.js'

export interface MakeShopOptions {
  /** How many orders. Default 100. */
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
  readonly shopName?: string
}

export interface MadeShop {
  /** For `createSandbox` and `startSandbox`. */
  readonly seed: SandboxSeed
  /** What each order is made to show, by order id. */
  readonly kinds: ReadonlyMap<string, OrderKind>
  readonly orders: readonly Order[]
  /** The SKU that only TikTok knows, the order that asks for it, and the item that would cure it. */
  readonly missing?: { readonly sellerSku: string; readonly orderId: string; readonly item: JsonObject }
  /** Internal ids for a flow's settings. */
  readonly netsuiteIds: typeof generatedNetSuiteIds
}

const daySecs = 24 * 3600
const deliveryOptionId = '7091146663229654785'

/** A US shop with orders of every kind and the NetSuite account beside it. All buyers are made up. */
export const makeShop = ({
  orders: orderCount = 100,
  seed = 1,
  skus: skuCount = 40,
  nowMs = Date.now(),
  days = 7,
  missingSku = true,
  shopName = 'TikTok Shop US',
}: MakeShopOptions = {}): MadeShop => {
  const random = createRandom(seed).fork('shop')
  const nowSecs = Math.floor(nowMs / 1000)
  const catalogue = makeCatalogue(random.fork('catalogue'), skuCount)
  const drawnKinds = drawOrderKinds(random.fork('kinds'), orderCount)
  const unknownTo = missingSku ? drawnKinds.indexOf('normal') : -1
  const unknown = unknownSku(catalogue.skus.length)

  const kinds = new Map<string, OrderKind>()
  const orders = drawnKinds.map((kind, index) => {
    const orderRandom = random.fork(`order ${index}`)
    const isUnknown = index === unknownTo
    let picked = 0
    const order = makeOrder({
      random: orderRandom,
      kind,
      number: index + 1,
      createTime: createTimeOf(kind, index, orderCount, nowSecs, days, orderRandom.next()),
      nowSecs,
      pickSku: () => {
        picked += 1
        return isUnknown && picked === 1 ? unknown : orderRandom.pick(catalogue.skus)
      },
      warehouseId,
      fbtWarehouseId,
      deliveryOptionId,
    })
    kinds.set(order.id, kind)
    return order
  })

  const unknownOrder = orders[unknownTo]
  return {
    seed: {
      tiktokShop: {
        shops: [
          {
            id: defaultTikTokShopCredentials.shopId,
            name: shopName,
            region: 'US',
            cipher: defaultTikTokShopCredentials.shopCipher,
            code: 'USLCSANDBOX1',
            warehouses: makeWarehouses(),
            products: makeProducts([...catalogue.skus, ...(unknownOrder ? [unknown] : [])], nowSecs),
            committed: makeCommitted(orders),
            orders,
            packages: makePackages(orders),
          },
        ],
      },
      netsuite: { records: makeNetSuiteRecords(catalogue.skus, shopName) },
    },
    kinds,
    orders,
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

/** Unpaid and held orders are minutes old, or the clock would move them on at once; the others are spread over the days. */
const createTimeOf = (
  kind: OrderKind,
  index: number,
  count: number,
  nowSecs: number,
  days: number,
  drawn: number,
): number => {
  if (kind === 'on-hold' || kind === 'unpaid') return nowSecs - 120 - Math.floor(drawn * 600)
  const span = Math.max(1, days) * daySecs
  const settledKind = kind === 'delivered' || kind === 'fulfilled-by-tiktok' || kind === 'shipped'
  const base = nowSecs - span + Math.floor((span * index) / Math.max(1, count))
  return Math.min(base, nowSecs - (settledKind ? 2 * daySecs : 2 * 3600)) - Math.floor(drawn * 300)
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
