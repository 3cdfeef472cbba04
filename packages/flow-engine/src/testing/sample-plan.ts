import { checkFlow } from '../check/check-flow.js'
import { compileFlow } from '../compile/compile-flow.js'
import type { FlowPlan } from '../compile/flow-plan.js'
import { sampleConnectors } from './sample-connectors.js'

const sampleFlow = `flow: orders
summary: Orders become sales orders.
connections: { shop: tiktok-shop, erp: netsuite }
export:
  from: shop.orders
  cursor: { field: update_time, overlap: 10m }
  traceKey: \${record.id}
  refetch: true
steps:
  - filter: paid
    keep: record.status != "UNPAID"
    because: order is \${record.status}
  - lookup: items
    in: erp.itemsBySku
    match: record.line_items.map(unit, unit.seller_sku)
  - import: salesOrder
    into: erp.salesOrder
    externalId: TTS-\${connections.shop.key}-SO-\${record.id}
    payload: { memo: "order \${record.id}", version: "\${record.update_time}" }
`

/** A small order flow, compiled. `change` may alter its YAML. */
export const samplePlan = (change: (yaml: string) => string = yaml => yaml): FlowPlan =>
  planOf(change(sampleFlow))

/** Any flow between the sample connectors, compiled. */
export const planOf = (text: string): FlowPlan => {
  const { spec, diagnostics } = checkFlow({
    text,
    file: 'sample.flow.yaml',
    connectors: sampleConnectors,
  })
  if (spec === undefined) throw new TypeError(diagnostics.map(({ problem }) => problem).join('\n'))
  const connections = { shop: { key: 'US1' }, erp: { key: 'NS' } }
  const { plan, problems } = compileFlow(spec, { connections, connectors: sampleConnectors })
  if (plan === undefined) throw new TypeError(problems.map(({ problem }) => problem).join('\n'))
  return plan
}
