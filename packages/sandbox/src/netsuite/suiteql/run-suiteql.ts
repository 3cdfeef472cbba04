import { randomUUID } from 'node:crypto'
import { isJsonObject, type Json } from '../../json.js'
import type { Account } from '../account.js'
import { problems } from '../problem.js'
import { findRecordType, type RecordType } from '../records/record-types.js'
import { createMirror, sourceColumn } from './mirror.js'
import type { Cell, Database } from './open-database.js'
import { readPaging } from './paging.js'
import { dateMark, shownDate, sqlMoment } from './sql-dates.js'
import { broken, dateColumns, notExposed, tableTypes } from './suiteql-tables.js'
import { type TranslatedQuery, translate } from './translate.js'

/** SuiteQL over the records: a real SQL engine in memory. */
export interface SuiteQlEngine {
  /**
   * Answers a query.
   *
   * @param maySee whether who asks may see records of a type: tables of other types are not there
   */
  handle(request: Request, url: URL, nowMs: number, maySee?: (type: RecordType) => boolean): Promise<Response>
}

const maxRows = 100_000

export const createSuiteQlEngine = ({ store, books, settings }: Account): SuiteQlEngine => {
  const mirror = createMirror(store, books, settings.timeZone)

  const checkWords = (words: ReadonlySet<string>, maySee: (type: RecordType) => boolean): void => {
    for (const word of words) {
      if (broken.has(word)) throw problems.unexpected(randomUUID())
      const owner = notExposed[word]
      if (owner !== undefined && words.has(owner))
        throw problems.wrongQuery(
          `Search error occurred: Field '${word}' for record '${owner}' was not found. Reason: NOT_EXPOSED`,
        )
      const type = mirror.hasTable(word) ? findRecordType(tableTypes[word] ?? word) : undefined
      if (type !== undefined && !maySee(type)) throw notFound(word)
      if (word.startsWith('_') || word.startsWith('sqlite_')) throw notFound(word)
    }
  }

  return {
    handle: async (request, url, nowMs, maySee = () => true) => {
      if (request.method !== 'POST') throw problems.wrongMethod()
      const prefer = request.headers.get('prefer') ?? ''
      if (!prefer.split(',').some(value => value.trim() === 'transient'))
        throw problems.wrongHeader('Prefer', 'Use "Prefer: transient".')
      const paging = readPaging(url)
      const { text, values } = await readQuery(request)
      const query = translate(text, { now: sqlMoment(nowMs, settings.timeZone), dateColumns })
      checkWords(query.words, maySee)
      const tables = query.sql.includes('_display') ? new Set([...query.words, '_display']) : query.words
      try {
        return pageResponse(readPage(mirror.withTables(tables), query, values, paging), paging, url)
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
): Page => {
  const most = Math.min(query.limit ?? maxRows, maxRows)
  const limit = Math.max(0, Math.min(paging.limit, most - paging.offset))
  const rows = database
    .prepare(`${query.sql} LIMIT ${limit} OFFSET ${paging.offset}`)
    .all(...values)
    .filter((row): row is Row => typeof row === 'object' && row !== null)
  if (rows.length > 0 && rows.length < limit) return { rows, total: paging.offset + rows.length }
  const [counted] = database
    .prepare(`SELECT COUNT(*) AS total FROM (${query.sql} LIMIT ${most})`)
    .all(...values)
    .filter((row): row is Row => typeof row === 'object' && row !== null)
  return { rows, total: Number(counted?.['total'] ?? 0) }
}

const notFound = (table: string) =>
  problems.wrongQuery(`Search error occurred: Record '${table}' was not found.`)

const explained = (error: unknown, { words }: TranslatedQuery): unknown => {
  const message = error instanceof Error ? error.message : String(error)
  const table = /no such table: (\S+)/.exec(message)?.[1]
  if (table !== undefined) return notFound(table)
  const column = /no such column: (\S+)/.exec(message)?.[1]?.split('.').at(-1)
  if (column !== undefined) {
    const known = [...words].filter(word => tableTypes[word] !== undefined || word === 'transaction')
    const identifiers = known.map(name => `${name}=${name}`).join(', ')
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
