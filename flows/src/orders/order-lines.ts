import Big from 'big.js'
import { sumOf } from './read-json.js'
import type { SoldUnit } from './sold-units.js'

/** How a merchant wants an order's amounts on its document. Each is a setting of the order flow. */
export interface LinePolicy {
  /** Nobody pays: everything stands at zero. */
  readonly isFree: boolean
  readonly discountAs: 'header' | 'line' | 'promotion' | 'price'
  readonly discountItem: string
  readonly platformDiscountAs: 'information' | 'line'
  readonly platformDiscountItem: string
  readonly taxMode: 'omit' | 'line' | 'override'
  readonly taxItem: string
  /** Percent, of prices that hold it; undefined where they do not. */
  readonly includedTax: Big | undefined
  /** TikTok owes the tax inside the prices: it is taken out of them and stands nowhere. */
  readonly isTaxOfTikTok: boolean
  readonly shippingItem: string
  readonly retailDeliveryFeeItem: string
  /** Decimal places of the order's currency. */
  readonly decimals: number
  /** NetSuite's item by SKU. */
  readonly itemIdOf: (sku: string) => string
}

/** What an order has besides its units. */
export interface OrderCharges {
  readonly shipping: Big
  readonly shippingTax: Big
  readonly retailDeliveryFee: Big
}

export interface DocumentLine {
  readonly kind: 'item' | 'discount' | 'platformDiscount' | 'shipping' | 'tax' | 'fee'
  readonly item: string
  readonly sku: string
  readonly quantity: number
  /** Of one piece. */
  readonly rate: Big
  readonly amount: Big
  /** Tax on top of the amount, where the document says it. */
  readonly tax: Big | undefined
  readonly description: string
  /** TikTok's line items behind it: what shipping, cancelling and returning name. */
  readonly unitIds: readonly string[]
  /** The seller's discount on this line that stands in the header or on a line of its own. */
  readonly discount: Big
  /** What TikTok pays of it, where that has a line of its own. */
  readonly platformDiscount: Big
  /** Sales tax on it, where that has a line of its own. */
  readonly salesTax: Big
}

export interface DocumentLines {
  readonly lines: readonly DocumentLine[]
  /** The seller's discount for the header; zero where it stands elsewhere. */
  readonly discount: Big
  /** Shipping for the header; zero where it has a line. */
  readonly shipping: Big
  readonly total: Big
}

const nothing = new Big(0)

/**
 * The lines of the document for an order. Units that agree in item, price and discounts are one line; averaging two prices would
 * lose cents.
 */
export const toDocumentLines = (
  units: readonly SoldUnit[],
  charges: OrderCharges,
  policy: LinePolicy,
): DocumentLines => {
  const isNet = policy.discountAs === 'price' || policy.includedTax !== undefined
  const itemLines = groupUnits(units, policy).map(group => toItemLine(group, policy, isNet))
  const ownLines = [...itemLines, ...(policy.isFree ? [] : extraLines(units, charges, policy, isNet))]
  const lines = withShippingTax(ownLines, charges, policy)
  const discount =
    policy.isFree || isNet || policy.discountAs === 'line'
      ? nothing
      : sumOf(units.map(unit => unit.sellerDiscount))
  const shipping = policy.isFree || policy.shippingItem !== '' ? nothing : charges.shipping
  const total = sumOf(lines.flatMap(({ amount, tax }) => [amount, tax ?? nothing]))
    .minus(discount)
    .plus(shipping)
  return { lines, discount, shipping, total }
}

const groupUnits = (
  units: readonly SoldUnit[],
  { platformDiscountAs, taxMode }: LinePolicy,
): readonly (readonly [SoldUnit, ...SoldUnit[]])[] => {
  const groups = new Map<string, [SoldUnit, ...SoldUnit[]]>()
  for (const unit of units) {
    const parts = [
      unit.sku,
      String(unit.pieces),
      unit.price.toFixed(),
      unit.sellerDiscount.toFixed(),
      // Else cents of TikTok's coupon, or of tax, would split one line into many.
      platformDiscountAs === 'line' ? unit.platformDiscount.toFixed() : '',
      taxMode === 'omit' ? '' : unit.tax.toFixed(),
    ]
    const key = JSON.stringify(parts)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [unit])
    else group.push(unit)
  }
  return [...groups.values()]
}

const toItemLine = (
  group: readonly [SoldUnit, ...SoldUnit[]],
  policy: LinePolicy,
  isNet: boolean,
): DocumentLine => {
  const [first] = group
  const quantity = group.length * first.pieces
  const discount = sumOf(group.map(unit => unit.sellerDiscount))
  const gross = policy.isFree
    ? nothing
    : sumOf(group.map(unit => unit.price))
        .minus(isNet ? discount : nothing)
        .minus(
          policy.platformDiscountAs === 'line' ? sumOf(group.map(unit => unit.platformDiscount)) : nothing,
        )
  const { amount, tax } = withoutIncludedTax(gross, policy)
  const ownTax =
    policy.taxMode === 'override' && !policy.isFree ? sumOf(group.map(unit => unit.tax)) : undefined
  return {
    kind: 'item',
    item: policy.itemIdOf(first.sku),
    sku: first.sku,
    quantity,
    rate: amount.div(quantity),
    amount,
    tax: tax ?? ownTax,
    description: first.description,
    unitIds: group.map(unit => unit.unitId),
    discount: policy.isFree || isNet ? nothing : discount,
    platformDiscount:
      policy.platformDiscountAs === 'line' && !policy.isFree
        ? sumOf(group.map(unit => unit.platformDiscount))
        : nothing,
    salesTax: policy.taxMode === 'line' && !policy.isFree ? sumOf(group.map(unit => unit.tax)) : nothing,
  }
}

/** Takes the tax out of a price that holds it; net and tax add up to the price exactly. */
const withoutIncludedTax = (
  gross: Big,
  { includedTax, isTaxOfTikTok, decimals }: LinePolicy,
): { readonly amount: Big; readonly tax: Big | undefined } => {
  if (includedTax === undefined) return { amount: gross, tax: undefined }
  const amount = gross.div(includedTax.div(100).plus(1)).round(decimals, Big.roundHalfUp)
  return { amount, tax: isTaxOfTikTok ? undefined : gross.minus(amount) }
}

const extraLines = (
  units: readonly SoldUnit[],
  { shipping, shippingTax, retailDeliveryFee }: OrderCharges,
  policy: LinePolicy,
  isNet: boolean,
): readonly DocumentLine[] => {
  const line = (
    kind: DocumentLine['kind'],
    item: string,
    gross: Big,
    description: string,
    taxed = false,
  ): readonly DocumentLine[] => {
    if (item === '' || gross.eq(0)) return []
    const { amount, tax } = taxed ? withoutIncludedTax(gross, policy) : { amount: gross, tax: undefined }
    const common = { kind, item, sku: '', quantity: 1, rate: amount, amount, tax, description }
    return [{ ...common, unitIds: [], discount: nothing, platformDiscount: nothing, salesTax: nothing }]
  }
  const sellerDiscount = sumOf(units.map(unit => unit.sellerDiscount))
  const platformDiscount = sumOf(units.map(unit => unit.platformDiscount))
  const tax = sumOf(units.map(unit => unit.tax)).plus(shippingTax)
  return [
    ...(policy.discountAs === 'line' && !isNet
      ? line('discount', policy.discountItem, sellerDiscount.neg(), "Seller's discount")
      : []),
    ...(policy.platformDiscountAs === 'line'
      ? line('platformDiscount', policy.platformDiscountItem, platformDiscount, 'Paid by TikTok', true)
      : []),
    ...line('shipping', policy.shippingItem, shipping, 'Shipping', true),
    ...line('fee', policy.retailDeliveryFeeItem, retailDeliveryFee, 'Retail delivery fee'),
    ...(policy.taxMode === 'line' ? line('tax', policy.taxItem, tax, 'Sales tax collected by TikTok') : []),
  ]
}

/** The tax on shipping has no line of its own: it goes with the shipping, else with the first item. */
const withShippingTax = (
  lines: readonly DocumentLine[],
  { shippingTax }: OrderCharges,
  { taxMode, isFree }: LinePolicy,
): readonly DocumentLine[] => {
  if (taxMode !== 'override' || isFree || shippingTax.eq(0)) return lines
  const place = Math.max(
    0,
    lines.findIndex(({ kind }) => kind === 'shipping'),
  )
  return lines.map((line, index) =>
    index === place ? { ...line, tax: (line.tax ?? nothing).plus(shippingTax) } : line,
  )
}
