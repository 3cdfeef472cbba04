import { problems } from '../problem.js'
import { displayed } from './displayed.js'
import { type NamesInQuery, namesInQuery } from './names-in-query.js'
import { dateLiteral, dateMark } from './sql-dates.js'
import {
  daysBetween,
  literalText,
  relativeRange,
  type Sql,
  shifted,
  sqlFunctions,
  sysdate,
} from './sql-functions.js'
import { type Token, tokenize } from './tokenize.js'

/** A query in SQLite's words. */
export interface TranslatedQuery extends NamesInQuery {
  readonly sql: string
  /** Rows at most, where the query says so (TOP, FETCH FIRST, ROWNUM). */
  readonly limit: number | undefined
}

export interface TranslateOptions {
  /** `SYSDATE`, as the database keeps dates. */
  readonly now: string
  /** Columns that hold dates, in lower case. */
  readonly dateColumns: ReadonlySet<string>
}

const unsupported = () => problems.wrongQuery('Search error occurred: Invalid or unsupported search')

/** What SQLite knows and SuiteQL does not. */
const refused = new Set(
  'LIMIT OFFSET NOW CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP PRAGMA ATTACH INSERT UPDATE DELETE DROP CREATE ALTER GLOB ROWID SQLITE_MASTER SQLITE_SCHEMA'.split(
    ' ',
  ),
)

/** @throws Problem when the query is not one that SuiteQL runs */
export const translate = (query: string, options: TranslateOptions): TranslatedQuery => {
  const tokens = tokenize(query)
  const first = tokens[0]?.text.toUpperCase()
  if (first !== 'SELECT' && first !== 'WITH') throw unsupported()
  if (tokens.some(({ kind, text }) => (kind === 'word' && refused.has(text.toUpperCase())) || text === ';'))
    throw unsupported()
  const { rest, limit } = withoutLimit(tokens)
  return { sql: createRewriter(rest, options).all(), limit, ...namesInQuery(tokens) }
}

/** Takes out what limits the whole query; the rows are counted off when they are read. */
const withoutLimit = (
  tokens: readonly Token[],
): { readonly rest: readonly Token[]; readonly limit: number | undefined } => {
  const upper = tokens.map(({ text }) => text.toUpperCase())
  if (upper[1] === 'TOP')
    return { rest: [...tokens.slice(0, 1), ...tokens.slice(3)], limit: Number(upper[2]) }
  const fetch = upper.lastIndexOf('FETCH')
  if (fetch > 0 && /^FETCH (FIRST|NEXT) \d+ ROWS? ONLY$/.test(upper.slice(fetch).join(' ')))
    return { rest: tokens.slice(0, fetch), limit: Number(upper[fetch + 2]) }
  const row = upper.indexOf('ROWNUM')
  // ROWNUM counts before ORDER BY sorts, so the two in one query mean something that only a subquery says here.
  if (row > 0 && !upper.slice(row).includes('ORDER') && /^(<|<=|=)$/.test(upper[row + 1] ?? '')) {
    const count = Number(upper[row + 2]) - (upper[row + 1] === '<' ? 1 : 0)
    const always: Token[] = [
      { kind: 'number', text: '1' },
      { kind: 'sign', text: '=' },
      { kind: 'number', text: '1' },
    ]
    return { rest: [...tokens.slice(0, row), ...always, ...tokens.slice(row + 3)], limit: count }
  }
  return { rest: tokens, limit: undefined }
}

/** SQLite takes `transaction` for a word of its own. */
const asName = (word: string): string => (/^transaction$/i.test(word) ? `"${word}"` : word)

const createRewriter = (tokens: readonly Token[], { now, dateColumns }: TranslateOptions) => {
  let place = 0
  const textAt = (offset = 0): string => tokens[place + offset]?.text ?? ''
  const upperAt = (offset = 0): string => textAt(offset).toUpperCase()

  /** Everything up to the end, a comma or a closing bracket of this level. */
  const sequence = (stopsAtComma: boolean): Sql => {
    const parts: Sql[] = []
    while (place < tokens.length && textAt() !== ')' && !(stopsAtComma && textAt() === ','))
      parts.push(term())
    return {
      sql: parts.map(({ sql }) => sql).join(' '),
      isDate: parts.length === 1 && parts[0]?.isDate === true,
    }
  }

  /** A unit, with the days that are added to it when it is a date. */
  const term = (): Sql => {
    let left = unit()
    while (left.isDate === true && (textAt() === '+' || textAt() === '-')) {
      const sign = textAt()
      place += 1
      let right = unit()
      while (textAt() === '*' || textAt() === '/') {
        const times = textAt()
        place += 1
        // Days are divided into hours: not as whole numbers.
        right = { sql: `${right.sql}${times === '/' ? '*1.0/' : '*'}${unit().sql}` }
      }
      left = right.isDate === true ? daysBetween(left.sql, right.sql) : shifted(left.sql, sign, right.sql)
    }
    return left
  }

  const unit = (): Sql => {
    const token = tokens[place]
    if (token === undefined) throw unsupported()
    place += 1
    if (token.text === '(') {
      const inner = sequence(false)
      const commas: string[] = []
      while (textAt() === ',') {
        place += 1
        commas.push(sequence(false).sql)
      }
      place += 1
      return { sql: `(${[inner.sql, ...commas].join(', ')})`, isDate: inner.isDate === true }
    }
    if (token.kind === 'text') return comparedText(token.text)
    if (token.kind !== 'word' && token.kind !== 'quoted') return { sql: token.text }
    return token.text.toUpperCase() === 'BUILTIN' && textAt() === '.' ? builtIn() : named(token)
  }

  /** A bare text is a date where it has the account's format and is compared. */
  const comparedText = (text: string): Sql => {
    const before = tokens[place - 2]?.text.toUpperCase() ?? ''
    const date = /^(=|<>|!=|<|>|<=|>=|BETWEEN|AND)$/.test(before) ? dateLiteral(text.slice(1, -1)) : undefined
    return date === undefined ? { sql: text } : { sql: `(${date})`, isDate: true }
  }

  const named = (token: Token): Sql => {
    const word = token.text.toUpperCase()
    if (word === 'SYSDATE') return sysdate(now)
    if (word === 'MINUS') return { sql: 'EXCEPT' }
    if (textAt() === '(' && token.kind === 'word') {
      const rule = sqlFunctions[word]
      if (rule === undefined) return { sql: token.text }
      const distinct = upperAt(1) === 'DISTINCT'
      const args = argumentsOf()
      const made =
        distinct && word === 'LISTAGG' ? { sql: `group_concat(${args[0]?.sql ?? ''})` } : rule(args)
      if (made === undefined) throw unsupported()
      if (word === 'LISTAGG' && upperAt() === 'WITHIN') skipGroupOrder()
      return made
    }
    return column(token.text)
  }

  const column = (first: string): Sql => {
    let path = asName(first)
    while (textAt() === '.' && tokens[place + 1] !== undefined) {
      path += `.${asName(textAt(1))}`
      place += 2
    }
    const name = path.split('.').at(-1)?.replaceAll('"', '').toLowerCase() ?? ''
    return { sql: path, isDate: dateColumns.has(name) }
  }

  /** `WITHIN GROUP (ORDER BY ...)`: texts are joined in the order of the rows. */
  const skipGroupOrder = (): void => {
    place += 2
    argumentsOf()
  }

  const argumentsOf = (): readonly Sql[] => {
    place += 1
    const args: Sql[] = []
    while (place < tokens.length && textAt() !== ')') {
      args.push(sequence(true))
      if (textAt() === ',') place += 1
    }
    place += 1
    return args
  }

  const builtIn = (): Sql => {
    const name = upperAt(1)
    place += 2
    const args = argumentsOf()
    const [value] = args
    if (value === undefined) throw unsupported()
    if (name === 'DF' || name === 'HIERARCHY') return displayed(value.sql)
    if (name === 'RELATIVE_RANGES') {
      const today = now.replace(dateMark, '').slice(0, 10)
      const range = relativeRange(
        literalText(value.sql) ?? '',
        literalText(args[1]?.sql ?? '') ?? 'START',
        today,
      )
      if (range !== undefined) return range
    }
    if (/^(CF|CURRENCY|CONSOLIDATE|PERIOD)$/.test(name)) return value
    throw unsupported()
  }

  return {
    all: (): string => {
      const parts: string[] = []
      while (place < tokens.length) {
        parts.push(sequence(false).sql)
        if (textAt() !== ')') continue
        throw unsupported()
      }
      return parts.join(' ')
    },
  }
}
