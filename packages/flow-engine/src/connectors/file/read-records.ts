import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { parse } from 'csv-parse'
import type { Json, JsonObject } from '../../json.js'
import { ConnectorError } from '../connector-error.js'
import { parseJson } from '../parse-json.js'
import type { FileFormat } from './file-spec.js'
import { readSheet } from './xlsx/read-sheet.js'

export interface RecordFile {
  readonly path: string
  /** Shown in messages. */
  readonly name: string
  readonly format: FileFormat
  readonly delimiter: string
  readonly sheet?: string | undefined
  /** Which line has the names of the columns, from 1. */
  readonly headerLine?: number
}

/** One JSON list has to be in memory whole. */
const maxJsonBytes = 100_000_000

/**
 * The records of a file, one after the other. CSV, XLSX and NDJSON are streamed, so a file may be larger than memory.
 *
 * @throws ConnectorError naming the line that is wrong.
 */
export const readRecords = (file: RecordFile): AsyncIterable<JsonObject> => {
  switch (file.format) {
    case 'csv':
      return readCsv(file)
    case 'xlsx':
      return readXlsx(file)
    case 'ndjson':
      return readLines(file)
    case 'json':
      return readList(file)
    default:
      return file.format satisfies never
  }
}

async function* readCsv({ path, name, delimiter, headerLine = 1 }: RecordFile): AsyncGenerator<JsonObject> {
  const source = createReadStream(path)
  // Values stay text: a SKU of 00123 is no number. A byte order mark, as Excel writes it, is no part of the first column.
  const rows = parse({
    columns: header => checkHeader(header, name),
    bom: true,
    delimiter,
    skip_empty_lines: true,
    trim: true,
    from_line: headerLine,
  })
  source.on('error', error => rows.destroy(error))
  try {
    for await (const row of source.pipe(rows)) yield toRecord(row)
  } catch (error) {
    throw error instanceof ConnectorError ? error : wrongFile(name, messageOf(error))
  } finally {
    source.destroy()
  }
}

async function* readXlsx({ path, name, sheet, headerLine = 1 }: RecordFile): AsyncGenerator<JsonObject> {
  let line = 0
  let header: readonly string[] = []
  try {
    for await (const values of readSheet(path, sheet)) {
      line += 1
      if (line === headerLine) header = checkHeader(values, name)
      if (line <= headerLine) continue
      // Cells beside the table have no name; those that a row leaves out are blank.
      yield Object.fromEntries(
        header.flatMap((column, index) => (column === '' ? [] : [[column, values[index] ?? '']])),
      )
    }
  } catch (error) {
    throw error instanceof ConnectorError ? error : wrongFile(name, messageOf(error))
  }
}

const checkHeader = (header: readonly string[], name: string): string[] => {
  const repeated = header.find((column, index) => column !== '' && header.indexOf(column) !== index)
  if (repeated !== undefined) throw wrongFile(name, `the column "${repeated}" is there twice`)
  return [...header]
}

async function* readLines({ path, name }: RecordFile): AsyncGenerator<JsonObject> {
  const source = createReadStream(path, 'utf8')
  const lines = createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY })
  let number = 0
  try {
    for await (const line of lines) {
      number += 1
      const text = number === 1 ? line.replace(/^\uFEFF/, '') : line
      if (text.trim() === '') continue
      yield toRecord(parseText(text, name, `line ${number}`), name, `line ${number}`)
    }
  } finally {
    lines.close()
    source.destroy()
  }
}

async function* readList({ path, name }: RecordFile): AsyncGenerator<JsonObject> {
  const { size } = await stat(path)
  if (size > maxJsonBytes)
    throw wrongFile(name, 'it is larger than 100 MB; write it as NDJSON, which is streamed')
  const list = parseText((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''), name, 'the file')
  if (!Array.isArray(list)) throw wrongFile(name, 'it is no list')
  for (const [index, item] of list.entries()) yield toRecord(item, name, `item ${index + 1}`)
}

const parseText = (text: string, name: string, where: string): Json => {
  try {
    return parseJson(text)
  } catch (error) {
    throw wrongFile(name, `${where} is no JSON (${messageOf(error)})`)
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const toRecord = (value: unknown, name = 'file', where = 'row'): JsonObject => {
  if (isObject(value)) return value
  throw wrongFile(name, `${where} is no record`)
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const wrongFile = (name: string, problem: string): ConnectorError =>
  new ConnectorError({
    kind: 'invalid',
    message: `${name} cannot be read: ${problem}`,
    hint: 'Correct the file; nothing after this place has been read.',
  })
