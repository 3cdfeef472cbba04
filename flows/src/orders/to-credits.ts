import { defineHook, type Json, type JsonObject } from '@tiktok-ns/flow-engine'
import Big from 'big.js'
import { placesOfCurrency } from '../settlement/currency-places.js'
import { chargeFor, type ImportedLine, matchDocument, partOf, piecesOf } from './match-lines.js'
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
        credits: batches.map((_, index): JsonObject => {
          const [before, after] = [leftAfter(index), leftAfter(index + 1)]
          const isLast = after.every(({ pieces }) => pieces === 0)
          const differenceOf = (of: (line: ImportedLine) => Big): Big =>
            sumOf(
              before.map(({ imported, pieces }, place) =>
                partOf(of(imported), pieces, imported, decimals).minus(
                  partOf(of(imported), after[place]?.pieces ?? 0, imported, decimals),
                ),
              ),
            )
          const lines = document.goods.flatMap(({ imported, line }, place): JsonObject[] => {
            const [was, is] = [before[place]?.pieces ?? 0, after[place]?.pieces ?? 0]
            if (was === is) return []
            const amountAt = (pieces: number) => partOf(imported.amount, pieces, imported, decimals)
            const grossAt = (pieces: number) =>
              partOf(imported.amount.plus(imported.tax ?? 0), pieces, imported, decimals)
            const amount = amountAt(was).minus(amountAt(is))
            return [
              {
                orderLine: line.line,
                quantity: was - is,
                amount: amount.toFixed(decimals),
                ...(imported.tax === undefined
                  ? {}
                  : { tax1Amt: grossAt(was).minus(grossAt(is)).minus(amount).toFixed(decimals) }),
              },
            ]
          })
          const charges = document.charges.flatMap(({ imported, line }): JsonObject[] => {
            const was = chargeFor(imported, before, decimals)
            // With the last unit goes whatever is left, shipping and fees too.
            const is = isLast ? nothing : chargeFor(imported, after, decimals)
            const [amount, tax] = [was.amount.minus(is.amount), was.tax.minus(is.tax)]
            if (amount.eq(0) && tax.eq(0)) return []
            const text = amount.toFixed(decimals)
            return [
              {
                orderLine: line.line,
                rate: text,
                amount: text,
                ...(tax.eq(0) ? {} : { tax1Amt: tax.toFixed(decimals) }),
              },
            ]
          })
          const fields: Readonly<Record<string, Json>> = {
            number: index + 1,
            pieces: lines.reduce((sum, line) => sum + Number(line['quantity']), 0),
            lines: [...lines, ...charges],
            discount: differenceOf(({ discount }) => discount).toFixed(decimals),
            shipping: (isLast ? amountOf(given['shipping']) : new Big(0)).toFixed(decimals),
          }
          return fields
        }),
      },
    }
  },
})

const nothing = { amount: new Big(0), tax: new Big(0) }
