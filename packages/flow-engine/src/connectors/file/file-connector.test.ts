import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { JsonObject } from '../../json.js'
import { temporaryFolder } from '../../testing/temporary-folder.js'
import { fileConnector } from './file-connector.js'
import { fileConnectorSpec } from './file-spec.js'
import { makeXlsx } from './xlsx/make-xlsx.js'

const signal = new AbortController().signal

const inFolder = (files: Readonly<Record<string, string>>, spec: JsonObject) => {
  const folder = temporaryFolder()
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const definition = fileConnector(fileConnectorSpec.parse({ connector: 'files', kind: 'file', ...spec }))
  const connect = () => definition.connect({ folder }, {})
  const read = async (): Promise<unknown> => {
    const connector = connect()
    const records: JsonObject[] = []
    try {
      for await (const page of connector.exportPages({ resource: 'rows', where: {} }, { signal }))
        records.push(...page.records)
      return records
    } catch (error) {
      return connector.toFailure(error)
    }
  }
  const write = (connector: ReturnType<typeof connect>, key: string, payload: JsonObject) =>
    connector.importMany(
      { target: 'out', operation: 'create', items: [{ payload, externalId: key, idempotencyKey: key }] },
      { signal },
    )
  return { folder, connect, read, write, text: (name: string) => readFileSync(join(folder, name), 'utf8') }
}

const rows = (format: string, path = `rows.${format}`) => ({ resources: { rows: { path, format } } })

test('CSV keeps values as text, and takes quotes, line breaks, Windows line ends and byte order marks', async () => {
  const { read } = inFolder(
    { 'rows.csv': '\uFEFFid,sku,note\r\n1,00123,"a, ""b""\nc"\r\n\r\n2, X ,\r\n' },
    rows('csv'),
  )

  expect(await read()).toEqual([
    { id: '1', sku: '00123', note: 'a, "b"\nc' },
    { id: '2', sku: 'X', note: '' },
  ])
})

test('several files are read in order of their names', async () => {
  const { read } = inFolder(
    { 'day-2.ndjson': '{"id":"2"}\n', 'day-1.ndjson': '{"id":"1"}', 'other.ndjson': '{"id":"3"}' },
    rows('ndjson', 'day-*.ndjson'),
  )

  expect(await read()).toEqual([{ id: '1' }, { id: '2' }])
})

test.each([
  ['a row that is too long', 'csv', 'id,sku\n1,A,extra\n', 'on line 2'],
  ['a quote without an end', 'csv', 'id,sku\n1,"A\n', 'Quote Not Closed'],
  ['a column that is there twice', 'csv', 'id,id\n1,2\n', 'the column "id" is there twice'],
  ['a line that is no JSON', 'ndjson', '{"id":1}\n{"id":\n', 'line 2 is no JSON'],
  ['a line that is no record', 'ndjson', '[1]\n', 'line 1 is no record'],
  ['a file that is no list', 'json', '{"id":1}', 'it is no list'],
])('%s is named', async (_, format, text, message) => {
  const { read } = inFolder({ [`rows.${format}`]: text }, rows(format))

  expect(await read()).toMatchObject({ kind: 'invalid', message: expect.stringContaining(message) })
})

test('a sheet of a workbook is read like CSV, from the line that has the columns; a field may stand for all records that share it', async () => {
  const cell = (text: string) => `<x:c t="inlineStr"><x:is><x:t>${text}</x:t></x:is></x:c>`
  const lines = [['Statements of March'], ['ID', 'Amount'], ['1', '2.00'], ['1', '3.00'], ['2', '4.00']]
  const workbook = makeXlsx(lines.map(line => `<x:row>${line.map(cell).join('')}</x:row>`).join(''))
  const sheet = { path: 'rows.xlsx', format: 'xlsx', sheet: 'Details', headerLine: 2 }
  const { folder, read } = inFolder({}, { resources: { rows: { ...sheet, oncePer: 'ID' } } })
  writeFileSync(join(folder, 'rows.xlsx'), workbook)

  expect(await read()).toEqual([
    { ID: '1', Amount: '2.00' },
    { ID: '2', Amount: '4.00' },
  ])
  const csv = { path: 'rows.csv', format: 'csv', headerLine: 2 }
  expect(
    await inFolder({ 'rows.csv': 'Statements\nID,Amount\n1,2.00\n' }, { resources: { rows: csv } }).read(),
  ).toEqual([{ ID: '1', Amount: '2.00' }])
})

test('a file that is not there is an error, unless it may be absent', async () => {
  const optional = { resources: { rows: { path: 'rows.csv', format: 'csv', emptyOk: true } } }

  expect(await inFolder({}, rows('csv')).read()).toMatchObject({
    kind: 'missing',
    message: 'there is no file rows.csv',
  })
  expect(await inFolder({}, optional).read()).toEqual([])
})

test.each(['../secret.csv', '/etc/passwd', 'a/../../b.csv', 'C:\\x.csv'])('%s is refused', path => {
  expect(
    fileConnectorSpec.safeParse({ connector: 'files', kind: 'file', ...rows('csv', path) }).success,
  ).toBe(false)
})

const out = (format: string) => ({ imports: { out: { path: `sub/out.${format}`, format, keyField: 'id' } } })

test('a CSV file gets its header from the first record, and refuses fields it has no column for', async () => {
  const { connect, write, text } = inFolder({}, out('csv'))
  const connector = connect()

  await write(connector, '1', { note: 'a "b", c', count: 2 })
  await write(connector, '2', { count: 3 })

  expect(text('sub/out.csv')).toBe('id,note,count\n1,"a ""b"", c",2\n2,,3\n')
  await expect(write(connector, '3', { surprise: true })).rejects.toThrow('has no column "surprise"')
})

test.each(['csv', 'ndjson', 'json'])(
  'a later run knows what an earlier one has written (%s)',
  async format => {
    const { connect, write } = inFolder({}, out(format))
    await write(connect(), '1', { note: 'a' })

    expect(await write(connect(), '1', { note: 'a' })).toMatchObject([{ change: 'unchanged' }])
    expect(await write(connect(), '2', { note: 'b' })).toMatchObject([{ change: 'created' }])
  },
)

test('half a line that a crash left is cut off, and its record is written again', async () => {
  const { folder, connect, write, text } = inFolder({}, out('ndjson'))
  await write(connect(), '1', { note: 'a' })
  appendFileSync(join(folder, 'sub/out.ndjson'), '{"id":"2","no')

  expect(await write(connect(), '2', { note: 'b' })).toMatchObject([{ change: 'created' }])
  expect(text('sub/out.ndjson')).toBe('{"id":"1","note":"a"}\n{"id":"2","note":"b"}\n')
})

test('writes at the same time come one after the other', async () => {
  const { connect, write, text } = inFolder({}, out('csv'))
  const connector = connect()

  await Promise.all(['1', '2', '1', '3'].map(key => write(connector, key, { note: key })))

  expect(text('sub/out.csv')).toBe('id,note\n1,1\n2,2\n3,3\n')
})
