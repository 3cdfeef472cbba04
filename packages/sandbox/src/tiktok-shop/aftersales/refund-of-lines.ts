import { fromCents, sumCents, toCents } from '../../cents.js'
import { isLive } from '../orders/change-order.js'
import type { Order, OrderLine } from '../orders/order.js'
import type { RefundAmount } from './aftersale.js'

/** What a line's buyer paid and gets back. */
const lineRefund = (line: OrderLine, currency: string) => ({
  subtotal: toCents(line.sale_price, currency),
  tax: sumCents((line.item_tax ?? []).map(tax => toCents(tax.tax_amount, currency))),
})

/**
 * What the buyer gets back for these lines. Shipping, its tax and the delivery fee come back only with the last of the order.
 *
 * The rule for shipping is not documented per market; the sums hold whichever it is.
 */
export const refundOfLines = (order: Order, lines: readonly OrderLine[]): RefundAmount => {
  const ids = new Set(lines.map(line => line.id))
  const isWhole = order.line_items.filter(isLive).every(line => ids.has(line.id))
  const payment = order.payment ?? {}
  const currency = payment['currency'] ?? 'USD'
  const cents = (name: string) => toCents(payment[name], currency)
  const isPaid = order.paid_time !== undefined
  const zero = (amount: number) => (isPaid ? amount : 0)
  const parts = lines.map(line => lineRefund(line, currency))
  const subtotal = zero(sumCents(parts.map(part => part.subtotal)))
  const shipping = zero(isWhole ? cents('shipping_fee') : 0)
  const tax = zero(sumCents(parts.map(part => part.tax)) + (isWhole ? cents('shipping_fee_tax') : 0))
  const deliveryFee = zero(isWhole ? cents('retail_delivery_fee') : 0)
  return {
    currency,
    refund_total: fromCents(subtotal + shipping + tax + deliveryFee, currency),
    refund_subtotal: fromCents(subtotal, currency),
    refund_shipping_fee: fromCents(shipping, currency),
    refund_tax: fromCents(tax, currency),
    retail_delivery_fee: fromCents(deliveryFee, currency),
  }
}

/** One line's own share, without what belongs to the order. */
export const refundOfLine = (order: Order, line: OrderLine): RefundAmount => {
  const currency = order.payment?.['currency'] ?? 'USD'
  const { subtotal, tax } =
    order.paid_time === undefined ? { subtotal: 0, tax: 0 } : lineRefund(line, currency)
  return {
    currency,
    refund_total: fromCents(subtotal + tax, currency),
    refund_subtotal: fromCents(subtotal, currency),
    refund_shipping_fee: fromCents(0, currency),
    refund_tax: fromCents(tax, currency),
    retail_delivery_fee: fromCents(0, currency),
  }
}
