import { readFileSync } from 'node:fs'
import { formatDiagnostic } from '@tiktok-ns/flow-engine'
import { memoryConnector } from '@tiktok-ns/flow-engine/connectors/memory'
import { runFlowTests } from '@tiktok-ns/flow-engine/testing'

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
const text = (...fields: readonly string[]) => ({
  type: 'object',
  properties: Object.fromEntries(fields.map(field => [field, { type: 'string' }])),
})

// What a flow may say depends on what its systems have: these two are kept in memory.
const product = {
  type: 'object',
  properties: { ...text('id', 'supplier').properties, pieces: { type: 'integer' } },
}
const warehouse = memoryConnector({
  name: 'warehouse',
  collections: { products: { record: product }, suppliers: { record: text('id', 'email') } },
})
const buyers = memoryConnector({ name: 'buyers', collections: { requests: {} } })

const { cases, diagnostics, unreached } = await runFlowTests({
  text: read('restock.flow.test.yaml'),
  file: 'restock.flow.test.yaml',
  flowText: read('restock.flow.yaml'),
  flowFile: 'restock.flow.yaml',
  connectors: [warehouse.description, buyers.description],
})
for (const diagnostic of diagnostics) console.log(formatDiagnostic(diagnostic))
for (const { name, differences } of cases)
  console.log([differences.length === 0 ? '✓' : '✗', name, ...differences].join(' '))
console.log(unreached.length === 0 ? 'every step was reached' : `never reached: ${unreached.join(', ')}`)
