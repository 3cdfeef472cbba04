import { existsSync, statSync } from 'node:fs'
import { appendFile, mkdir, open, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Json, JsonObject } from '../../json.js'
import { ConnectorError } from '../connector-error.js'
import type { FileImportSpec } from './file-spec.js'
import { readRecords } from './read-records.js'

/** Writes records into one file, each key once, however often the flow runs. */
export interface RecordWriter {
  /** False when a record with this key is there already. */
  write(key: string, record: JsonObject): Promise<boolean>
}

/** The keys that a file has. */
export const readKeys = async (path: string, spec: FileImportSpec): Promise<ReadonlySet<string>> => {
  const keys = new Set<string>()
  for await (const record of recordsIn(path, spec)) keys.add(String(record[spec.keyField] ?? ''))
  return keys
}

async function* recordsIn(path: string, spec: FileImportSpec): AsyncGenerator<JsonObject> {
  if (!existsSync(path)) return
  const { format, delimiter, path: name } = spec
  yield* readRecords({ path, name, format, delimiter })
}

/** Opens a file for writing: reads which keys it has, and cuts off a line that a crash left half written. */
export const openRecordWriter = async (path: string, spec: FileImportSpec): Promise<RecordWriter> => {
  await mkdir(dirname(path), { recursive: true })
  if (spec.format !== 'json') await cutHalfLine(path)
  const records: JsonObject[] = []
  const keys = new Set<string>()
  let columns = spec.columns
  for await (const record of recordsIn(path, spec)) {
    keys.add(String(record[spec.keyField] ?? ''))
    columns ??= Object.keys(record)
    if (spec.format === 'json') records.push(record)
  }
  let turn: Promise<unknown> = Promise.resolve()

  const add = async (key: string, record: JsonObject): Promise<boolean> => {
    if (keys.has(key)) return false
    const keyed = { [spec.keyField]: key, ...record }
    if (spec.format === 'json') {
      records.push(keyed)
      await replaceFile(path, `[\n${records.map(kept => JSON.stringify(kept)).join(',\n')}\n]\n`)
    } else if (spec.format === 'ndjson') await appendFile(path, `${JSON.stringify(keyed)}\n`, { flush: true })
    else {
      columns ??= Object.keys(keyed)
      const header = isEmptyFile(path) ? `${toLine(columns, spec.delimiter)}\n` : ''
      await appendFile(path, `${header}${toRow(keyed, columns, spec)}\n`, { flush: true })
    }
    keys.add(key)
    return true
  }

  return {
    write: (key, record) => {
      const writing = turn.then(() => add(key, record))
      turn = writing.catch(() => undefined)
      return writing
    },
  }
}

const isEmptyFile = (path: string): boolean => !existsSync(path) || statSync(path).size === 0

/** @throws ConnectorError for a record with a field that the file has no column for: leaving it out would lose it silently. */
const toRow = (record: JsonObject, columns: readonly string[], spec: FileImportSpec): string => {
  const unknown = Object.keys(record).find(name => !columns.includes(name))
  if (unknown !== undefined) {
    throw new ConnectorError({
      kind: 'invalid',
      message: `${spec.path} has no column "${unknown}"`,
      hint: `Add it to \`columns\` in the connector file and start a new file, or leave it out of the payload.`,
    })
  }
  return toLine(
    columns.map(column => asText(record[column])),
    spec.delimiter,
  )
}

const asText = (value: Json | undefined): string => {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const toLine = (values: readonly string[], delimiter: string): string =>
  values
    .map(value =>
      /["\r\n]/.test(value) || value.includes(delimiter) || value !== value.trim()
        ? `"${value.replaceAll('"', '""')}"`
        : value,
    )
    .join(delimiter)

/** A process that was killed may have written half of its last line; that record is written again by the next run. */
const cutHalfLine = async (path: string): Promise<void> => {
  if (!existsSync(path)) return
  const file = await open(path, 'r+')
  try {
    const { size } = await file.stat()
    const chunk = Buffer.alloc(64 * 1024)
    let end = size
    while (end > 0) {
      const start = Math.max(0, end - chunk.length)
      const { bytesRead } = await file.read(chunk, 0, end - start, start)
      const newline = chunk.subarray(0, bytesRead).lastIndexOf(0x0a)
      if (newline >= 0) {
        end = start + newline + 1
        break
      }
      end = start
    }
    if (end < size) await file.truncate(end)
  } finally {
    await file.close()
  }
}

const replaceFile = async (path: string, text: string): Promise<void> => {
  await writeFile(`${path}.new`, text, { flush: true })
  await rename(`${path}.new`, path)
}
