import { defineHook, type JsonObject } from '@tiktok-ns/flow-engine'
import Big from 'big.js'
import { matchLines, partOf, piecesOf, readImportedLine, readOrderLine } from './match-lines.js'
import { listOf, objectsOf, sumOf, textOf } from './read-json.js'

/**
 * What cancelled units do to a sales order: lines that are left with less, lines that are closed, and units that cannot be taken
 * back because they have been shipped.
 */
export const toClosingHook = defineHook({
  over: 'record',
  summary:
    "What cancelled units do to a sales order's lines, and which of them come too late because NetSuite has shipped them.",
  arguments: {
    type: 'object',
    required: ['imported', 'lines', 'cancelled'],
    additionalProperties: false,
    properties: {
      imported: { type: 'array' },
      lines: { type: 'array' },
      cancelled: { type: 'array' },
      decimals: { type: 'integer' },
    },
  },
  answer: {
    type: 'object',
    properties: {
      lines: { type: 'array', items: { type: 'object' } },
      discount: { type: 'string' },
      isWhole: { type: 'boolean' },
      value: { type: 'string' },
      tooLate: { type: 'integer' },
    },
  },
  run: ({ arguments: given }) => {
    const cancelled = new Set(listOf(given['cancelled']).map(textOf))
    const decimals = Number(textOf(given['decimals']) || '2')
    const matched = matchLines(
      objectsOf(given['imported']).map(readImportedLine),
      objectsOf(given['lines']).map(readOrderLine),
    ).map(({ imported, line }) => {
      const live = imported.unitIds.filter(id => !cancelled.has(id)).length * piecesOf(imported)
      return { imported, line, live, kept: Math.max(live, line.fulfilled) }
    })
    const isWhole = matched.every(({ kept }) => kept === 0)
    const changes = matched.flatMap(({ imported, line, kept }): JsonObject[] => {
      if (line.isClosed || kept >= line.quantity) return []
      // A whole order keeps its quantities, closed; of a part the closed lines must not count in the total.
      if (isWhole) return [{ line: line.line, isClosed: true }]
      const amount = partOf(imported.amount, kept, imported, decimals)
      const tax =
        imported.tax === undefined
          ? undefined
          : partOf(imported.amount.plus(imported.tax), kept, imported, decimals).minus(amount)
      return [
        {
          line: line.line,
          quantity: kept,
          amount: amount.toFixed(decimals),
          ...(tax === undefined ? {} : { tax1Amt: tax.toFixed(decimals) }),
          ...(kept === 0 ? { isClosed: true } : {}),
        },
      ]
    })
    const shares = matched.map(({ imported, kept }) => ({
      discount: partOf(imported.discount, kept, imported, decimals),
      value: partOf(
        imported.amount.plus(imported.tax ?? 0).minus(imported.discount),
        imported.quantity - kept,
        imported,
        decimals,
      ),
    }))
    const tooLate = matched.reduce((count, { live, kept }) => count + (kept - live), 0)
    return {
      answer: {
        lines: changes,
        discount: sumOf(shares.map(({ discount }) => discount)).toFixed(decimals),
        isWhole,
        value: sumOf(shares.map(({ value }) => value)).toFixed(decimals),
        tooLate: new Big(tooLate).toNumber(),
      },
    }
  },
})
