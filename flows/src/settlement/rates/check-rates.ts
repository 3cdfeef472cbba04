import type { JsonObject } from '@tiktok-ns/flow-engine'
import { type Amount, isZero, type KeyedAmount, sumOf, textOf, toAmount, zero } from '../amounts.js'
import { billedKeys } from '../key-table.js'
import { objectAt, textAt } from '../statement-row.js'

/** What a fee is so many per cent of. */
export type RateBase = 'buyerPaid' | 'goods' | 'goodsPaid'

/** What a merchant expects TikTok to take under a key. */
export interface ExpectedRate {
  readonly percent: Amount
  readonly of: RateBase
}

export type Rates = Readonly<Record<string, ExpectedRate>>

export const rateBases: Readonly<Record<RateBase, string>> = {
  buyerPaid: 'what the buyer paid and TikTok paid for him, tax left out',
  goods: "goods, less the seller's discount",
  goodsPaid: 'what the buyer paid for goods, after both discounts',
}

/** A fee that is not what the table says. */
export interface UnusualFee {
  readonly key: string
  readonly charged: string
  readonly expected: string
  readonly percent: string
  readonly base: string
}

export interface RatesOptions {
  readonly rates: Rates
  /** Up to so much a fee may differ. */
  readonly tolerance: Amount
  readonly places: number
}

/** What only some orders have: a creator's sale, a campaign. Where it is not charged, nothing is unusual. */
const onSomeOrders: ReadonlySet<string> = new Set([
  'fee.affiliate',
  'fee.affiliate_deposit',
  'fee.ads',
  'fee.partner',
  'fee.program',
])

/** Compares a sale's fees with a table of rates. Refunds give fees back by rules of their own, and are left alone. */
export const checkRates = (
  row: JsonObject,
  amounts: readonly KeyedAmount[],
  { rates, tolerance, places }: RatesOptions,
): readonly UnusualFee[] => {
  const isPureSale =
    !amounts.some(({ key }) => key.startsWith('refund.')) && sumUnder(amounts, ['sales.gross']).gt(zero)
  if (!isPureSale) return []
  return Object.entries(rates).flatMap(([key, { percent, of }]) => {
    const base = baseOf(of, row, amounts)
    const expected = base.times(percent).div(100).round(places)
    const charged = sumUnder(amounts, [key]).times(-1)
    if (isZero(charged) && onSomeOrders.has(key)) return []
    if (charged.minus(expected).abs().lte(tolerance)) return []
    const text = (amount: Amount): string => textOf(amount, places)
    return [
      {
        key,
        charged: text(charged),
        expected: text(expected),
        percent: percent.toFixed(),
        base: `${text(base)} (${rateBases[of]})`,
      },
    ]
  })
}

const sumUnder = (amounts: readonly KeyedAmount[], keys: readonly string[]): Amount =>
  sumOf(amounts.filter(({ key }) => keys.includes(key)).map(({ amount }) => amount))

const goodsKeys = ['sales.gross', 'sales.seller_discount', 'sales.distance']

const baseOf = (of: RateBase, row: JsonObject, amounts: readonly KeyedAmount[]): Amount => {
  const told = objectAt(row, 'supplementary_component')
  const platformDiscount = toAmount(told['platform_discount_amount']).abs()
  const goods = sumUnder(amounts, goodsKeys)
  switch (of) {
    case 'goods':
      return goods
    case 'goodsPaid':
      return goods.minus(platformDiscount)
    case 'buyerPaid':
      return textAt(told, 'customer_payment_amount') === ''
        ? sumUnder(amounts, [...billedKeys])
        : toAmount(told['customer_payment_amount'])
            .plus(platformDiscount)
            .minus(toAmount(told['sales_tax_amount']))
    default:
      return of satisfies never
  }
}
