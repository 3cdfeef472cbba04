import { markChecked } from '../checked-lists.js'
import type { Random } from '../random.js'
import { stockKey } from '../tiktok-shop/inventory/stock.js'
import { marketOf } from '../tiktok-shop/market.js'
import type { Order } from '../tiktok-shop/orders/order.js'
import { defaultTikTokShopCredentials as known, type TikTokShopSeed } from '../tiktok-shop/seed.js'
import type { CatalogueSku } from './catalogue.js'
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
import { toRareOrders } from './rare-orders.js'

export interface OneShopInput {
  readonly random: Random
  readonly region: string
  /** Counts shops from 0; the first has the ids that every sandbox knows. */
  readonly index: number
  readonly name: string
  readonly orderCount: number
  readonly skus: readonly [CatalogueSku, ...CatalogueSku[]]
  readonly nowSecs: number
  readonly days: number
  /** Adds an order of each rare kind, and stock that a campaign holds. */
  readonly isRare: boolean
  /** A SKU that one normal order asks for first. */
  readonly unknown?: CatalogueSku
}

export interface OneShop {
  readonly seed: NonNullable<TikTokShopSeed['shops']>[number]
  readonly orders: readonly Order[]
  readonly kinds: ReadonlyMap<string, OrderKind>
  /** The order that asks for the unknown SKU. */
  readonly unknownOrder?: Order
}

const daySecs = 24 * 3600
const deliveryOptionId = '7091146663229654785'

/** Units that a campaign holds: stock cannot be set below them. */
const campaignUnits = 5

/** Numbers of orders of different shops never meet. */
const numbersPerShop = 10_000_000

/** One shop with orders of every kind, in the currency and with the addresses of its region. */
export const makeOneShop = (input: OneShopInput): OneShop => {
  const { random, region, index, orderCount, skus, nowSecs, days, unknown } = input
  const drawnKinds = drawOrderKinds(random.fork('kinds'), orderCount)
  const unknownTo = unknown === undefined ? -1 : drawnKinds.indexOf('normal')

  const kinds = new Map<string, OrderKind>()
  const makeOne = (kind: OrderKind, place: number): Order => {
    const orderRandom = random.fork(`order ${place}`)
    let picked = 0
    return makeOrder({
      random: orderRandom,
      kind,
      number: index * numbersPerShop + place + 1,
      createTime: createTimeOf(kind, place, orderCount, nowSecs, days, orderRandom.next()),
      nowSecs,
      pickSku: () => {
        picked += 1
        return unknown !== undefined && place === unknownTo && picked === 1 ? unknown : orderRandom.pick(skus)
      },
      warehouseId,
      fbtWarehouseId,
      deliveryOptionId,
      region,
    })
  }
  const usual = drawnKinds.map((kind, place) => [kind, makeOne(kind, place)] as const)
  const [first] = usual
  const rare =
    input.isRare && first !== undefined
      ? toRareOrders(first[1], at => makeOne('normal', orderCount + at))
      : []
  const orders = [...usual, ...rare].map(([kind, order]) => {
    kinds.set(order.id, kind)
    return order
  })

  const unknownOrder = orders[unknownTo]
  const { currency } = marketOf(region)
  const number = index + 1
  return {
    seed: {
      id: index === 0 ? known.shopId : `74900000000000000${String(number).padStart(2, '0')}`,
      name: input.name,
      region,
      cipher: index === 0 ? known.shopCipher : `TTP_sandboxAAAAshopcipher${String(number).padStart(4, '0')}`,
      code: `${region}LCSANDBOX${number}`,
      currency,
      warehouses: makeWarehouses(region),
      products: makeProducts([...skus, ...(unknownOrder && unknown ? [unknown] : [])], nowSecs, currency),
      committed: makeCommitted(orders),
      ...(input.isRare ? { locked: { [stockKey(skus[0].skuId, warehouseId)]: campaignUnits } } : {}),
      orders: markChecked(orders),
      packages: makePackages(orders),
    },
    orders,
    kinds,
    ...(unknownOrder ? { unknownOrder } : {}),
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
