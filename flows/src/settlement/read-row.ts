import type { Json, JsonObject } from '@tiktok-ns/flow-engine'
import { keyOfAdjustment } from './adjustment-keys.js'
import {
  type Amount,
  AmountError,
  isZero,
  type KeyedAmount,
  placesOf,
  sumOf,
  textOf,
  toAmount,
  zero,
} from './amounts.js'
import { type Family, fieldKeys, memoFields, sometimesMemoFields } from './field-keys.js'
import type { ReadingRules } from './reading-rules.js'
import { splitFulfilment } from './split-fulfilment.js'
import { isObject, kindOf, nameOf, objectAt, textAt } from './statement-row.js'

/** The sums that a row states. */
export interface RowTotals {
  readonly settlement: Amount
  readonly revenue: Amount
  readonly shipping: Amount
  readonly fee: Amount
  readonly adjustment: Amount
  readonly reserve: Amount
}

/** A row, understood: its amounts by key add up to settlement and reserve, or `problems` says by how much they do not. */
export interface RowReading {
  readonly totals: RowTotals
  readonly amounts: readonly KeyedAmount[]
  /** What stops the statement. */
  readonly problems: readonly string[]
  /** Fields and types nobody has named yet, that were booked as unclassified. */
  readonly unnamed: readonly string[]
}

/** What no row adds up to. */
export const noTotals: RowTotals = {
  settlement: zero,
  revenue: zero,
  shipping: zero,
  fee: zero,
  adjustment: zero,
  reserve: zero,
}

/** Reads a row of a statement: its identities are checked, and every cent gets a key. */
export const readRow = (row: JsonObject, rules: ReadingRules): RowReading => {
  try {
    return readAmounts(row, rules)
  } catch (error) {
    if (!(error instanceof AmountError)) throw error
    return { totals: noTotals, amounts: [], problems: [`${nameOf(row)}: ${error.message}`], unnamed: [] }
  }
}

const readAmounts = (row: JsonObject, rules: ReadingRules): RowReading => {
  const totals = totalsOf(row, rules)
  const families = [
    readFamily('revenue', totals.revenue, [objectAt(row, 'revenue_breakdown')], rules),
    readFamily('shipping', totals.shipping, [objectAt(row, 'shipping_cost_breakdown')], rules),
    readFamily(
      'fee',
      totals.fee,
      [
        objectAt(objectAt(row, 'fee_tax_breakdown'), 'fee'),
        objectAt(objectAt(row, 'fee_tax_breakdown'), 'tax'),
      ],
      rules,
    ),
  ]
  const adjustment = readAdjustment(row, totals.adjustment, rules)
  const amounts = [
    ...families.flatMap(family => family.amounts),
    ...adjustment.amounts,
    ...(isZero(totals.reserve) ? [] : [{ key: 'reserve', amount: totals.reserve }]),
  ]
  return {
    totals,
    amounts: asSample([...splitFulfilment(row, amounts), ...taxOf(row, rules)], rules),
    problems: problemsOf(row, totals, amounts, rules),
    unnamed: [...families.flatMap(family => family.unnamed), ...adjustment.unnamed],
  }
}

const totalsOf = (row: JsonObject, { inverted }: ReadingRules): RowTotals => {
  const read = (field: string, family: Family | 'adjustment' | 'reserve'): Amount =>
    inverted.has(family) ? toAmount(row[field]).neg() : toAmount(row[field])
  return {
    settlement: toAmount(row['settlement_amount']),
    revenue: read('revenue_amount', 'revenue'),
    shipping: read('shipping_cost_amount', 'shipping'),
    fee: read('fee_tax_amount', 'fee'),
    adjustment: read('adjustment_amount', 'adjustment'),
    reserve: read('reserve_amount', 'reserve'),
  }
}

interface FamilyReading {
  readonly amounts: readonly KeyedAmount[]
  readonly unnamed: readonly string[]
}

/** The total decides. What its parts do not explain is booked as unclassified: neither dropped nor spread. */
const readFamily = (
  family: Family,
  total: Amount,
  breakdowns: readonly JsonObject[],
  { keys, inverted }: ReadingRules,
): FamilyReading => {
  const named: (KeyedAmount & { readonly maybeMemo: boolean })[] = []
  const unknown: string[] = []
  for (const [field, value] of breakdowns.flatMap(breakdown => Object.entries(breakdown))) {
    if (isObject(value) || memoFields.has(field)) continue
    const amount = amountOf(value, inverted.has(family))
    if (isZero(amount)) continue
    const key = keys[field] ?? fieldKeys[family][field]
    if (key === undefined) unknown.push(field)
    else named.push({ key, amount, maybeMemo: sometimesMemoFields.has(field) })
  }
  const certain = named.filter(({ maybeMemo }) => !maybeMemo)
  const all = sumOf(named.map(({ amount }) => amount))
  const chosen = all.eq(total) ? named : certain
  const residue = total.minus(sumOf(chosen.map(({ amount }) => amount)))
  const amounts = chosen.map(({ key, amount }) => ({ key, amount }))
  if (isZero(residue)) return { amounts, unnamed: [] }
  return {
    amounts: [...amounts, { key: `unclassified.${family}`, amount: residue }],
    unnamed: unknown.length > 0 ? unknown : [`${family} without a part`],
  }
}

const amountOf = (value: Json, isInverted: boolean): Amount =>
  isInverted ? toAmount(value).neg() : toAmount(value)

const readAdjustment = (row: JsonObject, amount: Amount, { keys }: ReadingRules): FamilyReading => {
  if (isZero(amount)) return { amounts: [], unnamed: [] }
  const type = textAt(row, 'type')
  const key = keyOfAdjustment(type, keys)
  return {
    amounts: [{ key: key ?? 'unclassified.adjustment', amount }],
    unnamed: key === undefined ? [type === '' ? 'an adjustment without a type' : type] : [],
  }
}

const problemsOf = (
  row: JsonObject,
  totals: RowTotals,
  amounts: readonly KeyedAmount[],
  { places }: ReadingRules,
): readonly string[] => {
  const { settlement, revenue, shipping, fee, adjustment } = totals
  const parts = sumOf([revenue, shipping, fee, adjustment])
  const tooFine = [...Object.values(totals), ...amounts.map(({ amount }) => amount)].find(
    amount => placesOf(amount) > places,
  )
  const text = (amount: Amount): string => textOf(amount, places)
  return [
    ...(parts.eq(settlement)
      ? []
      : [
          `${nameOf(row)}: its parts add up to ${text(parts)}, and settlement_amount says ${text(settlement)}: ${text(settlement.minus(parts))} is missing${signHint(totals)}`,
        ]),
    ...(tooFine === undefined
      ? []
      : [`${nameOf(row)}: ${tooFine.toFixed()} has more decimal places than its currency (${places})`]),
  ]
}

/** A shop that sends costs without their minus: the identity holds once they are subtracted. */
const signHint = ({ settlement, revenue, shipping, fee, adjustment }: RowTotals): string =>
  !isZero(shipping.plus(fee)) && revenue.minus(shipping).minus(fee).plus(adjustment).eq(settlement)
    ? ' (costs seem to come without their minus: see the setting "inverted")'
    : ''

/** An order that is discounted to nothing is no sale: a creator's sample. */
const asSample = (amounts: readonly KeyedAmount[], { samples }: ReadingRules): readonly KeyedAmount[] => {
  if (samples === 'sales') return amounts
  const isSale = ({ key }: KeyedAmount): boolean => key === 'sales.gross' || key === 'sales.seller_discount'
  const sales = amounts.filter(isSale)
  if (sales.length < 2 || !isZero(sumOf(sales.map(({ amount }) => amount)))) return amounts
  const others = amounts.filter(amount => !isSale(amount))
  return samples === 'leaveOut' ? others : others.map(({ amount }) => ({ key: 'samples', amount }))
}

/**
 * Tax that buyers paid, as the row tells for information. It is part of no sum of the row, so whatever it is booked under comes twice,
 * once with each sign.
 */
const taxOf = (row: JsonObject, { tax }: ReadingRules): readonly KeyedAmount[] => {
  if (tax === 'omit' || kindOf(row) !== 'order') return []
  const told = objectAt(row, 'supplementary_component')
  const whole = toAmount(told['sales_tax_amount'])
  const amount = isZero(whole)
    ? toAmount(told['sales_tax_payment_amount']).plus(toAmount(told['sales_tax_refund_amount']))
    : whole
  if (isZero(amount)) return []
  return tax === 'wash'
    ? [
        { key: 'tax.facilitator', amount },
        { key: 'tax.facilitator', amount: amount.neg() },
      ]
    : [
        { key: 'tax.seller_liable', amount },
        { key: 'sales.gross', amount: amount.neg() },
      ]
}
