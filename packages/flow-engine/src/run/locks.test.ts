import { expect, test } from 'vitest'
import { createMemoryStore } from '../memory-store/create-memory-store.js'
import { fakeConnector } from '../testing/fake-connector.js'
import { sampleConnectors } from '../testing/sample-connectors.js'
import { planOf } from '../testing/sample-plan.js'
import { runFlow } from './run-flow.js'

const [, erp] = sampleConnectors

const flowOf = (name: string, more = ''): string => `flow: ${name}
summary: Orders become sales orders.
connections: { shop: tiktok-shop, erp: netsuite }
export: { from: shop.orders, traceKey: "\${record.id}" }
steps:
  - import: salesOrder
    into: erp.salesOrder
    externalId: ${name}-\${record.id}
    lock: \${record.status}
    payload: { memo: a }
${more}`

const records = ['1', '2', '3'].map(id => ({ id, status: 'PAID' }))

test('two flows on one store never write under one lock at the same time', async () => {
  let atWork = 0
  let mostAtOnce = 0
  const connections = {
    shop: fakeConnector({ pages: [records] }),
    erp: fakeConnector({
      ...(erp === undefined ? {} : { description: erp }),
      whileWriting: async () => {
        atWork += 1
        mostAtOnce = Math.max(mostAtOnce, atWork)
        await new Promise(resolve => setImmediate(resolve))
        atWork -= 1
      },
    }),
  }
  const host = { connections, store: createMemoryStore() }

  const reports = await Promise.all(['orders', 'credits'].map(name => runFlow(planOf(flowOf(name)), host)))

  expect(reports.map(({ counts }) => counts.written)).toEqual([3, 3])
  expect(mostAtOnce).toBe(1)
})

test('a recovery may write under the lock of the write that failed', async () => {
  const connections = {
    shop: fakeConnector({ pages: [records] }),
    erp: fakeConnector({
      ...(erp === undefined ? {} : { description: erp }),
      refuse: ({ externalId }) =>
        externalId?.startsWith('note') ? undefined : { kind: 'invalid', message: 'no such customer' },
    }),
  }
  const recovery = `    onFailure:
      invalid:
        run:
          - import: note
            into: erp.salesOrder
            externalId: note-\${record.id}
            lock: \${record.status}
            payload: { memo: "\${failure.message}" }
`

  const report = await runFlow(planOf(flowOf('orders', recovery)), {
    connections,
    store: createMemoryStore(),
  })

  expect(report.counts).toEqual({ read: 3, written: 0, skipped: 0, failed: 3 })
  expect([...connections.erp.documents.keys()]).toEqual(['note-1', 'note-2', 'note-3'])
})
