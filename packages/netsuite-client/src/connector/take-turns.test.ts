import { setImmediate } from 'node:timers/promises'
import { checkFlow, compileFlow, createMemoryStore, runFlow } from '@tiktok-ns/flow-engine'
import { memoryConnector } from '@tiktok-ns/flow-engine/connectors/memory'
import { expect, test } from 'vitest'
import { plantedToken, recordUrl } from '../test-support/test-client.js'
import { sharedGate } from '../transport/shared-gate.js'
import { netsuiteConnector } from './connector.js'

/** A flow that writes as many customers as are asked for, sixteen at a time. */
const openFlow = (
  flow: string,
  records: number,
  priority: string,
  baseUrl: string,
  fetch: typeof globalThis.fetch,
) => {
  const source = memoryConnector({
    name: 'source',
    collections: {
      people: { records: Array.from({ length: records }, (_, index) => ({ id: `${flow}-${index + 1}` })) },
    },
  })
  const connectors = [source.description, netsuiteConnector.description]
  const { spec, diagnostics } = checkFlow({
    file: `${flow}.flow.yaml`,
    connectors,
    text: `flow: ${flow}
summary: People become customers.
priority: ${priority}
connections: { source: source, erp: netsuite }
export: { from: source.people, traceKey: "\${record.id}" }
steps:
  - import: customer
    into: erp.customer
    operation: upsert
    externalId: \${record.id}
    payload: { companyName: "\${record.id}" }
`,
  })
  if (spec === undefined) throw new Error(JSON.stringify(diagnostics))
  const connections = { source: { key: 'S' }, erp: { key: 'NS' } }
  const { plan } = compileFlow(spec, { connectors, connections })
  if (plan === undefined) throw new Error('the flow does not compile')
  const erp = netsuiteConnector.connect(
    { account: '123456_SB1', ...plantedToken, concurrency: 1, baseUrl },
    { fetch },
  )
  return () =>
    runFlow(plan, { connections: { source: source.connect({}, {}), erp }, store: createMemoryStore() })
}

/** Runs `inventory` and `orders` on one account with one place, and gives the order in which NetSuite is asked. */
const writeTogether = async (
  account: string,
  priorities: { readonly inventory: string; readonly orders: string },
) => {
  const baseUrl = `https://${account}.example.com`
  const asked: string[] = []
  let letGo = (): void => undefined
  const held = new Promise<void>(resolve => {
    letGo = resolve
  })
  const fetch: typeof globalThis.fetch = async input => {
    const id = /eid:([\w-]+)/.exec(new Request(input).url)?.[1] ?? ''
    asked.push(id)
    await held
    return new Response(null, { status: 204, headers: { location: `${recordUrl}/customer/1` } })
  }
  const gate = sharedGate(`123456_SB1 ${baseUrl}`, 1)
  const waitUntil = async (waiting: number) => {
    while (gate.state.waiting < waiting) await setImmediate()
  }
  const inventory = openFlow('inventory', 16, priorities.inventory, baseUrl, fetch)()
  await waitUntil(15) // one is at work
  const orders = openFlow('orders', 5, priorities.orders, baseUrl, fetch)()
  await waitUntil(20)
  letGo()
  for (const report of await Promise.all([inventory, orders])) expect(report.counts.failed).toBe(0)
  return asked.map(id => id.split('-')[0])
}

test('flows take turns, however much one of them has waiting', async () => {
  const asked = await writeTogether('turns', { inventory: 'normal', orders: 'normal' })

  expect(asked.slice(0, 11)).toEqual(['inventory', ...Array(5).fill(['inventory', 'orders']).flat()])
})

test('an interactive flow goes before a bulk one', async () => {
  const asked = await writeTogether('priorities', { inventory: 'bulk', orders: 'interactive' })

  expect(asked.slice(0, 6)).toEqual(['inventory', 'orders', 'orders', 'orders', 'orders', 'orders'])
})
