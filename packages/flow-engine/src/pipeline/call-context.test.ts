import { expect, test } from 'vitest'
import { createMemoryStore } from '../memory-store/create-memory-store.js'
import type { CallContext, Connector } from '../ports/connector.js'
import { runFlow } from '../run/run-flow.js'
import { fakeConnector } from '../testing/fake-connector.js'
import { samplePlan } from '../testing/sample-plan.js'

test('every call says which flow makes it and how urgent it is', async () => {
  const contexts: CallContext[] = []
  const overhear = (connector: Connector): Connector => ({
    ...connector,
    exportPages: (request, context) => {
      contexts.push(context)
      return connector.exportPages(request, context)
    },
    lookupMany: (request, context) => {
      contexts.push(context)
      return connector.lookupMany(request, context)
    },
    importMany: (request, context) => {
      contexts.push(context)
      return connector.importMany(request, context)
    },
  })
  const order = { id: '1', status: 'PAID', update_time: 1, line_items: [{ seller_sku: 'SCARF' }] }
  const connections = {
    shop: overhear(fakeConnector({ pages: [[order]] })),
    erp: overhear(fakeConnector({ lookups: { SCARF: [{ id: '321' }] } })),
  }

  await runFlow(
    samplePlan(yaml => `${yaml}priority: interactive\n`),
    { connections, store: createMemoryStore() },
  )

  expect(contexts.map(({ step, caller, priority }) => [step, caller, priority])).toEqual([
    ['export', 'orders', 'interactive'],
    ['items', 'orders', 'interactive'],
    ['salesOrder', 'orders', 'interactive'],
  ])
})
