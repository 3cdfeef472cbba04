import { toCents } from '../../cents.js'
import type { ReturnOrder } from '../aftersales/aftersale.js'
import { commissionNameOf } from '../market.js'
import type { Order } from '../orders/order.js'
import type { World } from '../world.js'
import type { SettledRow } from './finance-records.js'
import { type SkuParts, toOrderRow } from './row-parts.js'
import { hasAffiliate, namesOf, sumBySku } from './sale-row.js'

/** Share of the referral fee that TikTok keeps on a refund (US). */
const administrationRate = 0.2

/** The sale's row turned round for the returned units; a partial refund takes what of it is not tax. */
export const toRefundRow = (world: World, order: Order, row: ReturnOrder): SettledRow => {
  const { settings, currency, region } = world.shop
  const cents = (amount: string) => toCents(amount, currency)
  const ids = new Set(row.return_line_items.map(line => line.order_line_item_id))
  const lines = order.line_items.filter(line => ids.has(line.id))
  const affiliated = hasAffiliate(order, settings.affiliateShare)
  const groups = sumBySku(lines, currency)
  const shippingBack = cents(row.refund_amount.refund_shipping_fee)
  const feeBack = cents(row.refund_amount.retail_delivery_fee)
  const partial = partialRefund(row, currency)

  const skus = groups.map((group, index): SkuParts => {
    const isFirst = index === 0
    const refunded = partial === undefined ? group.original : isFirst ? partial.goods : 0
    const discountBack = partial === undefined ? group.sellerDiscount : 0
    const referralBack = Math.round((refunded - discountBack) * settings.referralRate)
    const saleBack = partial === undefined ? group.sale : isFirst ? partial.goods : 0
    return {
      sku: namesOf(group.lines, group.lines.length),
      parts: {
        revenue: {
          refund_subtotal_before_discount_amount: -refunded,
          seller_discount_refund_amount: discountBack,
        },
        fee: {
          [commissionNameOf(region)]: referralBack,
          ...(region === 'US'
            ? { refund_administration_fee_amount: -Math.round(referralBack * administrationRate) }
            : {}),
          ...(affiliated
            ? { affiliate_commission_amount: Math.round(saleBack * settings.affiliateRate) }
            : {}),
        },
        tax: {},
        shipping: { customer_paid_shipping_fee_amount: isFirst && partial === undefined ? -shippingBack : 0 },
        supplementary: {
          customer_refund_amount: -(isFirst ? (partial?.total ?? cents(row.refund_amount.refund_total)) : 0),
          platform_discount_refund_amount: partial === undefined ? -group.platformDiscount : 0,
          sales_tax_refund_amount: isFirst ? -(partial?.tax ?? cents(row.refund_amount.refund_tax)) : 0,
          retail_delivery_fee_refund_amount: partial === undefined && isFirst ? -feeBack : 0,
        },
      },
    }
  })
  return toOrderRow(
    { id: world.newId('4042'), orderId: order.id, orderCreateTime: order.create_time, currency },
    skus,
  )
}

/** What was agreed on in place of all the money, divided as the whole refund is between goods and tax. Not documented: inferred. */
const partialRefund = (row: ReturnOrder, currency: string) => {
  const offer = row['partial_refund']
  if (typeof offer !== 'object' || offer === null || !('amount' in offer)) return undefined
  const total = toCents(String(offer.amount), currency)
  const subtotal = toCents(row.refund_amount.refund_subtotal, currency)
  const tax = toCents(row.refund_amount.refund_tax, currency)
  const goods = subtotal + tax === 0 ? total : Math.round((total * subtotal) / (subtotal + tax))
  return { total, goods, tax: total - goods }
}
