import { fromCents, spreadCents, sumCents, toCents } from '../../cents.js'
import type { JsonObject } from '../../json.js'
import { ApiRefusal } from '../api-refusal.js'
import type { ShopCall } from '../shop-call.js'

interface Prices {
  readonly list: number
  readonly sellerOff: number
  readonly platformOff: number
  readonly shippingList: number
  readonly shippingSellerOff: number
  readonly shippingPlatformOff: number
  readonly productTax: number
  readonly shippingTax: number
}

/** Get Price Detail 202407: how the price came about, per order and per line. */
export const readPriceDetail = ({ shop, path }: ShopCall): JsonObject => {
  const order = shop.orders.get(path['order_id'] ?? '')
  if (!order) throw new ApiRefusal(21008111)
  const payment = order.payment ?? {}
  const currency = payment['currency'] ?? shop.currency
  const cents = (amount: string | undefined) => toCents(amount, currency)
  const lists = order.line_items.map(line => cents(line.original_price))
  const shares = (field: string) => exactShares(cents(payment[field]), lists)
  const shippingList = shares('original_shipping_fee')
  const shippingSellerOff = shares('shipping_fee_seller_discount')
  const shippingPlatformOff = shares('shipping_fee_platform_discount')
  const shippingTax = shares('shipping_fee_tax')

  const lines = order.line_items.map(
    (line, index): Prices => ({
      list: lists[index] ?? 0,
      sellerOff: cents(line.seller_discount),
      platformOff: cents(line.platform_discount),
      shippingList: shippingList[index] ?? 0,
      shippingSellerOff: shippingSellerOff[index] ?? 0,
      shippingPlatformOff: shippingPlatformOff[index] ?? 0,
      productTax: sumCents((line.item_tax ?? []).map(tax => cents(tax.tax_amount))),
      shippingTax: shippingTax[index] ?? 0,
    }),
  )
  return {
    currency,
    ...toDetail(addPrices(lines), currency),
    line_items: order.line_items.map((line, index) => ({
      id: line.id,
      currency,
      ...(lines[index] ? toDetail(lines[index], currency) : {}),
      tax_rate: line.item_tax?.[0]?.tax_rate ?? '0',
    })),
  }
}

const toDetail = (prices: Prices, currency: string): JsonObject => {
  const text = (cents: number) => fromCents(cents, currency)
  const skuSale = prices.list - prices.sellerOff - prices.platformOff
  const shippingSale = prices.shippingList - prices.shippingSellerOff - prices.shippingPlatformOff
  const tax = prices.productTax + prices.shippingTax
  return {
    total: text(prices.list + prices.shippingList),
    sku_list_price: text(prices.list),
    subtotal_deduction_seller: text(prices.sellerOff),
    subtotal_deduction_platform: text(prices.platformOff),
    sku_sale_price: text(skuSale),
    subtotal_tax_amount: text(prices.productTax),
    subtotal: text(skuSale + prices.productTax),
    shipping_list_price: text(prices.shippingList),
    shipping_fee_deduction_seller: text(prices.shippingSellerOff),
    shipping_fee_deduction_platform: text(prices.shippingPlatformOff),
    shipping_sale_price: text(shippingSale),
    tax_amount: text(tax),
    payment: text(skuSale + shippingSale + tax),
  }
}

const addPrices = (rows: readonly Prices[]): Prices => ({
  list: sumCents(rows.map(row => row.list)),
  sellerOff: sumCents(rows.map(row => row.sellerOff)),
  platformOff: sumCents(rows.map(row => row.platformOff)),
  shippingList: sumCents(rows.map(row => row.shippingList)),
  shippingSellerOff: sumCents(rows.map(row => row.shippingSellerOff)),
  shippingPlatformOff: sumCents(rows.map(row => row.shippingPlatformOff)),
  productTax: sumCents(rows.map(row => row.productTax)),
  shippingTax: sumCents(rows.map(row => row.shippingTax)),
})

const exactShares = (cents: number, weights: readonly number[]): number[] => {
  const shares = spreadCents(cents, weights)
  const rest = cents - sumCents(shares)
  return shares.map((share, index) => (index === 0 ? share + rest : share))
}
