import { createRequire } from 'node:module'
import type LibsqlDatabase from 'libsql'
import { isJsonObject, type Json } from '../../json.js'
import { problems } from '../problem.js'
import type { RecordStore } from '../records/record-store.js'
import { suiteQlTables } from './tables.js'

/** SuiteQL over the records: a real SQL engine in memory, filled anew when records have changed. */
export interface SuiteQlEngine {
  handle(request: Request, url: URL): Promise<Response>
}

const maxRows = 100_000
const maxLimit = 1_000

export const createSuiteQlEngine = (store: RecordStore): SuiteQlEngine => {
  let database: LibsqlDatabase.Database | undefined
  let filledAt = -1

  /** Loaded when the first query comes: not every sandbox is asked one. */
  const filled = (): LibsqlDatabase.Database => {
    if (database !== undefined && filledAt === store.version) return database
    database?.close()
    const Database: typeof LibsqlDatabase = createRequire(import.meta.url)('libsql')
    database = new Database(':memory:')
    for (const [name, table] of Object.entries(suiteQlTables)) {
      // Comparison of texts is case-sensitive in SuiteQL, as it is in SQLite.
      database.exec(`CREATE TABLE ${quoteName(name)} (${table.columns.map(quoteName).join(', ')})`)
      const insert = database.prepare(
        `INSERT INTO ${quoteName(name)} VALUES (${table.columns.map(() => '?').join(', ')})`,
      )
      const rows = table.rows(store)
      database.transaction(() => {
        for (const row of rows) insert.run(...row)
      })()
      if (table.columns.includes('itemid'))
        database.exec(`CREATE INDEX "${name}_itemid" ON ${quoteName(name)} (itemid)`)
    }
    filledAt = store.version
    return database
  }

  return {
    handle: async (request, url) => {
      if (request.method !== 'POST') throw problems.wrongMethod()
      const prefer = request.headers.get('prefer') ?? ''
      if (!prefer.split(',').some(value => value.trim() === 'transient'))
        throw problems.wrongHeader('Prefer', 'Use "Prefer: transient".')
      const { limit, offset } = readPaging(url)
      const query = await readQuery(request)
      const rows = runQuery(filled(), query)
      return pageResponse(rows, limit, offset, url)
    },
  }
}

const quoteName = (name: string): string => `"${name}"`

const readPaging = ({ searchParams }: URL): { readonly limit: number; readonly offset: number } => {
  const limit = Number(searchParams.get('limit') ?? maxLimit)
  const offset = Number(searchParams.get('offset') ?? 0)
  if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit) {
    throw problems.wrongParameter('limit', `The limit must be a whole number from 1 to ${maxLimit}.`)
  }
  if (!Number.isInteger(offset) || offset < 0 || offset % limit !== 0) {
    throw problems.wrongParameter('offset', 'The offset must be divisible by the limit.')
  }
  return { limit, offset }
}

interface Query {
  readonly text: string
  readonly values: readonly (string | number | null)[]
}

const readQuery = async (request: Request): Promise<Query> => {
  const body = await request
    .text()
    .then((text): unknown => JSON.parse(text))
    .catch(() => undefined)
  if (!isJsonObject(body) || typeof body['q'] !== 'string') throw problems.malformedBody()
  const { params } = body
  const values = Array.isArray(params) ? params.map(toValue) : []
  return { text: body['q'], values }
}

const toValue = (value: Json): string | number | null => {
  if (typeof value === 'boolean') return value ? 'T' : 'F'
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

type Row = Readonly<Record<string, unknown>>

const runQuery = (database: LibsqlDatabase.Database, { text, values }: Query): readonly Row[] => {
  if (!/^\s*(SELECT|WITH)\b/i.test(text) || /\bLIMIT\b/i.test(withoutTexts(text))) {
    throw problems.wrongQuery('Search error occurred: Invalid or unsupported search')
  }
  try {
    const rows: unknown[] = database.prepare(toSqlite(text)).all(...values)
    return rows.filter((row): row is Row => typeof row === 'object' && row !== null).slice(0, maxRows)
  } catch (error) {
    throw problems.wrongQuery(explain(error instanceof Error ? error.message : String(error)))
  }
}

const withoutTexts = (text: string): string => text.replace(/'(?:[^']|'')*'/g, "''")

/** `SELECT TOP n` and `FETCH FIRST n ROWS ONLY` as SQLite says them. */
const toSqlite = (text: string): string => {
  const top = /^(\s*SELECT\s+)TOP\s+(\d+)\s+/i.exec(text)
  const body = top === null ? text : `${top[1] ?? ''}${text.slice(top[0].length)} LIMIT ${top[2] ?? ''}`
  return body.replace(/\bFETCH\s+FIRST\s+(\d+)\s+ROWS?\s+ONLY\s*$/i, 'LIMIT $1')
}

const explain = (message: string): string => {
  const table = /no such table: (\S+)/.exec(message)?.[1]
  if (table !== undefined) return `Search error occurred: Record '${table}' was not found.`
  const column = /no such column: (\S+)/.exec(message)?.[1]
  if (column !== undefined)
    return `Search error occurred: Unknown identifier '${column.split('.').at(-1) ?? column}'. Available identifiers are: {}`
  return 'Search error occurred: Invalid or unsupported search'
}

const pageResponse = (rows: readonly Row[], limit: number, offset: number, url: URL): Response => {
  const items = rows.slice(offset, offset + limit).map(toItem)
  const hasMore = offset + limit < rows.length
  const link = (rel: string, at: number) => ({
    rel,
    href: `${url.origin}${url.pathname}?limit=${limit}&offset=${at}`,
  })
  const lastOffset = Math.max(0, Math.floor((rows.length - 1) / limit) * limit)
  const links = [
    ...(offset > 0 ? [link('previous', offset - limit), link('first', 0)] : []),
    ...(hasMore ? [link('next', offset + limit), link('last', lastOffset)] : []),
    link('self', offset),
  ]
  const body = { links, count: items.length, hasMore, items, offset, totalResults: rows.length }
  return new Response(JSON.stringify(body), {
    headers: {
      'content-type': 'application/vnd.oracle.resource+json; type=collection; charset=UTF-8',
      'preference-applied': 'transient',
    },
  })
}

/** Keys in lower case and in order, every value a text, nulls left out. */
const toItem = (row: Row): Readonly<Record<string, unknown>> => ({
  links: [],
  ...Object.fromEntries(
    Object.entries(row)
      .filter(([, value]) => value !== null)
      .map(([name, value]): [string, string] => [name.toLowerCase(), String(value)])
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  ),
})
