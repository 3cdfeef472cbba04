import { fromCents, spreadCents, sumCents } from '../cents.js'
import type { Random } from '../random.js'
import type { Market } from '../tiktok-shop/market.js'
import type { OrderLine } from '../tiktok-shop/orders/order.js'
import type { Buyer } from './buyers.js'
import type { CatalogueSku } from './catalogue.js'
import type { OrderKind } from './order-kinds.js'

export interface LineInput {
  readonly random: Random
  readonly kind: OrderKind
  readonly orderNumber: number
  readonly buyer: Buyer
  readonly market: Market
  readonly pickSku: () => CatalogueSku
}

/** One row per unit, discounts spread to the cent, in the US sales tax on what is left after the seller's discount. */
export const makeLines = ({ random, kind, orderNumber, buyer, market, pickSku }: LineInput): OrderLine[] => {
  const { currency } = market
  const text = (cents: number) => fromCents(cents, currency)
  const units = drawUnits(random, kind, pickSku)
  const prices = units.map(unit => (unit.isGift ? 0 : unit.sku.priceCents))
  const isFree = kind === 'sample' || kind === 'replacement'
  const total = sumCents(prices)
  const sellerDiscounts = isFree ? prices : spreadCents(drawSellerDiscount(random, total), prices)
  const afterSeller = prices.map((price, index) => price - (sellerDiscounts[index] ?? 0))
  const platformDiscounts = isFree
    ? prices.map(() => 0)
    : spreadCents(drawPlatformDiscount(random, sumCents(afterSeller)), afterSeller)

  return units.map(({ sku, isGift }, index): OrderLine => {
    const price = prices[index] ?? 0
    const sellerDiscount = sellerDiscounts[index] ?? 0
    const platformDiscount = platformDiscounts[index] ?? 0
    const taxCents = Math.round(((price - sellerDiscount) * buyer.taxRatePerMillion) / 1_000_000)
    return {
      id: `5770${String(orderNumber).padStart(10, '0')}${String(index + 1).padStart(4, '0')}`,
      product_id: sku.productId,
      product_name: sku.productName,
      sku_id: sku.skuId,
      sku_name: sku.skuName,
      seller_sku: sku.sellerSku,
      sku_type: 'NORMAL',
      original_price: text(price),
      sale_price: text(price - sellerDiscount - platformDiscount),
      seller_discount: text(sellerDiscount),
      platform_discount: text(platformDiscount),
      currency,
      is_gift: isGift,
      ...(isGift ? { gift_retail_price: text(sku.priceCents) } : {}),
      ...(market.taxIncluded
        ? {}
        : {
            item_tax: [
              {
                tax_type: 'SALES_TAX',
                tax_amount: text(taxCents),
                tax_rate: String(buyer.taxRatePerMillion / 1_000_000),
              },
            ],
          }),
    }
  })
}

interface Unit {
  readonly sku: CatalogueSku
  readonly isGift: boolean
}

const drawUnits = (random: Random, kind: OrderKind, pickSku: () => CatalogueSku): Unit[] => {
  if (kind === 'sample' || kind === 'replacement') return [{ sku: pickSku(), isGift: false }]
  const skuCount = random.pick([1, 1, 1, 2, 2, 3])
  const units = Array.from({ length: skuCount }, () => {
    const sku = pickSku()
    return Array.from({ length: random.pick([1, 1, 1, 2, 3, 4]) }, () => ({ sku, isGift: false }))
  }).flat()
  const needsSecond = kind === 'part-cancelled' && units.length < 2
  return [
    ...units,
    ...(needsSecond ? [{ sku: pickSku(), isGift: false }] : []),
    ...(kind === 'gift' ? [{ sku: pickSku(), isGift: true }] : []),
  ]
}

/** Odd numbers of cents on purpose: they do not divide evenly over the units. */
const drawSellerDiscount = (random: Random, totalCents: number): number =>
  random.chance(0.6) ? Math.min(totalCents, Math.floor((totalCents * random.integer(5, 20)) / 100) + 1) : 0

const drawPlatformDiscount = (random: Random, totalCents: number): number =>
  random.chance(0.5) ? Math.min(totalCents, random.pick([100, 217, 300, 333, 499, 601])) : 0
