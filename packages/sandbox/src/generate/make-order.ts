import { fromCents, sumCents, toCents } from '../cents.js'
import type { Random } from '../random.js'
import { marketOf } from '../tiktok-shop/market.js'
import type { Order, OrderLine } from '../tiktok-shop/orders/order.js'
import { type Buyer, makeBuyer } from './buyers.js'
import type { CatalogueSku } from './catalogue.js'
import { makeLines } from './make-lines.js'
import { makeTimeline, packageIdOf } from './make-timeline.js'
import type { OrderKind } from './order-kinds.js'

export interface OrderInput {
  readonly random: Random
  readonly kind: OrderKind
  /** Counts up from 1; ids are made from it. */
  readonly number: number
  /** Unix seconds. */
  readonly createTime: number
  readonly nowSecs: number
  readonly pickSku: () => CatalogueSku
  readonly warehouseId: string
  readonly fbtWarehouseId: string
  readonly deliveryOptionId: string
  readonly region: string
}

/** One order, exactly as Get Order Detail returns it, every money identity holding. */
export const makeOrder = (input: OrderInput): Order => {
  const { random, kind, number } = input
  const buyer = makeBuyer(random, number, input.region)
  const market = marketOf(input.region)
  const isFbt = kind === 'fulfilled-by-tiktok'
  const warehouseId = isFbt ? input.fbtWarehouseId : input.warehouseId
  const drawn = makeLines({ random, kind, orderNumber: number, buyer, market, pickSku: input.pickSku })
  const timeline = makeTimeline(input, drawn)
  const packed = packedFromTheStart(input, timeline.order.status, timeline.lines)
  const isFree = kind === 'sample' || kind === 'replacement'
  return {
    id: orderIdOf(number),
    ...timeline.order,
    order_type: 'NORMAL',
    commerce_platform: 'TIKTOK_SHOP',
    fulfillment_type: isFbt ? 'FULFILLMENT_BY_TIKTOK' : 'FULFILLMENT_BY_SELLER',
    shipping_type: isFbt ? 'TIKTOK' : 'SELLER',
    delivery_type: 'HOME_DELIVERY',
    delivery_option_id: input.deliveryOptionId,
    delivery_option_name: 'Standard shipping',
    warehouse_id: warehouseId,
    user_id: buyer.userId,
    buyer_nickname: buyer.nickname,
    buyer_email: buyer.email,
    buyer_message: drawMessage(random),
    payment_method_name: 'Credit/debit card',
    is_cod: false,
    is_sample_order: kind === 'sample',
    is_replacement_order: kind === 'replacement',
    ...(kind === 'replacement' ? { replaced_order_id: orderIdOf(Math.max(1, number - 1)) } : {}),
    is_exchange_order: false,
    has_updated_recipient_address: false,
    ...(kind === 'unpaid' || kind === 'on-hold' ? {} : { recipient_address: buyer.address }),
    ...packed.facts,
    line_items: withDeliveryFee(packed.lines, isFree, buyer),
    payment: makePayment(random, timeline.lines, isFree, buyer, market.currency),
  }
}

/** Outside the US a package is there right after payment. */
const packedFromTheStart = (
  { region, number }: OrderInput,
  status: string,
  lines: readonly OrderLine[],
): { readonly lines: readonly OrderLine[]; readonly facts: Pick<Order, 'packages'> } => {
  if (region === 'US' || (status !== 'ON_HOLD' && status !== 'AWAITING_SHIPMENT')) return { lines, facts: {} }
  const id = packageIdOf(number)
  return {
    lines: lines.map(line =>
      line.display_status === 'CANCELLED' ? line : { ...line, package_id: id, package_status: 'TO_FULFILL' },
    ),
    facts: { packages: [{ id }] },
  }
}

export const orderIdOf = (number: number): string => `5764${String(number).padStart(14, '0')}`

/** Colorado asks a fee for each delivery. */
const deliveryFeeCents = (isFree: boolean, buyer: Buyer): number => (!isFree && buyer.state === 'CO' ? 28 : 0)

const withDeliveryFee = (lines: readonly OrderLine[], isFree: boolean, buyer: Buyer): OrderLine[] => {
  const fee = deliveryFeeCents(isFree, buyer)
  return lines.map((line, index) =>
    fee > 0 && index === 0 ? { ...line, retail_delivery_fee: fromCents(fee) } : line,
  )
}

const makePayment = (
  random: Random,
  lines: readonly OrderLine[],
  isFree: boolean,
  buyer: Buyer,
  currency: string,
): Record<string, string> => {
  const cents = (amount: string | undefined) => toCents(amount, currency)
  const text = (amount: number) => fromCents(amount, currency)
  const originalCents = sumCents(lines.map(line => cents(line.original_price)))
  const sellerCents = sumCents(lines.map(line => cents(line.seller_discount)))
  const platformCents = sumCents(lines.map(line => cents(line.platform_discount)))
  const productTaxCents = sumCents(
    lines.flatMap(line => (line.item_tax ?? []).map(tax => cents(tax.tax_amount))),
  )
  const shipping = isFree ? freeShipping : drawShipping(random)
  const shippingCents = shipping.original - shipping.seller - shipping.platform
  const shippingTaxCents = Math.round((shippingCents * buyer.taxRatePerMillion) / 1_000_000)
  const deliveryCents = deliveryFeeCents(isFree, buyer)
  const subTotalCents = originalCents - sellerCents - platformCents
  const taxCents = productTaxCents + shippingTaxCents
  return {
    currency,
    original_total_product_price: text(originalCents),
    seller_discount: text(sellerCents),
    platform_discount: text(platformCents),
    sub_total: text(subTotalCents),
    original_shipping_fee: text(shipping.original),
    shipping_fee_seller_discount: text(shipping.seller),
    shipping_fee_platform_discount: text(shipping.platform),
    shipping_fee_cofunded_discount: text(0),
    shipping_fee: text(shippingCents),
    product_tax: text(productTaxCents),
    shipping_fee_tax: text(shippingTaxCents),
    tax: text(taxCents),
    retail_delivery_fee: text(deliveryCents),
    total_amount: text(subTotalCents + shippingCents + taxCents + deliveryCents),
  }
}

interface Shipping {
  readonly original: number
  readonly seller: number
  readonly platform: number
}

const freeShipping: Shipping = { original: 0, seller: 0, platform: 0 }

const drawShipping = (random: Random): Shipping =>
  random.pick<Shipping>([
    { original: 499, seller: 0, platform: 0 },
    { original: 599, seller: 0, platform: 599 },
    { original: 599, seller: 200, platform: 399 },
    { original: 799, seller: 150, platform: 333 },
    { original: 799, seller: 300, platform: 0 },
    freeShipping,
  ])

const messages = [
  'Please leave it at the side door.',
  'Gift for my sister, no invoice in the box please!',
  'Can it arrive before Friday? Thanks 🙏',
  'Ring twice; the dog is friendly.\nReally.',
] as const

const drawMessage = (random: Random): string => (random.chance(0.15) ? random.pick(messages) : '')
