import type { JsonObject } from '@tiktok-ns/flow-engine'
import { type RowReading, readRow } from '../read-row.js'
import type { ReadingRules } from '../reading-rules.js'

const totals = ['settlement', 'revenue', 'shipping_cost', 'fee_tax', 'adjustment']

/** What TikTok expects to settle for an order, read like a row of a statement: estimates have the same breakdowns. */
export const readEstimate = (estimate: JsonObject, rules: ReadingRules): RowReading =>
  readRow(
    {
      ...estimate,
      ...Object.fromEntries(
        totals.map(name => [`${name}_amount`, estimate[`est_${name}_amount`] ?? '0'] as const),
      ),
    },
    rules,
  )
