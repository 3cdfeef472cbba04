import type { z } from 'zod'

/** The columns that a row's schema takes null for. Empty for a schema that is no plain object. */
export const nullableColumns = (row: z.ZodType): readonly string[] =>
  'shape' in row && typeof row.shape === 'object' && row.shape !== null
    ? Object.entries(row.shape).flatMap(([name, column]) => (takesNull(column) ? [name] : []))
    : []

// Not `instanceof`: the caller's zod may be another copy.
const takesNull = (column: unknown): boolean =>
  typeof column === 'object' &&
  column !== null &&
  'safeParse' in column &&
  typeof column.safeParse === 'function' &&
  column.safeParse(null).success === true

/** A row with null in the columns that NetSuite left out because they are null. */
export const restoreNulls = (
  raw: Readonly<Record<string, unknown>>,
  columns: readonly string[],
): Readonly<Record<string, unknown>> => {
  const missing = columns.filter(name => !(name in raw))
  return missing.length === 0 ? raw : { ...Object.fromEntries(missing.map(name => [name, null])), ...raw }
}
