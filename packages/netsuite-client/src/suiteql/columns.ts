import { z } from 'zod'

const text = z.union([z.string(), z.number()]).transform(String)

/**
 * Readers for SuiteQL's columns, which come as text. Add `.nullable()` where a column may be null.
 *
 * @example
 * z.object({ id: suiteQlColumn.id, isinactive: suiteQlColumn.boolean, foreigntotal: suiteQlColumn.decimal.nullable() })
 */
export const suiteQlColumn = {
  text,
  /** An internal id, kept as text. */
  id: text.pipe(z.string().regex(/^-?\d+$/)),
  /** A whole number. */
  integer: text.pipe(z.string().regex(/^-?\d+$/)).transform(Number),
  /** Money, rates and quantities, kept as decimal text so that no cent is lost. */
  decimal: text.pipe(z.string().regex(/^-?(\d+\.?\d*|\.\d+)$/)).transform(withLeadingZero),
  /** `T` or `F`. */
  boolean: z.enum(['T', 'F']).transform(letter => letter === 'T'),
} as const

/** Oracle writes a half as `.5`. */
function withLeadingZero(digits: string): string {
  return digits.replace(/^(-?)\./, '$10.').replace(/\.$/, '')
}
