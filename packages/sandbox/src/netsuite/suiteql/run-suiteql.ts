import { randomUUID } from 'node:crypto'
import { isJsonObject, type Json } from '../../json.js'
import type { Account } from '../account.js'
import { problems } from '../problem.js'
import { findRecordType, type RecordType } from '../records/record-types.js'
import { displayTablesIn } from './display-tables.js'
import { createMirror, type Mirror } from './mirror.js'
import type { NamesInQuery } from './names-in-query.js'
import { narrowRows } from './narrow-rows.js'
import type { Cell, Database } from './open-database.js'
import { readPaging } from './paging.js'
import { dateMark, shownDate, sqlMoment } from './sql-dates.js'
import { sourceColumn } from './sql-table.js'
import { broken, dateColumns, notExposed, tableTypes } from './suiteql-tables.js'
import { type TranslatedQuery, translate } from './translate.js'

/** SuiteQL over the records: a real SQL engine in memory. */
export interface SuiteQlEngine {
  /**
   * Answers a query.
   *
   * @param maySee whether who asks may see records of a type: tables of other types are not there, nor are rows of tables that
   * hold several types
   */
  handle(request: Request, url: URL, nowMs: number, maySee?: (type: RecordType) => boolean): Promise<Response>
  /** Makes the tables that most queries need bit by bit, see `Mirror`. */
  prepare(): Generator<undefined>
}

const maxRows = 100_000

export const createSuiteQlEngine = ({ store, books, settings, deletions }: Account): SuiteQlEngine => {
  const { customFields, customRecords, timeZone } = settings
  const mirror = createMirror({
    store,
    books,
    timeZone,
    deletions,
    ...(customFields === undefined ? {} : { customFields: new Set(customFields.map(({ id }) => id)) }),
    ...(customRecords === undefined ? {} : { customRecords: new Set(customRecords.map(({ id }) => id)) }),
  })
  const counts = createCounts(mirror)

  const checkNames = ({ words, tables }: NamesInQuery, maySee: (type: RecordType) => boolean): void => {
    for (const word of words) {
      if (broken.has(word)) throw problems.unexpected(randomUUID())
      const owner = notExposed[word]
      if (owner !== undefined && words.has(owner))
        throw problems.wrongQuery(
          `Search error occurred: Field '${word}' for record '${owner}' was not found. Reason: NOT_EXPOSED`,
        )
      if (word.startsWith('_') || word.startsWith('sqlite_')) throw notFound(word)
    }
    for (const table of tables) {
      const type = mirror.hasTable(table) ? findRecordType(tableTypes[table] ?? table) : undefined
      if (type !== undefined && !maySee(type)) throw notFound(table)
    }
  }

  return {
    prepare: () => mirror.prepare(),
    handle: async (request, url, nowMs, maySee = () => true) => {
      if (request.method !== 'POST') throw problems.wrongMethod()
      const prefer = request.headers.get('prefer') ?? ''
      if (!prefer.split(',').some(value => value.trim() === 'transient'))
        throw problems.wrongHeader('Prefer', 'Use "Prefer: transient".')
      const paging = readPaging(url)
      const { text, values } = await readQuery(request)
      const query = translate(text, { now: sqlMoment(nowMs, timeZone), dateColumns })
      checkNames(query, maySee)
      const { sql, tables, hidden } = narrowRows(query.sql, query.tables, maySee)
      if (hidden !== undefined) throw notFound(hidden)
      const narrowed = { ...query, sql, tables: new Set([...tables, ...displayTablesIn(sql)]) }
      try {
        const database = mirror.withTables(narrowed)
        return pageResponse(readPage(database, narrowed, values, paging, counts), paging, url)
      } catch (error) {
        throw explained(error, query)
      }
    },
  }
}

interface Paging {
  readonly limit: number
  readonly offset: number
}

interface Query {
  readonly text: string
  readonly values: readonly Cell[]
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

const toValue = (value: Json): Cell => {
  if (typeof value === 'boolean') return value ? 'T' : 'F'
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

type Row = Readonly<Record<string, unknown>>

interface Page {
  readonly rows: readonly Row[]
  readonly total: number
}

/** One page, and how many rows there are: a page that is not full tells, otherwise they are counted. */
const readPage = (
  database: Database,
  query: TranslatedQuery,
  values: readonly Cell[],
  paging: Paging,
  counts: Counts,
): Page => {
  const most = Math.min(query.limit ?? maxRows, maxRows)
  const limit = Math.max(0, Math.min(paging.limit, most - paging.offset))
  const rows = database
    .prepare(`${query.sql} LIMIT ${limit} OFFSET ${paging.offset}`)
    .all(...values)
    .filter((row): row is Row => typeof row === 'object' && row !== null)
  if (rows.length > 0 && rows.length < limit) return { rows, total: paging.offset + rows.length }
  const total = counts.of(JSON.stringify([query.sql, most, values]), () => {
    const [counted] = database
      .prepare(`SELECT COUNT(*) AS total FROM (${query.sql} LIMIT ${most})`)
      .all(...values)
      .filter((row): row is Row => typeof row === 'object' && row !== null)
    return Number(counted?.['total'] ?? 0)
  })
  return { rows, total }
}

/** How many rows queries have: counted with their first page, and again once anything has changed. */
interface Counts {
  of(query: string, count: () => number): number
}

const createCounts = (mirror: Mirror): Counts => {
  const known = new Map<string, number>()
  let revision = mirror.revision
  return {
    of: (query, count) => {
      if (revision !== mirror.revision || known.size > 1_000) known.clear()
      revision = mirror.revision
      const total = known.get(query) ?? count()
      known.set(query, total)
      return total
    },
  }
}

const notFound = (table: string) =>
  problems.wrongQuery(`Search error occurred: Record '${table}' was not found.`)

const explained = (error: unknown, { tables }: TranslatedQuery): unknown => {
  const message = error instanceof Error ? error.message : String(error)
  const table = /no such table: (\S+)/.exec(message)?.[1]
  if (table !== undefined) return notFound(table)
  const column = /no such column: (\S+)/.exec(message)?.[1]?.split('.').at(-1)
  if (column !== undefined) {
    const identifiers = [...tables].map(name => `${name}=${name}`).join(', ')
    return problems.wrongQuery(
      `Search error occurred: Unknown identifier '${column}'. Available identifiers are: {${identifiers}}`,
    )
  }
  if (/SQL|syntax|misuse|aggregate|ambiguous|function|argument|binding|parameter|column/i.test(message))
    return problems.wrongQuery('Search error occurred: Invalid or unsupported search')
  return error
}

const pageResponse = ({ rows, total }: Page, { limit, offset }: Paging, url: URL): Response => {
  const items = rows.map(toItem)
  const hasMore = offset + limit < total
  const link = (rel: string, at: number) => ({
    rel,
    href: `${url.origin}${url.pathname}?limit=${limit}&offset=${at}`,
  })
  const lastOffset = Math.max(0, Math.floor((total - 1) / limit) * limit)
  const self =
    total <= limit && url.search === ''
      ? { rel: 'self', href: `${url.origin}${url.pathname}`, method: 'POST' }
      : link('self', offset)
  const links = [
    ...(offset > 0 ? [link('previous', offset - limit), link('first', 0)] : []),
    ...(hasMore ? [link('next', offset + limit), link('last', lastOffset)] : []),
    self,
  ]
  const body = { links, count: items.length, hasMore, items, offset, totalResults: total }
  return new Response(JSON.stringify(body), {
    headers: {
      'content-type': 'application/vnd.oracle.resource+json; type=collection; charset=UTF-8',
      'preference-applied': 'transient',
    },
  })
}

/** Keys in lower case and in order, every value a text, nulls left out, dates as the account shows them. */
const toItem = (row: Row): Readonly<Record<string, unknown>> => ({
  links: [],
  ...Object.fromEntries(
    Object.entries(row)
      .filter(([name, value]) => value !== null && name !== sourceColumn)
      .map(([name, value]): [string, string] => [name.toLowerCase(), shown(value)])
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  ),
})

const shown = (value: unknown): string =>
  typeof value === 'string' && value.startsWith(dateMark) ? shownDate(value) : String(value)
