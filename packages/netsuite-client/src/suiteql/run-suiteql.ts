import { ApiError } from '@tiktok-ns/client-kit'
import { z } from 'zod'
import type { RecordCallOptions } from '../records/records.js'
import type { Caller } from '../transport/caller.js'
import { bindParameters, type SuiteQlValue } from './bind-parameters.js'

export interface SuiteQlOptions<Row extends z.ZodType> extends RecordCallOptions {
  /** Values for the `?` of the query, in order. Never join them into the text yourself. */
  readonly parameters?: readonly SuiteQlValue[]
  /** What a row looks like. All values come as text, and columns that are null are left out. */
  readonly row: Row
  /** Rows a page, at most 1,000. */
  readonly pageSize?: number
}

export interface SuiteQl {
  /**
   * The rows of a query, one by one; pages are read as they are needed.
   *
   * NetSuite runs the query again for each page, so order it by something unique. It gives 100,000 rows at most; past that this
   * fails rather than leave rows out.
   *
   * @see "Executing SuiteQL Queries Through REST Web Services", SuiteTalk REST Web Services API Guide
   */
  query<Row extends z.ZodType>(text: string, options: SuiteQlOptions<Row>): AsyncGenerator<z.infer<Row>>
}

const page = z.looseObject({ items: z.array(z.looseObject({})), hasMore: z.boolean() })

const maxRows = 100_000

export const createSuiteQl = (call: Caller): SuiteQl => ({
  async *query(text, { parameters = [], row, pageSize = 1_000, signal, priority }) {
    const q = bindParameters(text, parameters)
    for (let offset = 0; ; offset += pageSize) {
      if (offset >= maxRows) throw tooManyRows()
      const { body } = await call({
        method: 'POST',
        path: '/query/v1/suiteql',
        query: { limit: pageSize, offset },
        headers: { prefer: 'transient' },
        body: { q },
        repeatable: true, // it only reads
        signal,
        priority,
      })
      const { items, hasMore } = parse(page, body, 'page')
      for (const { links: _, ...columns } of items) yield parse(row, columns, 'row')
      if (!hasMore) return
    }
  },
})

const parse = <Shape extends z.ZodType>(shape: Shape, value: unknown, what: string): z.infer<Shape> => {
  const parsed = shape.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new ApiError({
    kind: 'unavailable',
    message: `A SuiteQL ${what} is not as expected at ${issue?.path.join('.') || 'the top'}: ${issue?.message ?? 'wrong shape'}`,
    hint: 'Columns that are null are left out of a row: make them optional. If the page is malformed, read it again.',
    request: 'POST /services/rest/query/v1/suiteql',
  })
}

const tooManyRows = (): ApiError =>
  new ApiError({
    kind: 'too-large',
    message: `The query has more than ${maxRows} rows, and NetSuite gives no more`,
    hint: 'Read it in parts, for example WHERE id > ? ORDER BY id.',
    request: 'POST /services/rest/query/v1/suiteql',
  })
