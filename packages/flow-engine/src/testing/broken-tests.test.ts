import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runFlowTests } from './run-flow-tests.js'
import { sampleConnectors } from './sample-connectors.js'

const flowText = `flow: orders
summary: Orders become sales orders.
settings:
  prefix: { type: string, default: TTS, pattern: "^[A-Z]+$" }
connections: { shop: tiktok-shop, erp: netsuite }
export: { from: shop.orders, cursor: { field: update_time }, traceKey: "\${record.id}" }
steps:
  - import: order
    into: erp.salesOrder
    externalId: \${settings.prefix}-\${record.id}
    payload: { memo: order }
`

/** Test files with one mistake each, as authors make them. The first line says what has to be found, and where. */
const folder = new URL('./__fixtures__/broken-tests/', import.meta.url)

test.each(readdirSync(folder))('%s', async name => {
  const text = readFileSync(new URL(name, folder), 'utf8')
  const [, expected] = /^# expect: (\S+ \d+:\d+)$/m.exec(text) ?? []

  const { cases, diagnostics } = await runFlowTests({
    text,
    file: name,
    flowText,
    flowFile: 'orders.flow.yaml',
    connectors: sampleConnectors,
  })

  expect(diagnostics.map(({ code, line, column }) => `${code} ${line}:${column}`)).toContain(expected)
  expect(cases).toEqual([])
  for (const { problem, next } of diagnostics)
    expect(`${problem} ${next}`).not.toMatch(/undefined|\[object|NaN/)
})
