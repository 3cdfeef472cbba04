import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { fileConnector, fileConnectorSpec } from '../connectors/file/index.js'
import { sampleHttpSystem } from '../connectors/http/sample-http-system.js'
import { memoryConnector } from '../connectors/memory/index.js'
import type { JsonObject } from '../json.js'
import { type ConnectorSubject, connectorContract } from './connector-contract.js'
import { fakeConnector } from './fake-connector.js'
import { temporaryFolder } from './temporary-folder.js'

const stock = [
  { sku: 'A', quantity: 1, changedAt: '2026-01-01T00:00:00Z' },
  { sku: 'B', quantity: 2, changedAt: '2026-01-02T00:00:00Z' },
  { sku: 'C', quantity: 3, changedAt: '2026-01-03T00:00:00Z' },
  { sku: 'D', quantity: 4, changedAt: '2026-01-04T00:00:00Z' },
  { sku: 'E', quantity: 5, changedAt: '2026-01-05T00:00:00Z' },
]
const ids = stock.map(({ sku }) => sku)
const window = { field: 'changedAt', atMs: Date.UTC(2026, 0, 3), earlier: ['A', 'B'] }
const payload = (text: string): JsonObject => ({ quantity: 9, note: text })

const inMemory = (): ConnectorSubject => {
  const definition = memoryConnector({
    name: 'stock',
    collections: { levels: { records: stock, idField: 'sku', cursorFields: { changedAt: 'iso' } } },
  })
  return {
    connector: definition.connect({}, {}),
    export: { resource: 'levels', ids, window },
    lookup: { name: 'levels', present: 'C', absent: 'Z' },
    import: {
      target: 'levels',
      operation: 'create',
      payload,
      count: () => definition.records('levels').length,
      updates: true,
    },
  }
}

const inFiles = (format: 'csv' | 'json' | 'ndjson') => (): ConnectorSubject => {
  const folder = temporaryFolder()
  const rows = {
    csv: [
      'sku,quantity,changedAt',
      ...stock.map(({ sku, quantity, changedAt }) => `${sku},${quantity},${changedAt}`),
    ],
    json: [JSON.stringify(stock)],
    ndjson: stock.map(record => JSON.stringify(record)),
  }
  writeFileSync(join(folder, `stock-1.${format}`), `${rows[format].join('\n')}\n`)
  const spec = fileConnectorSpec.parse({
    connector: 'stock',
    kind: 'file',
    resources: {
      levels: { path: `stock-*.${format}`, format, idField: 'sku', cursorFields: { changedAt: 'iso' } },
    },
    lookups: { levels: { path: `stock-1.${format}`, format, key: 'sku' } },
    imports: { written: { path: `out/written.${format}`, format } },
  })
  const count = (): number => {
    try {
      return readFileSync(join(folder, `out/written.${format}`), 'utf8').match(/contract-|late/g)?.length ?? 0
    } catch {
      return 0 // nothing has been written yet
    }
  }
  return {
    connector: fileConnector(spec).connect({ folder }, {}),
    export: { resource: 'levels', ids, window },
    lookup: { name: 'levels', present: 'C', absent: 'Z' },
    import: {
      target: 'written',
      operation: 'create',
      payload: text => ({ note: text.toUpperCase() }),
      count,
    },
  }
}

const faked = (): ConnectorSubject => {
  const orders = stock.map(({ sku }) => ({ id: sku }))
  const connector = fakeConnector({
    pages: [orders.slice(0, 2), orders.slice(2, 4), orders.slice(4)],
    lookups: { C: [{ id: '3' }] },
  })
  return {
    connector,
    export: { resource: 'orders', ids },
    lookup: { name: 'itemsBySku', present: 'C', absent: 'Z' },
    import: { target: 'salesOrder', operation: 'create', payload, count: () => connector.documents.size },
  }
}

const subjects: Readonly<Record<string, () => ConnectorSubject>> = {
  'the fake one': faked,
  memory: inMemory,
  'file, CSV': inFiles('csv'),
  'file, JSON': inFiles('json'),
  'file, NDJSON': inFiles('ndjson'),
  http: () => sampleHttpSystem(stock).subject,
}

describe.each(Object.entries(subjects))('%s', (_, open) => {
  test.each(connectorContract)('$name', ({ keep }) => keep(open()))
})
