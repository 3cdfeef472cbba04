import { defineHook, type JsonObject } from '@tiktok-ns/flow-engine'
import Big from 'big.js'
import { placesOfCurrency } from '../currency-places.js'
import {
  chargeFor,
  type ImportedLine,
  type MatchedDocument,
  matchDocument,
  partBetween,
  partOf,
  piecesOf,
} from './match-lines.js'
import { amountOf, isList, listOf, sumOf, textOf } from './read-json.js'

/** What is left of each line of goods after some units are gone. */
type Left = readonly { readonly imported: ImportedLine; readonly pieces: number }[]

/**
 * Credits for units that were cancelled after their order was billed at once. Units that are cancelled together share a credit;
 * which do is decided before it is written, so that a crash between makes it once all the same.
 */
export const toCreditsHook = defineHook({
  over: 'record',
  summary:
    'Credits for cancelled units of an order that was billed at once: one for those that are cancelled together, with all that is left of the bill in the last.',
  arguments: {
    type: 'object',
    required: ['imported', 'lines', 'cancelled', 'batches'],
    additionalProperties: false,
    properties: {
      imported: { type: 'array' },
      charges: { type: 'array' },
      lines: { type: 'array' },
      cancelled: { type: 'array' },
      batches: { type: 'array' },
      shipping: { type: 'string' },
      currency: { type: 'string' },
    },
  },
  answer: {
    type: 'object',
    properties: {
      batches: { type: 'array', items: { type: 'array', items: { type: 'string' } } },
      credits: { type: 'array', items: { type: 'object' } },
    },
  },
  run: ({ arguments: given }) => {
    const document = matchDocument(given)
    const own = new Set(document.goods.flatMap(({ imported }) => imported.unitIds))
    const known = listOf(given['batches'])
      .filter(isList)
      .map(batch => batch.map(textOf))
    const credited = new Set(known.flat())
    const news = listOf(given['cancelled'])
      .map(textOf)
      .filter(id => own.has(id) && !credited.has(id))
    const batches = news.length === 0 ? known : [...known, [...new Set(news)]]

    const decimals = placesOfCurrency(textOf(given['currency']))
    const leftAfter = (count: number): Left => {
      const gone = new Set(batches.slice(0, count).flat())
      return document.goods.map(({ imported }) => ({
        imported,
        pieces: imported.unitIds.filter(id => !gone.has(id)).length * piecesOf(imported),
      }))
    }
    return {
      answer: {
        batches,
        credits: batches.map((_, index) =>
          toCredit({
            number: index + 1,
            document,
            before: leftAfter(index),
            after: leftAfter(index + 1),
            shipping: amountOf(given['shipping']),
            decimals,
          }),
        ),
      },
    }
  },
})

interface Cancelled {
  readonly number: number
  readonly document: MatchedDocument
  /** What is left of the goods before and after these units are gone. */
  readonly before: Left
  readonly after: Left
  /** In the header of the bill. */
  readonly shipping: Big
  readonly decimals: number
}

/** With the last unit goes whatever is left of the bill, shipping and fees too. */
const toCredit = ({ number, document, before, after, shipping, decimals }: Cancelled): JsonObject => {
  const isLast = after.every(({ pieces }) => pieces === 0)
  const goods = before.map(({ imported, pieces: to }, place) => {
    const from = after[place]?.pieces ?? 0
    const partUpTo = (pieces: number) => partOf(imported.discount, pieces, imported, decimals)
    return {
      quantity: to - from,
      orderLine: document.goods[place]?.line.line ?? 0,
      amounts: partBetween(imported, { from, to }, decimals),
      discount: partUpTo(to).minus(partUpTo(from)),
    }
  })
  const charges = document.charges.flatMap(({ imported, line }): JsonObject[] => {
    const was = chargeFor(imported, before, decimals)
    const is = isLast ? nothing : chargeFor(imported, after, decimals)
    const amount = was.amount.minus(is.amount)
    const tax = was.tax.minus(is.tax)
    if (amount.eq(0) && tax.eq(0)) return []
    const text = amount.toFixed(decimals)
    const taxed = tax.eq(0) ? {} : { tax1Amt: tax.toFixed(decimals) }
    return [{ orderLine: line.line, rate: text, amount: text, ...taxed }]
  })
  const lines = goods
    .filter(({ quantity }) => quantity > 0)
    .map(({ orderLine, quantity, amounts }): JsonObject => ({ orderLine, quantity, ...amounts }))
  return {
    number,
    lines: [...lines, ...charges],
    discount: sumOf(goods.map(({ discount }) => discount)).toFixed(decimals),
    shipping: (isLast ? shipping : nothing.amount).toFixed(decimals),
  }
}

const nothing = { amount: new Big(0), tax: new Big(0) }
