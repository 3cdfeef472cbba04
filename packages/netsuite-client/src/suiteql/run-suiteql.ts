import { ApiError } from '@tiktok-ns/client-kit'
import { z } from 'zod'
import type { RecordCallOptions } from '../records/records.js'
import type { Caller } from '../transport/caller.js'
import { bindParameters, type SuiteQlValue } from './bind-parameters.js'
import { nullableColumns, restoreNulls } from './restore-nulls.js'

export interface SuiteQlOptions<Row extends z.ZodType> extends RecordCallOptions {
  /** Values for the `?` of the query, in order. Never join them into the text yourself. */
  readonly parameters?: readonly SuiteQlValue[]
  /**
   * What a row looks like: column names in lower case, values as text (`suiteQlColumn` reads them). NetSuite leaves columns that
   * are null out of a row; where the schema takes null, they are put back as null.
   */
  readonly row: Row
  /** Rows a page, at most 1,000, which is the default. */
  readonly pageSize?: number
  /**
   * A column of the query that is a whole number and differs in every row, such as `id`. With it the rows come in its order, each
   * page starts where the last one ended, and there is no end at 100,000 rows. The query itself then has no ORDER BY.
   */
  readonly key?: string
}

export interface SuiteQl {
  /**
   * The rows of a query, one by one; pages are read as they are needed.
   *
   * NetSuite runs the query again for each page: without a `key`, order it by something unique. It then gives 100,000 rows at
   * most; past that this fails rather than leave rows out.
   *
   * @see "Executing SuiteQL Queries Through REST Web Services", SuiteTalk REST Web Services API Guide
   */
  query<Row extends z.ZodType>(text: string, options: SuiteQlOptions<Row>): AsyncGenerator<z.output<Row>>
}

const page = z.looseObject({ items: z.array(z.looseObject({})), hasMore: z.boolean() })

type RawRow = Readonly<Record<string, unknown>>

const maxRows = 100_000

export const createSuiteQl = (call: Caller): SuiteQl => {
  const readPage = async (
    q: string,
    limit: number,
    offset: number,
    options: RecordCallOptions,
  ): Promise<z.infer<typeof page>> => {
    const { body } = await call({
      method: 'POST',
      path: '/query/v1/suiteql',
      query: { limit, offset },
      headers: { prefer: 'transient' },
      body: { q },
      repeatable: true, // it only reads
      ...options,
    })
    return parse(page, body, 'page')
  }

  return {
    async *query(text, { parameters = [], row, pageSize = 1_000, key, signal, priority, caller }) {
      if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > 1_000)
        throw new TypeError(`pageSize is ${pageSize}; NetSuite takes 1 to 1,000`)
      const q = bindParameters(text, parameters)
      const columns = nullableColumns(row)
      const options = { signal, priority, caller }
      let last: bigint | undefined
      for (let offset = 0; ; offset += pageSize) {
        if (key === undefined && offset >= maxRows) throw tooManyRows()
        const { items, hasMore } =
          key === undefined
            ? await readPage(q, pageSize, offset, options)
            : await readPage(afterKey(q, key, last), pageSize, 0, options)
        for (const { links: _, ...raw } of items) {
          if (key !== undefined) last = nextKey(raw, key, last)
          yield parse(row, restoreNulls(raw, columns), 'row')
        }
        if (!hasMore) return
        if (items.length === 0) throw emptyPage()
      }
    },
  }
}

const columnName = /^[A-Za-z][A-Za-z0-9_]*$/

/** The rows of a query that come after a key, in its order. */
const afterKey = (q: string, key: string, last: bigint | undefined): string => {
  if (!columnName.test(key)) throw new TypeError(`"${key}" is no column name`)
  const where = last === undefined ? '' : ` WHERE ${key} > ${last}`
  return `SELECT * FROM (${q}\n)${where} ORDER BY ${key}`
}

/** @throws ApiError when a row does not move on, because it would be read again for ever. */
const nextKey = (raw: RawRow, key: string, last: bigint | undefined): bigint => {
  const text = String(raw[key.toLowerCase()] ?? '')
  const value = /^-?\d+$/.test(text) ? BigInt(text) : undefined
  if (value !== undefined && (last === undefined || value > last)) return value
  throw new ApiError({
    kind: 'invalid',
    message: `The key column ${key} is "${text}" after ${last ?? 'the start'}: it has to be a whole number that grows from row to row`,
    hint: 'Select a unique id under this name, or leave key out.',
    request,
  })
}

const request = 'POST /services/rest/query/v1/suiteql'

const parse = <Shape extends z.ZodType>(shape: Shape, value: unknown, what: string): z.output<Shape> => {
  const parsed = shape.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new ApiError({
    kind: 'unavailable',
    message: `A SuiteQL ${what} is not as expected at ${issue?.path.join('.') || 'the top'}: ${issue?.message ?? 'wrong shape'}`,
    hint: 'Columns that are null are left out of a row: make them nullable or optional. If the page is malformed, read it again.',
    request,
  })
}

const tooManyRows = (): ApiError =>
  new ApiError({
    kind: 'too-large',
    message: `The query has more than ${maxRows} rows, and NetSuite gives no more`,
    hint: "Name a unique whole-number column as key, for example key: 'id'.",
    request,
  })

const emptyPage = (): ApiError =>
  new ApiError({
    kind: 'unavailable',
    message: 'NetSuite says there are more rows, and gives none',
    hint: 'Run the query again.',
    request,
  })
