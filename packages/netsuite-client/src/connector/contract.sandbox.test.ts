import { connectorContract } from '@tiktok-ns/flow-engine/testing'
import { createSandbox, defaultNetSuiteCredentials } from '@tiktok-ns/sandbox'
import { test } from 'vitest'
import { netsuiteConnector } from './connector.js'

const rows = [
  { id: '321', lastmodifieddate: '2026-03-01 10:00:00' },
  { id: '322', lastmodifieddate: '2026-03-02 10:00:00' },
  { id: '323', lastmodifieddate: '2026-03-03 10:00:00' },
]

/** What the exports' queries ask of `item`: after a key, these ids, from and until a time. */
const answerItems = (query: string, limit: number): Response => {
  const number = (pattern: RegExp) => Number(pattern.exec(query)?.[1] ?? 0)
  const ids = /i\.id IN \(([\d, ]+)\)/.exec(query)?.[1]?.split(', ')
  const from = /lastmodifieddate >= TO_TIMESTAMP\('([^']+)'/.exec(query)?.[1] ?? ''
  const until = /lastmodifieddate < TO_TIMESTAMP\('([^']+)'/.exec(query)?.[1] ?? '9'
  const found = rows.filter(
    ({ id, lastmodifieddate }) =>
      Number(id) > number(/WHERE key > (\d+)/) &&
      (ids === undefined || ids.includes(id)) &&
      lastmodifieddate >= from &&
      lastmodifieddate < until,
  )
  const items = found.slice(0, limit).map(row => ({ links: [], key: row.id, ...row }))
  return Response.json({ items, hasMore: found.length > limit })
}

/** Writes and lookups meet the sandbox; the exports' queries, which its SuiteQL does not know yet, are answered here. */
const subject = () => {
  const inventoryItem = rows.map(({ id }) => ({ id, itemId: `SKU-${id}` }))
  const seed = { netsuite: { records: { subsidiary: [{ id: '1', name: 'Acme Inc.' }], inventoryItem } } }
  const sandbox = createSandbox({ seed })
  let pagesAsked = 0
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const text = await request.clone().text()
    if (!text.includes('FROM item i')) return sandbox.netsuite.fetch(request)
    pagesAsked += 1
    return answerItems(text, Number(new URL(request.url).searchParams.get('limit')))
  }
  const connector = netsuiteConnector.connect({ ...defaultNetSuiteCredentials, timeZone: 'UTC' }, { fetch })
  return {
    connector,
    export: {
      resource: 'items',
      ids: rows.map(({ id }) => id),
      window: { field: 'lastmodifieddate', atMs: Date.parse('2026-03-02T10:00:00Z'), earlier: ['321'] },
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

test.each(connectorContract)('$name', ({ keep }) => keep(subject()))
