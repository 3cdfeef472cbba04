import type { JsonObject } from '@tiktok-ns/flow-engine'
import Big from 'big.js'
import { amountOf, listOf, objectOf, objectsOf, sumOf, textOf } from './read-json.js'

/** What the order flow remembers of a line it wrote for goods. */
export interface ImportedLine {
  readonly item: string
  readonly quantity: number
  readonly amount: Big
  readonly tax: Big | undefined
  /** The seller's discount on it, where that stands in the header or on a line of its own. */
  readonly discount: Big
  /** What TikTok pays of its price, where that has a line of its own. */
  readonly platformDiscount: Big
  /** The sales tax on it, where that has a line of its own. */
  readonly salesTax: Big
  readonly unitIds: readonly string[]
}

/** What the order flow remembers of a line it wrote for all of the order: a discount, shipping, a fee. */
interface ImportedCharge {
  readonly kind: string
  readonly item: string
  readonly amount: Big
  readonly tax: Big
}

const readImportedLine = (line: JsonObject): ImportedLine => ({
  item: textOf(line['item']),
  quantity: Number(textOf(line['quantity'])),
  amount: amountOf(line['amount']),
  tax: line['tax'] === undefined ? undefined : amountOf(line['tax']),
  discount: amountOf(line['discount']),
  platformDiscount: amountOf(line['platformDiscount']),
  salesTax: amountOf(line['salesTax']),
  unitIds: listOf(line['unitIds']).map(textOf),
})

const readImportedCharge = (charge: JsonObject): ImportedCharge => ({
  kind: textOf(charge['kind']),
  item: textOf(charge['item']),
  amount: amountOf(charge['amount']),
  tax: amountOf(charge['tax']),
})

/** A line as NetSuite has it now. */
export interface OrderLine {
  readonly line: number
  readonly item: string
  readonly quantity: number
  readonly fulfilled: number
  readonly billed: number
  readonly isClosed: boolean
}

const readOrderLine = (line: JsonObject): OrderLine => ({
  line: Number(textOf(line['line'])),
  item: textOf(objectOf(line['item'])['id']),
  quantity: Number(textOf(line['quantity']) || '0'),
  fulfilled: Number(textOf(line['quantityFulfilled']) || '0'),
  billed: Number(textOf(line['quantityBilled']) || '0'),
  isClosed: line['isClosed'] === true,
})

interface Matched<Own> {
  readonly imported: Own
  readonly line: OrderLine
}

/** A document's lines beside what the order flow wrote. */
export interface MatchedDocument {
  readonly goods: readonly Matched<ImportedLine>[]
  readonly charges: readonly Matched<ImportedCharge>[]
}

/** Reads the arguments `imported`, `charges` and `lines` of a hook. */
export const matchDocument = (given: JsonObject): MatchedDocument => {
  const free = objectsOf(given['lines']).map(readOrderLine)
  const goods = takeMatching(objectsOf(given['imported']).map(readImportedLine), free)
  return { goods, charges: takeMatching(objectsOf(given['charges']).map(readImportedCharge), free) }
}

/**
 * Which of the document's lines are those the order flow wrote: in their order, by item. Lines that people added or took away in
 * NetSuite are nobody's.
 */
const takeMatching = <Own extends { readonly item: string }>(
  own: readonly Own[],
  free: OrderLine[],
): readonly Matched<Own>[] =>
  own.flatMap(imported => {
    const place = free.findIndex(({ item }) => item === imported.item)
    const [line] = place < 0 ? [] : free.splice(place, 1)
    return line === undefined ? [] : [{ imported, line }]
  })

/** Pieces behind one unit of a line. */
export const piecesOf = ({ quantity, unitIds }: ImportedLine): number =>
  unitIds.length === 0 ? 1 : quantity / unitIds.length

/** The part of an amount that so many of a line's pieces have, to the cent. */
export const partOf = (amount: Big, pieces: number, { quantity }: ImportedLine, decimals: number): Big =>
  quantity === 0 ? new Big(0) : amount.times(pieces).div(quantity).round(decimals, Big.roundHalfUp)

/**
 * The pieces of a line after the first `from` and up to `to`, by running sums: net and tax divided each by itself would not add up
 * to the price. Without tax where the line names none.
 */
export const partBetween = (
  imported: ImportedLine,
  { from, to }: { readonly from: number; readonly to: number },
  decimals: number,
): JsonObject => {
  const part = (whole: Big) =>
    partOf(whole, to, imported, decimals).minus(partOf(whole, from, imported, decimals))
  const amount = part(imported.amount)
  if (imported.tax === undefined) return { amount: amount.toFixed(decimals) }
  const tax = part(imported.amount.plus(imported.tax)).minus(amount)
  return { amount: amount.toFixed(decimals), tax1Amt: tax.toFixed(decimals) }
}

/** What a line adds to the document's total, discount and lines of its own included. */
export const worthOf = ({ amount, tax, discount, platformDiscount, salesTax }: ImportedLine): Big =>
  sumOf([amount, tax ?? new Big(0), platformDiscount, salesTax]).minus(discount)

/** What a charge is while only so many pieces of the goods are left; shipping and fees stay as they are. */
export const chargeFor = (
  { kind, amount, tax }: ImportedCharge,
  goods: readonly { readonly imported: ImportedLine; readonly pieces: number }[],
  decimals: number,
): { readonly amount: Big; readonly tax: Big } => {
  const shareOf = shares[kind]
  const whole = amount.plus(tax)
  if (shareOf === undefined || whole.eq(0)) return { amount, tax }
  const gone = sumOf(
    goods.map(({ imported, pieces }) =>
      shareOf(imported).minus(partOf(shareOf(imported), pieces, imported, decimals)),
    ),
  )
  const left = whole.minus(gone)
  const net = amount.times(left).div(whole).round(decimals, Big.roundHalfUp)
  return { amount: net, tax: left.minus(net) }
}

/** What of a charge belongs to goods, by the charge's kind. */
const shares: Readonly<Record<string, (line: ImportedLine) => Big>> = {
  discount: ({ discount }) => discount.neg(),
  platformDiscount: ({ platformDiscount }) => platformDiscount,
  tax: ({ salesTax }) => salesTax,
}
