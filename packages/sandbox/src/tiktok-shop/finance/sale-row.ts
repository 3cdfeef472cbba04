import { spreadCents, sumCents, toCents } from '../../cents.js'
import { createRandom } from '../../random.js'
import { commissionNameOf } from '../market.js'
import type { Order, OrderLine } from '../orders/order.js'
import type { World } from '../world.js'
import type { SettledRow } from './finance-records.js'
import { type SkuParts, toOrderRow } from './row-parts.js'

interface SkuSums {
  readonly lines: readonly OrderLine[]
  readonly original: number
  readonly sellerDiscount: number
  readonly platformDiscount: number
  readonly sale: number
  readonly tax: number
}

/** Lines by SKU, in the order of their first unit. */
export const sumBySku = (lines: readonly OrderLine[], currency: string): readonly SkuSums[] => {
  const cents = (amount: string | undefined) => toCents(amount, currency)
  const bySku = new Map<string, OrderLine[]>()
  for (const line of lines) bySku.set(line.sku_id, [...(bySku.get(line.sku_id) ?? []), line])
  return [...bySku.values()].map(rows => ({
    lines: rows,
    original: sumCents(rows.map(row => cents(row.original_price))),
    sellerDiscount: sumCents(rows.map(row => cents(row.seller_discount))),
    platformDiscount: sumCents(rows.map(row => cents(row.platform_discount))),
    sale: sumCents(rows.map(row => cents(row.sale_price))),
    tax: sumCents(rows.flatMap(row => (row.item_tax ?? []).map(tax => cents(tax.tax_amount)))),
  }))
}

export const namesOf = ([line]: readonly OrderLine[], quantity: number) => ({
  sku_id: line?.sku_id ?? '',
  sku_name: line?.sku_name ?? '',
  product_name: line?.product_name ?? '',
  quantity,
})

/** Whether a creator sold the order: drawn from its id, so that a refund gives back what the sale was charged. */
export const hasAffiliate = (order: Order, share: number): boolean =>
  createRandom(`affiliate ${order.id}`).chance(share)

/** Made-up price of a label that TikTok buys. */
const labelCents = 540

/**
 * The settlement of a sale. Revenue is list price less the seller's discount; what the platform gave comes from the platform.
 * Fee rates are settings: they change by market and date.
 */
export const toSaleRow = (world: World, order: Order, lines: readonly OrderLine[]): SettledRow => {
  const { settings, currency, region } = world.shop
  const payment = order.payment ?? {}
  const isTikTokShipping = order.shipping_type === 'TIKTOK'
  const affiliated = hasAffiliate(order, settings.affiliateShare)
  const groups = sumBySku(lines, currency)
  const weights = groups.map(group => Math.max(1, group.original))
  // Spread over the SKUs, so that their rows add up to the order's.
  const spread = (amount: number) => spreadSigned(amount, weights)
  const cents = (amount: string | undefined) => toCents(amount, currency)
  const customerShipping = spread(cents(payment['shipping_fee']))
  const shippingSubsidy = spread(cents(payment['shipping_fee_platform_discount']))
  const label = spread(isTikTokShipping ? -labelCents : 0)
  const deliveryFee = spread(cents(payment['retail_delivery_fee']))
  const shippingTax = spread(cents(payment['shipping_fee_tax']))

  const skus = groups.map((group, index): SkuParts => {
    const revenue = group.original - group.sellerDiscount
    const shipping = customerShipping[index] ?? 0
    return {
      sku: namesOf(group.lines, group.lines.length),
      parts: {
        revenue: {
          subtotal_before_discount_amount: group.original,
          seller_discount_amount: -group.sellerDiscount,
        },
        fee: {
          [commissionNameOf(region)]: -Math.round(revenue * settings.referralRate),
          ...(affiliated
            ? { affiliate_commission_amount: -Math.round(group.sale * settings.affiliateRate) }
            : {}),
        },
        tax: {},
        shipping: {
          actual_shipping_fee_amount: label[index] ?? 0,
          customer_paid_shipping_fee_amount: shipping,
          shipping_fee_discount_amount: shippingSubsidy[index] ?? 0,
        },
        supplementary: {
          customer_payment_amount:
            group.sale + group.tax + shipping + (shippingTax[index] ?? 0) + (deliveryFee[index] ?? 0),
          platform_discount_amount: group.platformDiscount,
          sales_tax_amount: group.tax + (shippingTax[index] ?? 0),
          retail_delivery_fee_amount: deliveryFee[index] ?? 0,
        },
      },
    }
  })
  return toOrderRow(
    { id: world.newId('4041'), orderId: order.id, orderCreateTime: order.create_time, currency },
    skus,
  )
}

const spreadSigned = (cents: number, weights: readonly number[]): number[] => {
  if (cents >= 0) return exactly(cents, weights)
  return exactly(-cents, weights).map(share => -share)
}

/** `spreadCents` never gives more than the weight; shipping may be dearer than the goods, so the first takes the rest. */
const exactly = (cents: number, weights: readonly number[]): number[] => {
  const shares = spreadCents(cents, weights)
  const rest = cents - sumCents(shares)
  return shares.map((share, index) => (index === 0 ? share + rest : share))
}
