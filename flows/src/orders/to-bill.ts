import { defineHook, type JsonObject } from '@tiktok-ns/flow-engine'
import { placesOfCurrency } from '../currency-places.js'
import { matchDocument, partBetween, partOf } from './match-lines.js'
import { sumOf, textOf } from './read-json.js'

/**
 * What of a sales order is shipped and not billed yet, and the seller's discount that belongs to it. NetSuite would divide the
 * discount by value; here each unit brings its own, so that parts add up to what was agreed. Lines for all of the order, such as
 * shipping, are on its first bill.
 */
export const toBillHook = defineHook({
  over: 'record',
  summary: 'What of a sales order is shipped and not billed, with the discount that belongs to it.',
  arguments: {
    type: 'object',
    required: ['imported', 'lines'],
    additionalProperties: false,
    properties: {
      imported: { type: 'array' },
      charges: { type: 'array' },
      lines: { type: 'array' },
      currency: { type: 'string' },
    },
  },
  answer: {
    type: 'object',
    properties: {
      lines: { type: 'array', items: { type: 'object' } },
      discount: { type: 'string' },
      hasDiscount: { type: 'boolean' },
      upTo: { type: 'integer' },
      pieces: { type: 'integer' },
      isComplete: { type: 'boolean' },
    },
  },
  run: ({ arguments: given }) => {
    const decimals = placesOfCurrency(textOf(given['currency']))
    const { goods, charges } = matchDocument(given)
    const open = goods.map(({ imported, line }) => ({
      imported,
      line,
      pieces: Math.max(0, line.fulfilled - line.billed),
    }))
    const discount = sumOf(
      open.map(({ imported, line, pieces }) =>
        // From the running sum, so that parts of a line add up to its discount.
        partOf(imported.discount, line.billed + pieces, imported, decimals).minus(
          partOf(imported.discount, line.billed, imported, decimals),
        ),
      ),
    )
    // By the goods: NetSuite counts no quantity of some charges, such as discounts.
    const isFirst = goods.every(({ line }) => line.billed === 0)
    return {
      answer: {
        lines: [
          ...open.flatMap(({ imported, line, pieces }): JsonObject[] =>
            pieces > 0
              ? [
                  {
                    orderLine: line.line,
                    quantity: pieces,
                    // NetSuite divides a price by itself, and does it right where no tax is inside.
                    ...(imported.tax === undefined
                      ? {}
                      : partBetween(imported, { from: line.billed, to: line.billed + pieces }, decimals)),
                  },
                ]
              : [],
          ),
          ...charges.flatMap(({ line }): JsonObject[] =>
            isFirst && !line.isClosed ? [{ orderLine: line.line }] : [],
          ),
        ],
        discount: discount.toFixed(decimals),
        hasDiscount: goods.some(({ imported }) => imported.discount.gt(0)),
        pieces: open.reduce((sum, { pieces }) => sum + pieces, 0),
        isComplete: open.every(({ line }) => line.isClosed || line.fulfilled >= line.quantity),
        // Names the bill: how much of the order is billed once it is made.
        upTo: goods.reduce((sum, { line }) => sum + Math.max(line.fulfilled, line.billed), 0),
      },
    }
  },
})
