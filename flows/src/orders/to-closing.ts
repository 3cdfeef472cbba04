import { defineHook, type JsonObject } from '@tiktok-ns/flow-engine'
import type Big from 'big.js'
import { placesOfCurrency } from '../currency-places.js'
import { addComingBack } from './coming-back.js'
import { chargeFor, matchDocument, partOf, piecesOf, worthOf } from './match-lines.js'
import { amountOf, listOf, objectsOf, sumOf, textOf } from './read-json.js'

/**
 * What cancelled units do to a sales order: lines that are left with less, lines that are closed, and units that cannot be taken
 * back because they have been shipped.
 */
export const toClosingHook = defineHook({
  over: 'record',
  summary:
    "What cancelled units do to a sales order's lines, and which of them come too late because NetSuite has shipped or billed them.",
  arguments: {
    type: 'object',
    required: ['imported', 'lines', 'cancelled'],
    additionalProperties: false,
    properties: {
      imported: { type: 'array' },
      charges: { type: 'array' },
      lines: { type: 'array' },
      cancelled: { type: 'array' },
      sent: { type: 'array' },
      currency: { type: 'string' },
      total: { type: 'string' },
      refunds: { type: 'array' },
      comingBack: { type: 'array' },
      shipping: { type: 'string' },
    },
  },
  answer: {
    type: 'object',
    properties: {
      lines: { type: 'array', items: { type: 'object' } },
      discount: { type: 'string' },
      isWhole: { type: 'boolean' },
      refunds: { type: 'array', items: { type: 'object' } },
      tooLate: { type: 'integer' },
      comingBack: { type: 'array', items: { type: 'object' } },
      billedTooMuch: { type: 'string' },
    },
  },
  run: ({ arguments: given }) => {
    const cancelled = new Set(listOf(given['cancelled']).map(textOf))
    const sent = new Set(listOf(given['sent']).map(textOf))
    const decimals = placesOfCurrency(textOf(given['currency']))
    const document = matchDocument(given)
    const goods = document.goods.map(({ imported, line }) => {
      const piecesFor = (isMeant: (id: string) => boolean): number =>
        imported.unitIds.filter(isMeant).length * piecesOf(imported)
      const live = piecesFor(id => !cancelled.has(id))
      // Of a line in parts, what is lost on its way must not be taken for what waits: that is to be shipped still.
      const lost = Math.min(
        line.fulfilled,
        piecesFor(id => cancelled.has(id) && sent.has(id)),
      )
      return { imported, line, live, pieces: Math.max(live + lost, line.fulfilled) }
    })
    const isWhole = goods.every(({ pieces }) => pieces === 0)
    const charges = document.charges.map(({ imported, line }) => {
      const left = chargeFor(imported, goods, decimals)
      return {
        line,
        left,
        fallsBy: sumOf([imported.amount, imported.tax]).minus(left.amount).minus(left.tax),
      }
    })
    // By the goods: NetSuite counts no quantity of some charges, such as discounts.
    const isBilled = goods.some(({ line }) => line.billed > 0)
    const changed = isWhole ? [] : charges.filter(({ line, fallsBy }) => !line.isClosed && !fallsBy.eq(0))

    const closed = [...document.goods, ...document.charges].flatMap(({ line }): JsonObject[] =>
      line.isClosed ? [] : [{ line: line.line, isClosed: true }],
    )
    const lowered = goods.flatMap(({ imported, line, pieces }): JsonObject[] => {
      if (line.isClosed || pieces >= line.quantity) return []
      const amount = partOf(imported.amount, pieces, imported, decimals)
      const tax =
        imported.tax === undefined
          ? undefined
          : partOf(imported.amount.plus(imported.tax), pieces, imported, decimals).minus(amount)
      return [
        {
          line: line.line,
          quantity: pieces,
          amount: amount.toFixed(decimals),
          ...(tax === undefined ? {} : { tax1Amt: tax.toFixed(decimals) }),
          ...(pieces === 0 ? { isClosed: true } : {}),
        },
      ]
    })
    const loweredCharges = (isBilled ? [] : changed).map(({ line, left }): JsonObject => {
      const amount = left.amount.toFixed(decimals)
      const tax = left.tax.eq(0) ? {} : { tax1Amt: left.tax.toFixed(decimals) }
      return { line: line.line, rate: amount, amount, ...tax }
    })
    const worth = sumOf(
      goods.map(({ imported, pieces }) =>
        worthOf(imported).minus(partOf(worthOf(imported), pieces, imported, decimals)),
      ),
    )
    return {
      answer: {
        // A whole order keeps its quantities, closed; of a part the closed lines must not count in the total.
        lines: isWhole ? closed : [...lowered, ...loweredCharges],
        discount: sumOf(
          goods.map(({ imported, pieces }) => partOf(imported.discount, pieces, imported, decimals)),
        ).toFixed(decimals),
        isWhole,
        refunds: addRefund(objectsOf(given['refunds']), isWhole ? amountOf(given['total']) : worth, decimals),
        tooLate: goods.reduce((count, { live, pieces }) => count + (pieces - live), 0),
        comingBack: addComingBack(
          objectsOf(given['comingBack']),
          goods.map(({ line, ...own }) => ({ ...own, line: line.line })),
          { charges: document.charges, shipping: amountOf(given['shipping']), decimals },
        ),
        // Negative where a discount was given for units that are gone.
        billedTooMuch: sumOf((isBilled ? changed : []).map(({ fallsBy }) => fallsBy)).toFixed(decimals),
      },
    }
  },
})

/** Refunds of a deposit: those decided before, and one of what else is cancelled by now. */
const addRefund = (
  before: readonly JsonObject[],
  cancelled: Big,
  decimals: number,
): readonly JsonObject[] => {
  const due = cancelled.minus(sumOf(before.map(({ amount }) => amountOf(amount))))
  return due.gt(0) ? [...before, { number: before.length + 1, amount: due.toFixed(decimals) }] : before
}
