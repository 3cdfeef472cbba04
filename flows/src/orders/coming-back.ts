import type { JsonObject } from '@tiktok-ns/flow-engine'
import Big from 'big.js'
import { chargeFor, type ImportedLine, type MatchedDocument, partOf, worthOf } from './match-lines.js'
import { amountOf, objectsOf, sumOf } from './read-json.js'

/** A line of goods that units were cancelled of. */
export interface CancelledLine {
  readonly imported: ImportedLine
  /** Its number in NetSuite. */
  readonly line: number
  /** Pieces that are not cancelled. */
  readonly live: number
  /** Pieces that stay on the order: those that live, and those that had left before they were cancelled. */
  readonly pieces: number
}

export interface WholeOrder {
  readonly charges: MatchedDocument['charges']
  /** In the header of the order. */
  readonly shipping: Big
  readonly decimals: number
}

/**
 * What has left and is cancelled, in parts: those decided before, and one of what else has been cancelled by now. Each part is a
 * return of its pieces and a credit of what they were billed at; with the last unit of an order, its shipping and fees go back too, in a
 * part without lines where that unit had not left.
 */
export const addComingBack = (
  before: readonly JsonObject[],
  goods: readonly CancelledLine[],
  { charges, shipping, decimals }: WholeOrder,
): readonly JsonObject[] => {
  const awaited = (orderLine: number): number =>
    before
      .flatMap(part => objectsOf(part['lines']))
      .filter(line => line['orderLine'] === orderLine)
      .reduce((sum, line) => sum + Number(line['quantity']), 0)
  const lines = goods.flatMap(({ line, live, pieces }): JsonObject[] => {
    const quantity = pieces - live - awaited(line)
    return quantity > 0 ? [{ orderLine: line, quantity }] : []
  })
  const worth = (imported: ImportedLine, pieces: number) =>
    partOf(worthOf(imported), pieces, imported, decimals)
  const nothing = goods.map(({ imported }) => ({ imported, pieces: 0 }))
  const forAllOfIt = charges.map(({ imported }) => chargeFor(imported, nothing, decimals))
  const isAll = goods.every(({ live }) => live === 0)
  const left = (due: Big, name: string) => due.minus(sumOf(before.map(part => amountOf(part[name]))))
  const due = {
    goods: left(
      sumOf(goods.map(({ imported, live, pieces }) => worth(imported, pieces).minus(worth(imported, live)))),
      'goods',
    ),
    shipping: left(
      isAll ? sumOf([shipping, ...forAllOfIt.flatMap(({ amount, tax }) => [amount, tax])]) : new Big(0),
      'shipping',
    ),
  }
  // What waited goes last: nothing comes back for it, and the shipping that was billed with what left does.
  const isShippingAlone = before.length > 0 && isAll && !due.shipping.eq(0)
  if (lines.length === 0 && !isShippingAlone) return before
  return [
    ...before,
    {
      number: before.length + 1,
      lines,
      goods: due.goods.toFixed(decimals),
      shipping: due.shipping.toFixed(decimals),
    },
  ]
}
