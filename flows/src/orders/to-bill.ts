import { defineHook, type JsonObject } from '@tiktok-ns/flow-engine'
import { matchLines, partOf, readImportedLine, readOrderLine } from './match-lines.js'
import { objectsOf, sumOf, textOf } from './read-json.js'

/**
 * What of a sales order is shipped and not billed yet, and the seller's discount that belongs to it. NetSuite would divide the
 * discount by value; here each unit brings its own, so that parts add up to what was agreed.
 */
export const toBillHook = defineHook({
  over: 'record',
  summary: 'What of a sales order is shipped and not billed, with the discount that belongs to it.',
  arguments: {
    type: 'object',
    required: ['imported', 'lines'],
    additionalProperties: false,
    properties: { imported: { type: 'array' }, lines: { type: 'array' }, decimals: { type: 'integer' } },
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
    const decimals = Number(textOf(given['decimals']) || '2')
    const lines = objectsOf(given['lines']).map(readOrderLine)
    const imported = objectsOf(given['imported']).map(readImportedLine)
    const open = matchLines(imported, lines).map(({ imported: own, line }) => ({
      own,
      line,
      pieces: Math.max(0, line.fulfilled - line.billed),
    }))
    const discount = sumOf(
      open.map(({ own, line, pieces }) =>
        // From the running sum, so that parts of a line add up to its discount.
        partOf(own.discount, line.billed + pieces, own, decimals).minus(
          partOf(own.discount, line.billed, own, decimals),
        ),
      ),
    )
    const billLines = open.flatMap(({ line, pieces }): JsonObject[] =>
      pieces > 0 ? [{ orderLine: line.line, quantity: pieces }] : [],
    )
    return {
      answer: {
        lines: billLines,
        discount: discount.toFixed(decimals),
        hasDiscount: imported.some(own => own.discount.gt(0)),
        pieces: open.reduce((sum, { pieces }) => sum + pieces, 0),
        isComplete: open.every(({ line }) => line.isClosed || line.fulfilled >= line.quantity),
        // Names the bill: how much of the order is billed once it is made.
        upTo: lines.reduce((sum, line) => sum + Math.max(line.fulfilled, line.billed), 0),
      },
    }
  },
})
