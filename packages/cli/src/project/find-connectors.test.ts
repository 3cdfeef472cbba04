import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runTool } from '../testing/run-tool.js'
import { temporaryFolder } from '../testing/temporary-folder.js'

const connector = `connector: warehouse-files
kind: file
resources:
  stock:
    path: stock.csv
    format: csv
    idField: sku
    record: { type: object, properties: { sku: { type: string }, quantity: { type: string } } }
imports:
  levels: { path: out/levels.ndjson, format: ndjson, keyField: sku }
`

const flow = `flow: copy-stock
summary: Stock goes from one file to another.
connections: { files: warehouse-files }
export: { from: files.stock, traceKey: "\${record.sku}" }
steps:
  - filter: inStock
    keep: int(record.quantity) > 0
    because: nothing in stock
  - import: level
    into: files.levels
    externalId: \${record.sku}
    payload: { available: "\${int(record.quantity) - 1}" }
`

const projectWith = (change: (text: string) => string = text => text) => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'flows'))
  mkdirSync(join(folder, 'data'))
  writeFileSync(join(folder, 'files.connector.yaml'), change(connector))
  writeFileSync(join(folder, 'flows/copy.flow.yaml'), flow)
  writeFileSync(join(folder, 'data/stock.csv'), 'sku,quantity\nA-1,3\nB-2,0\n')
  writeFileSync(
    join(folder, 'tiktok-ns.yaml'),
    `connections:
  warehouse: { connector: warehouse-files, key: W, settings: { folder: data } }
flows:
  copy: { flow: flows/copy.flow.yaml, connections: { files: warehouse } }
`,
  )
  return {
    folder,
    tool: (...args: readonly string[]) => runTool(['--project', join(folder, 'tiktok-ns.yaml'), ...args]),
  }
}

test('a system described in a file beside the project is a connector like any other', async () => {
  const { folder, tool } = projectWith()

  expect(await tool('check', join(folder, 'flows'))).toMatchObject({ code: 0 })
  expect(await tool('run')).toMatchObject({ code: 0 })
  expect(await tool('run')).toMatchObject({ code: 0 })
  expect(readFileSync(join(folder, 'data/out/levels.ndjson'), 'utf8')).toBe('{"sku":"A-1","available":2}\n')
})

test('what is wrong with a connector file is said where it is', async () => {
  const { folder, tool } = projectWith(text => text.replace('format: csv', 'format: cvs'))

  const { code, err } = await tool('check', join(folder, 'flows'))

  expect(code).toBe(2)
  expect(err).toContain('files.connector.yaml:6:13  "format" must be one of csv, json, ndjson')
})

test('a name that is taken is refused', async () => {
  const { tool } = projectWith(text => text.replace('warehouse-files', 'netsuite'))

  expect((await tool('run')).err).toContain('there is another connector "netsuite"')
})

test('a dry run writes nothing, says what would be written, and keeps what it read as a test', async () => {
  const { folder, tool } = projectWith()

  const { code, out } = await tool(
    'run',
    '--dry',
    '--save-fixtures',
    join(folder, 'flows/copy.flow.test.yaml'),
  )

  expect(code).toBe(0)
  expect(out).toContain(
    `copy: nothing was written
would   record  external id
create  levels  A-1

create levels A-1
  available: 2
`,
  )
  expect(out).toContain('1 skipped: nothing in stock')
  expect(existsSync(join(folder, 'data/out'))).toBe(false)
  expect(await tool('test', join(folder, 'flows'))).toMatchObject({ code: 0 })
})
