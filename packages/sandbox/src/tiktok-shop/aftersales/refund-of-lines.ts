import { fromCents, sumCents, toCents } from '../../cents.js'
import { isLive } from '../orders/change-order.js'
import type { Order, OrderLine } from '../orders/order.js'
import type { RefundAmount } from './aftersale.js'

/** What a line's buyer paid and gets back. */
const lineRefund = (line: OrderLine) => ({
  subtotal: toCents(line.sale_price),
  tax: sumCents((line.item_tax ?? []).map(tax => toCents(tax.tax_amount))),
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
  const isPaid = order.paid_time !== undefined
  const zero = (cents: number) => (isPaid ? cents : 0)
  const parts = lines.map(lineRefund)
  const subtotal = zero(sumCents(parts.map(part => part.subtotal)))
  const shipping = zero(isWhole ? toCents(payment['shipping_fee']) : 0)
  const tax = zero(
    sumCents(parts.map(part => part.tax)) + (isWhole ? toCents(payment['shipping_fee_tax']) : 0),
  )
  const deliveryFee = zero(isWhole ? toCents(payment['retail_delivery_fee']) : 0)
  return {
    currency: payment['currency'] ?? 'USD',
    refund_total: fromCents(subtotal + shipping + tax + deliveryFee),
    refund_subtotal: fromCents(subtotal),
    refund_shipping_fee: fromCents(shipping),
    refund_tax: fromCents(tax),
    retail_delivery_fee: fromCents(deliveryFee),
  }
}

/** One line's own share, without what belongs to the order. */
export const refundOfLine = (order: Order, line: OrderLine): RefundAmount => {
  const { subtotal, tax } = order.paid_time === undefined ? { subtotal: 0, tax: 0 } : lineRefund(line)
  return {
    currency: order.payment?.['currency'] ?? 'USD',
    refund_total: fromCents(subtotal + tax),
    refund_subtotal: fromCents(subtotal),
    refund_shipping_fee: '0.00',
    refund_tax: fromCents(tax),
    retail_delivery_fee: '0.00',
  }
}
