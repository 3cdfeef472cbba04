import { parse } from 'csv-parse/sync'
import type { JsonObject } from '../../json.js'

export type TableReading =
  | {
      readonly columns: readonly string[]
      readonly rowsByKey: { readonly [key: string]: readonly JsonObject[] }
      readonly problem?: undefined
    }
  | { readonly problem: { readonly at: 'file' | 'key'; readonly problem: string; readonly next: string } }

/** More belongs into a system that can be looked up. */
const maxRows = 10_000

/** Reads a CSV file with a head line, or a JSON list of objects, and sorts its rows by a column. */
export const readTable = (
  file: string,
  key: string,
  { readFile }: { readFile(path: string): string | undefined },
): TableReading => {
  const refuse = (at: 'file' | 'key', problem: string, next: string): TableReading => ({
    problem: { at, problem, next },
  })
  const text = readFile(file)
  if (text === undefined)
    return refuse('file', `the table ${file} cannot be read`, 'check the path; it starts from this file')
  const rows = tryParse(file, text)
  if (typeof rows === 'string')
    return refuse('file', `the table ${file} cannot be read: ${rows}`, 'correct the file')
  if (rows.length > maxRows)
    return refuse(
      'file',
      `the table ${file} has more than ${maxRows} rows`,
      'keep it in a system, or in a cache',
    )
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))]
  if (!columns.includes(key))
    return refuse('key', `the table ${file} has no column "${key}"`, `known here: ${columns.join(', ')}`)
  const rowsByKey: Record<string, JsonObject[]> = Object.create(null)
  for (const row of rows) {
    const name = String(row[key] ?? '')
    if (name !== '') rowsByKey[name] = [...(rowsByKey[name] ?? []), row]
  }
  return { columns, rowsByKey: Object.fromEntries(Object.entries(rowsByKey)) }
}

const tryParse = (file: string, text: string): readonly JsonObject[] | string => {
  try {
    const rows: unknown = file.endsWith('.json')
      ? JSON.parse(text)
      : parse(text, { columns: true, bom: true, trim: true, skip_empty_lines: true })
    return Array.isArray(rows) && rows.every(isRow) ? rows : 'it is no list of objects'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const isRow = (row: unknown): row is JsonObject =>
  typeof row === 'object' && row !== null && !Array.isArray(row)
