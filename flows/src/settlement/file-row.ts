import type { JsonObject } from '@tiktok-ns/flow-engine'
import { objectAt, textAt } from './statement-row.js'

/** How a merchant's files are to be read. */
export interface FileColumns {
  /** Fields as the API has them, with dots, to titles of columns. */
  readonly columns: Readonly<Record<string, string>>
  /** What the files call the types of rows, to the API's. */
  readonly types: Readonly<Record<string, string>>
}

/** Fields of a file that rows of the API do not have. */
const ofTheStatement: ReadonlySet<string> = new Set(['statement_id', 'statement_date', 'currency'])

/** A row of a downloaded file as a row of the API. */
export const toApiRow = (row: JsonObject, { columns, types }: FileColumns): JsonObject => {
  let made: JsonObject = {}
  for (const [field, column] of Object.entries(columns)) {
    if (ofTheStatement.has(field)) continue
    const text = textAt(row, column).trim()
    const isAmount = field !== 'type' && !/(^|_)id$/.test(field)
    made = withValue(made, field.split('.'), isAmount ? plainAmount(text) : (types[text] ?? text))
  }
  return made
}

const withValue = (
  holder: JsonObject,
  [name = '', ...rest]: readonly string[],
  value: string,
): JsonObject => ({
  ...holder,
  [name]: rest.length === 0 ? value : withValue(objectAt(holder, name), rest, value),
})

/**
 * An amount as files write it: with a currency sign, with commas between thousands, with brackets where it is below zero, or a dash for
 * nothing. Anything else stays as it is, and is refused where it is read.
 */
export const plainAmount = (text: string): string => {
  const bare = text.replace(/^([-(]?)\s*(?:[A-Z]{2,3}|\p{Sc})\s*/u, '$1').replace(/\s*\p{Sc}$/u, '')
  if (/^[-–—]$/.test(bare)) return '0'
  const [, inBrackets] = /^\(([\d.,]+)\)$/.exec(bare) ?? []
  const signed = inBrackets === undefined ? bare : `-${inBrackets}`
  return /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(signed) ? signed.replaceAll(',', '') : signed
}

/** Columns that the settings name and a file does not have. */
export const missingColumns = (row: JsonObject, { columns }: FileColumns): readonly string[] =>
  Object.entries(columns)
    .filter(([, column]) => !Object.hasOwn(row, column))
    .map(([field, column]) => `"${column}" (${field})`)

/** Columns that hold amounts and that no setting names: what they say is not read. */
export const unreadColumns = (row: JsonObject, { columns }: FileColumns): readonly string[] => {
  const read = new Set(Object.values(columns))
  return Object.entries(row)
    .filter(([column, value]) => !read.has(column) && /^-?\d+\.\d+$/.test(plainAmount(String(value))))
    .map(([column]) => column)
}

/**
 * The day a statement covers, `2026-03-15`: dates as text or as a spreadsheet numbers days. Undefined for what could be two days, such
 * as 03/04/2026.
 */
export const coveredDay = (text: string, dateIs: 'covered' | 'closed'): string | undefined => {
  const day = dayNumber(text)
  if (day === undefined) return undefined
  return new Date((dateIs === 'closed' ? day - 1 : day) * dayMs).toISOString().slice(0, 10)
}

const dayMs = 86_400_000
/** Day 0 of spreadsheets, 30 December 1899, in days from 1970. */
const spreadsheetDays = -25_569

const dayNumber = (text: string): number | undefined => {
  if (/^\d{5}(\.\d+)?$/.test(text)) return Number(text.slice(0, 5)) + spreadsheetDays
  const [, year, month, day] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?$/.exec(text) ?? []
  if (year === undefined) return undefined
  const ms = Date.parse(`${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}T00:00:00Z`)
  return Number.isNaN(ms) ? undefined : ms / dayMs
}
