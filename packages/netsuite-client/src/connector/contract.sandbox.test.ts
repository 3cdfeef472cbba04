import { connectorContract } from '@tiktok-ns/flow-engine/testing'
import { createSandbox, defaultNetSuiteCredentials } from '@tiktok-ns/sandbox'
import { describe, test } from 'vitest'
import { netsuiteConnector } from './connector.js'

const three = ['321', '322', '323'] as const
/** The first of the three changed on the first of March, and so on. */
const changedAt = (id: string) => `2026-03-0${Number(id) - 320}T10:00:00Z`

const records = {
  subsidiary: [{ id: '1', name: 'Acme Inc.' }],
  customer: [{ id: '107', companyName: 'TikTok Shop US', subsidiary: { id: '1' } }],
  inventoryItem: three.map(id => ({ id, itemId: `SKU-${id}`, lastModifiedDate: changedAt(id) })),
  salesOrder: three.map(id => ({
    id,
    tranDate: '2026-03-01',
    entity: { id: '107' },
    subsidiary: { id: '1' },
    item: { items: [{ line: 1, item: { id: '321' }, quantity: 2, rate: 10, amount: 20 }] },
    lastModifiedDate: changedAt(id),
  })),
}

/** The query of each export's own pages; what is read beside them is not counted. */
const pageQueries = { items: 'FROM item i', salesOrders: 'FROM transaction t' } as const

/** All of it over the sandbox: exports and lookups in SuiteQL, writes as records. */
const subject = (resource: keyof typeof pageQueries) => {
  const sandbox = createSandbox({ seed: { netsuite: { records } } })
  let pagesAsked = 0
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    if ((await request.clone().text()).includes(pageQueries[resource])) pagesAsked += 1
    return sandbox.netsuite.fetch(request)
  }
  const connector = netsuiteConnector.connect({ ...defaultNetSuiteCredentials, timeZone: 'UTC' }, { fetch })
  return {
    connector,
    export: {
      resource,
      ids: three,
      window: { field: 'lastmodifieddate', atMs: Date.parse(changedAt('322')), earlier: ['321'] },
      pagesAsked: () => pagesAsked,
    },
    lookup: { name: 'itemsBySku', present: 'SKU-321', absent: 'SKU-0' },
    import: {
      target: 'customer',
      operation: 'create',
      payload: (text: string) => ({ companyName: text, subsidiary: { id: '1' } }),
      count: () => sandbox.calls.count({ system: 'netsuite', method: 'POST', status: 204 }),
      updates: true,
    },
  }
}

describe.each(['items', 'salesOrders'] as const)('exporting %s', resource => {
  test.each(connectorContract)('$name', ({ keep }) => keep(subject(resource)))
})
