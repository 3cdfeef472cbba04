import type { JsonObject } from '@tiktok-ns/flow-engine'
import Big from 'big.js'
import type { ShopProduct } from './shop-side.js'

export interface UnitWish {
  readonly sellerSku: string
  /** Default 1. */
  readonly count?: number
  /** What one unit costs, discounts not yet taken off. Default: what the shop asks for it. */
  readonly price?: string
  /** Of one unit. */
  readonly sellerDiscount?: string
  /** Of one unit. */
  readonly platformDiscount?: string
  readonly isGift?: boolean
}

export interface OrderWish {
  readonly units: readonly UnitWish[]
  /** Default a number that no other order of the shop has. */
  readonly id?: string
  /** Default AWAITING_SHIPMENT. */
  readonly status?: 'UNPAID' | 'ON_HOLD' | 'AWAITING_SHIPMENT'
  /** What the buyer pays for shipping. */
  readonly shipping?: string
  /** Sales tax that TikTok collects. */
  readonly tax?: string
  readonly retailDeliveryFee?: string
  readonly address?: JsonObject
  /** Fields of the order in place of the usual ones. */
  readonly fields?: JsonObject
}

export interface OrderPlace {
  readonly number: number
  readonly nowSecs: number
  readonly products: readonly ShopProduct[]
  readonly currency: string
  readonly region: string
}

const withoutDecimals = new Set(['JPY', 'VND', 'IDR', 'KRW'])
const day = 86_400

/** An order as Get Order Detail answers it, in which every amount adds up. */
export const toOrder = (
  wish: OrderWish,
  { number, nowSecs, products, currency, region }: OrderPlace,
): JsonObject => {
  const text = (amount: Big): string => amount.toFixed(withoutDecimals.has(currency) ? 0 : 2)
  const id = wish.id ?? `5779${String(number).padStart(14, '0')}`
  const status = wish.status ?? 'AWAITING_SHIPMENT'
  const units = wish.units.flatMap(unit => Array.from({ length: unit.count ?? 1 }, () => unit))
  const priced = units.map(unit => {
    const { product, sku } = findSku(products, unit.sellerSku)
    const price = new Big(
      unit.price ??
        (unit.isGift === true ? '0' : (sku.price.sale_price ?? sku.price.tax_exclusive_price ?? '0')),
    )
    return {
      product,
      sku,
      isGift: unit.isGift ?? false,
      price,
      sellerDiscount: new Big(unit.sellerDiscount ?? '0'),
      platformDiscount: new Big(unit.platformDiscount ?? '0'),
    }
  })
  const sum = (amounts: readonly Big[]): Big =>
    amounts.reduce((total, amount) => total.plus(amount), new Big(0))
  const originalTotal = sum(priced.map(({ price }) => price))
  const sellerDiscount = sum(priced.map(unit => unit.sellerDiscount))
  const platformDiscount = sum(priced.map(unit => unit.platformDiscount))
  const subTotal = originalTotal.minus(sellerDiscount).minus(platformDiscount)
  const shipping = new Big(wish.shipping ?? '0')
  const tax = new Big(wish.tax ?? '0')
  const retailDeliveryFee = new Big(wish.retailDeliveryFee ?? '0')

  return {
    id,
    status,
    create_time: nowSecs,
    update_time: nowSecs,
    ...(status === 'UNPAID' ? {} : { paid_time: nowSecs }),
    is_on_hold_order: status === 'ON_HOLD',
    order_type: 'NORMAL',
    commerce_platform: 'TIKTOK_SHOP',
    fulfillment_type: 'FULFILLMENT_BY_SELLER',
    shipping_type: 'SELLER',
    delivery_type: 'HOME_DELIVERY',
    delivery_option_id: '7091146663229654785',
    delivery_option_name: 'Standard shipping',
    warehouse_id: '7068517275539719942',
    user_id: `7494${String(number).padStart(15, '0')}`,
    buyer_email: `b${number}@scs.example.com`,
    buyer_message: '',
    is_cod: false,
    is_sample_order: false,
    is_replacement_order: false,
    is_exchange_order: false,
    has_updated_recipient_address: false,
    rts_sla_time: nowSecs + 2 * day,
    ...(status === 'AWAITING_SHIPMENT' ? { recipient_address: wish.address ?? addressIn(region) } : {}),
    line_items: priced.map(({ product, sku, ...unit }, index) => ({
      id: `${id}${String(index + 1).padStart(3, '0')}`,
      product_id: product.id,
      product_name: product.title,
      sku_id: sku.id,
      seller_sku: sku.seller_sku ?? '',
      sku_type: 'NORMAL',
      display_status: status === 'UNPAID' ? 'UNPAID' : 'AWAITING_SHIPMENT',
      original_price: text(unit.price),
      seller_discount: text(unit.sellerDiscount),
      platform_discount: text(unit.platformDiscount),
      sale_price: text(unit.price.minus(unit.sellerDiscount).minus(unit.platformDiscount)),
      currency,
      is_gift: unit.isGift,
      ...(index === 0 && tax.gt(0) ? { item_tax: [{ tax_type: 'SALES_TAX', tax_amount: text(tax) }] } : {}),
    })),
    payment: {
      currency,
      original_total_product_price: text(originalTotal),
      seller_discount: text(sellerDiscount),
      platform_discount: text(platformDiscount),
      sub_total: text(subTotal),
      original_shipping_fee: text(shipping),
      shipping_fee_seller_discount: text(new Big(0)),
      shipping_fee_platform_discount: text(new Big(0)),
      shipping_fee: text(shipping),
      product_tax: text(tax),
      shipping_fee_tax: text(new Big(0)),
      tax: text(tax),
      retail_delivery_fee: text(retailDeliveryFee),
      total_amount: text(subTotal.plus(shipping).plus(tax).plus(retailDeliveryFee)),
    },
    ...wish.fields,
  }
}

const findSku = (products: readonly ShopProduct[], sellerSku: string) => {
  for (const product of products) {
    const sku = product.skus.find(({ seller_sku }) => seller_sku === sellerSku)
    if (sku !== undefined) return { product, sku }
  }
  const known = products.flatMap(({ skus }) => skus.map(({ seller_sku }) => seller_sku))
  throw new Error(`the shop sells no ${sellerSku}; it sells ${known.join(', ')}`)
}

/** A made-up person at a made-up street. */
const addressIn = (region: string): JsonObject => ({
  name: 'Jane Sample',
  phone_number: '(+1)512-555-0100',
  address_line1: '100 Example Street',
  address_line2: 'Apt 4B',
  postal_code: region === 'US' ? '78701' : '10001',
  region_code: region,
  ...(region === 'US'
    ? {
        district_info: [
          { address_level: 'L0', address_level_name: 'Country', address_name: 'United States' },
          { address_level: 'L1', address_level_name: 'State', address_name: 'Texas' },
          { address_level: 'L2', address_level_name: 'County', address_name: 'Travis' },
          { address_level: 'L3', address_level_name: 'City', address_name: 'Austin' },
        ],
        full_address: '100 Example Street, Apt 4B, Austin, TX 78701, United States',
      }
    : {}),
})
