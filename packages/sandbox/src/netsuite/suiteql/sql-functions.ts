import { dateLiteral, dateMark } from './sql-dates.js'

/** A piece of a query as SQLite says it. */
export interface Sql {
  readonly sql: string
  readonly isDate?: boolean
}

export type SqlFunction = (args: readonly Sql[]) => Sql | undefined

const at = (args: readonly Sql[], index: number): string => args[index]?.sql ?? 'NULL'
const isDated = (args: readonly Sql[], ...indexes: readonly number[]): boolean =>
  indexes.some(index => args[index]?.isDate === true)

/** The text of a literal; undefined for anything else. */
const literal = (sql: string): string | undefined =>
  /^'(?:[^']|'')*'$/.test(sql) ? sql.slice(1, -1).replaceAll("''", "'") : undefined

const stamp = "'%Y-%m-%d %H:%M:%S'"
const bare = (sql: string): string => `substr(${sql},2)`
const marked = (sql: string): Sql => ({ sql: `(char(1)||${sql})`, isDate: true })
const isMarked = (sql: string): string => `substr(${sql},1,1)=char(1)`

/** Days later, or earlier. */
export const shifted = (date: string, sign: string, days: string): Sql =>
  marked(`strftime(${stamp},${bare(date)},(${sign}(${days}))||' days')`)

/** The days between two dates, as Oracle counts them. */
export const daysBetween = (later: string, earlier: string): Sql => ({
  sql: `(julianday(${bare(later)})-julianday(${bare(earlier)}))`,
})

/** Parts of Oracle's date formats, with how SQLite and a pattern say them. */
const formatParts: readonly (readonly [string, string, number])[] = [
  ['YYYY', '%Y', 4],
  ['HH24', '%H', 2],
  ['MI', '%M', 2],
  ['SS', '%S', 2],
  ['MM', '%m', 2],
  ['DD', '%d', 2],
]

interface FormatPart {
  readonly name: string | undefined
  readonly text: string
  readonly length: number
}

const partsOf = (format: string): readonly FormatPart[] => {
  const parts: FormatPart[] = []
  let rest = format.replaceAll('"', '')
  while (rest !== '') {
    const known = formatParts.find(([name]) => rest.toUpperCase().startsWith(name))
    const length = known?.[0].length ?? 1
    parts.push({ name: known?.[0], text: rest.slice(0, length), length: known?.[2] ?? 1 })
    rest = rest.slice(length)
  }
  return parts
}

const toChar: SqlFunction = args => {
  const value = at(args, 0)
  const format = literal(at(args, 1))
  if (format === undefined) return { sql: `CAST(${value} AS TEXT)` }
  const words = partsOf(format).map(
    ({ name, text }) => formatParts.find(([own]) => own === name)?.[1] ?? text,
  )
  const shown = words.join('').replaceAll("'", "''")
  return {
    sql: `(CASE WHEN ${isMarked(value)} THEN strftime('${shown}',${bare(value)}) ELSE CAST(${value} AS TEXT) END)`,
  }
}

/** A text in a format becomes a date: piece by piece, as the format says where they are. */
const toDate: SqlFunction = args => {
  const value = at(args, 0)
  const text = literal(value)
  const format = literal(at(args, 1))
  if (format === undefined) {
    const known = text === undefined ? undefined : dateLiteral(text)
    return known === undefined ? { sql: value, isDate: true } : { sql: `(${known})`, isDate: true }
  }
  const known = /^MM\/DD\/YYYY$/i.test(format) && text !== undefined ? dateLiteral(text) : undefined
  if (known !== undefined) return { sql: `(${known})`, isDate: true }
  const places = new Map<string, string>()
  let place = 1
  for (const { name, length } of partsOf(format)) {
    if (name !== undefined) places.set(name, `substr(${value},${place},${length})`)
    place += length
  }
  const piece = (name: string, otherwise: string) => places.get(name) ?? otherwise
  return marked(
    [
      piece('YYYY', "'1970'"),
      "'-'",
      piece('MM', "'01'"),
      "'-'",
      piece('DD', "'01'"),
      "' '",
      piece('HH24', "'00'"),
      "':'",
      piece('MI', "'00'"),
      "':'",
      piece('SS', "'00'"),
    ].join('||'),
  )
}

const starts: Readonly<Record<string, string>> = {
  MM: "'start of month'",
  MON: "'start of month'",
  MONTH: "'start of month'",
  YYYY: "'start of year'",
  YEAR: "'start of year'",
  YY: "'start of year'",
  DD: "'start of day'",
}

const trunc: SqlFunction = args => {
  const value = at(args, 0)
  const unit = literal(at(args, 1))?.toUpperCase()
  const start = unit === undefined ? "'start of day'" : starts[unit]
  const digits = args.length > 1 && unit === undefined ? at(args, 1) : '0'
  const number = `(CAST(${value}*pow10(${digits}) AS INTEGER)/pow10(${digits}))`
    .replaceAll('pow10(0)', '1')
    .replaceAll(/pow10\((\d+)\)/g, (_, power: string) => `1${'0'.repeat(Number(power))}.0`)
  if (start === undefined) return undefined
  const day = `char(1)||strftime(${stamp},${bare(value)},${start})`
  if (isDated(args, 0)) return { sql: `(${day})`, isDate: true }
  return { sql: `(CASE WHEN ${isMarked(value)} THEN ${day} ELSE ${number} END)` }
}

const decode: SqlFunction = args => {
  const pairs = args.slice(1)
  const whens: string[] = []
  for (let index = 0; index + 1 < pairs.length; index += 2) {
    const when = at(pairs, index)
    const condition = when.toUpperCase() === 'NULL' ? `${at(args, 0)} IS NULL` : `${at(args, 0)}=${when}`
    whens.push(`WHEN ${condition} THEN ${at(pairs, index + 1)}`)
  }
  const otherwise = pairs.length % 2 === 1 ? at(pairs, pairs.length - 1) : 'NULL'
  return { sql: `(CASE ${whens.join(' ')} ELSE ${otherwise} END)` }
}

/** Oracle's functions that SQLite says in another way; all others pass as they are. */
export const sqlFunctions: Readonly<Record<string, SqlFunction>> = {
  NVL: args => ({ sql: `ifnull(${at(args, 0)},${at(args, 1)})`, isDate: isDated(args, 0, 1) }),
  NVL2: args => ({
    sql: `(CASE WHEN ${at(args, 0)} IS NOT NULL THEN ${at(args, 1)} ELSE ${at(args, 2)} END)`,
  }),
  DECODE: decode,
  TO_CHAR: toChar,
  TO_DATE: toDate,
  TO_TIMESTAMP: toDate,
  TO_NUMBER: args => ({ sql: `(${at(args, 0)}+0)` }),
  TRUNC: trunc,
  ADD_MONTHS: args => marked(`strftime(${stamp},${bare(at(args, 0))},(${at(args, 1)})||' months')`),
  LAST_DAY: args => marked(`strftime(${stamp},${bare(at(args, 0))},'start of month','+1 month','-1 day')`),
  CONCAT: args => ({ sql: `(${args.map(({ sql }) => sql).join('||')})` }),
  MAX: args => ({ sql: `max(${at(args, 0)})`, isDate: isDated(args, 0) }),
  MIN: args => ({ sql: `min(${at(args, 0)})`, isDate: isDated(args, 0) }),
  LISTAGG: args => ({ sql: `group_concat(${at(args, 0)},${args.length > 1 ? at(args, 1) : "''"})` }),
  MOD: args => ({ sql: `(${at(args, 0)}%${at(args, 1)})` }),
}

const isoDay = (date: Date): string => date.toISOString().slice(0, 10)

/** First and last days of the ranges that BUILTIN.RELATIVE_RANGES knows, seen from a day. */
export const relativeRange = (name: string, edge: string, today: string): Sql | undefined => {
  const now = new Date(`${today}T00:00:00Z`)
  const [year, month, day, weekday] = [
    now.getUTCFullYear(),
    now.getUTCMonth(),
    now.getUTCDate(),
    now.getUTCDay(),
  ]
  const days = (from: number, to: number, inMonth = month, inYear = year) =>
    [Date.UTC(inYear, inMonth, from), Date.UTC(inYear, inMonth, to)] as const
  const ranges: Readonly<Record<string, readonly [number, number]>> = {
    TODAY: days(day, day),
    YESTERDAY: days(day - 1, day - 1),
    THIS_WEEK: days(day - weekday, day - weekday + 6),
    LAST_WEEK: days(day - weekday - 7, day - weekday - 1),
    THIS_MONTH: [Date.UTC(year, month, 1), Date.UTC(year, month + 1, 0)],
    LAST_MONTH: [Date.UTC(year, month - 1, 1), Date.UTC(year, month, 0)],
    THIS_YEAR: [Date.UTC(year, 0, 1), Date.UTC(year, 11, 31)],
    LAST_YEAR: [Date.UTC(year - 1, 0, 1), Date.UTC(year - 1, 11, 31)],
  }
  const range = ranges[name.toUpperCase()]
  if (range === undefined) return undefined
  return marked(`'${isoDay(new Date(range[edge.toUpperCase() === 'END' ? 1 : 0]))} 00:00:00'`)
}

/** Now, in the account's time zone. */
export const sysdate = (moment: string): Sql => marked(`'${moment.replace(dateMark, '')}'`)

export const literalText = literal
