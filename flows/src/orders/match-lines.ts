import type { JsonObject } from '@tiktok-ns/flow-engine'
import Big from 'big.js'
import { amountOf, listOf, objectOf, textOf } from './read-json.js'

/** What the order flow remembers of a line it wrote. */
export interface ImportedLine {
  readonly item: string
  readonly quantity: number
  readonly amount: Big
  readonly tax: Big | undefined
  readonly discount: Big
  readonly unitIds: readonly string[]
}

export const readImportedLine = (line: JsonObject): ImportedLine => ({
  item: textOf(line['item']),
  quantity: Number(textOf(line['quantity'])),
  amount: amountOf(line['amount']),
  tax: line['tax'] === undefined ? undefined : amountOf(line['tax']),
  discount: amountOf(line['discount']),
  unitIds: listOf(line['unitIds']).map(textOf),
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

export const readOrderLine = (line: JsonObject): OrderLine => ({
  line: Number(textOf(line['line'])),
  item: textOf(objectOf(line['item'])['id']),
  quantity: Number(textOf(line['quantity']) || '0'),
  fulfilled: Number(textOf(line['quantityFulfilled']) || '0'),
  billed: Number(textOf(line['quantityBilled']) || '0'),
  isClosed: line['isClosed'] === true,
})

export interface MatchedLine {
  readonly imported: ImportedLine
  readonly line: OrderLine
}

/**
 * Which of the order's lines are those the order flow wrote: in their order, by item. Lines that people added or took away in
 * NetSuite are nobody's.
 */
export const matchLines = (
  imported: readonly ImportedLine[],
  lines: readonly OrderLine[],
): readonly MatchedLine[] => {
  const free = [...lines]
  return imported.flatMap(own => {
    const place = free.findIndex(({ item }) => item === own.item)
    const [line] = place < 0 ? [] : free.splice(place, 1)
    return line === undefined ? [] : [{ imported: own, line }]
  })
}

/** Pieces behind one unit of a line. */
export const piecesOf = ({ quantity, unitIds }: ImportedLine): number =>
  unitIds.length === 0 ? 1 : quantity / unitIds.length

/** The part of an amount that so many of a line's pieces have, to the cent. */
export const partOf = (amount: Big, pieces: number, { quantity }: ImportedLine, decimals: number): Big =>
  quantity === 0 ? new Big(0) : amount.times(pieces).div(quantity).round(decimals, Big.roundHalfUp)
