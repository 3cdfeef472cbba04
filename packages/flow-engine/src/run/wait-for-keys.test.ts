import { expect, test } from 'vitest'
import type { JsonObject } from '../json.js'
import { createMemoryStore } from '../memory-store/create-memory-store.js'
import type { ExportRequest } from '../ports/connector.js'
import { fakeClock } from '../testing/fake-clock.js'
import { fakeConnector } from '../testing/fake-connector.js'
import { flowOf, wrongIn } from '../testing/flow-cases.js'
import { planOf } from '../testing/sample-plan.js'
import { runFlow } from './run-flow.js'

const start = Date.UTC(2026, 0, 1)

const wait = `
- lookup: order
  cache: importedOrders
  match: record.id
  onMiss: wait
`

const document = `
- import: document
  into: erp.salesOrder
  externalId: TTS-\${record.id}
  payload: { memo: "\${steps.order.memo}" }
`

const around = `
- branch: way
  branches:
    - name: only
      steps:
${wait.trim().replace(/^/gm, '        ')}
`

/** A shop whose return has changed once, long ago: only its id brings it back. */
const open = (steps: string) => {
  const record: JsonObject = { id: '7', update_time: start / 1000 - 60 }
  let isThere = true
  const shop = fakeConnector({
    async *pages({ window, ids }: ExportRequest) {
      const isFirst = window?.fromMs === undefined || window.fromMs < start
      if (isThere && (ids === undefined ? isFirst : ids.includes('7'))) yield { records: [record] }
    },
  })
  const erp = fakeConnector()
  const clock = fakeClock(start)
  const store = createMemoryStore()
  const plan = planOf(flowOf(steps))
  return {
    store,
    shop,
    erp,
    run: () => {
      clock.set(clock.now() + 3_600_000)
      return runFlow(plan, { store, clock, connections: { shop, erp } })
    },
    remember: () => store.writeCache('importedOrders', [{ key: '7', value: { memo: 'first' } }]),
    vanish: () => {
      isThere = false
    },
  }
}

test.each([
  ['at the top', wait],
  ['in a branch', around],
])(
  'a record without its key %s is skipped, and read again by the first run that finds the key',
  async (_, steps) => {
    const { run, remember, shop, store } = open(steps)

    const first = await run()
    expect(first.counts).toMatchObject({ read: 1, skipped: 1 })
    expect(first.skippedByReason).toEqual({ 'waits for "7" in the cache importedOrders': 1 })
    expect((await run()).counts.read).toBe(0)

    await remember()
    expect((await run()).counts).toMatchObject({ read: 1, written: 1 })
    expect(shop.exportRequests.filter(({ ids }) => ids !== undefined)).toEqual([
      expect.objectContaining({ ids: ['7'] }),
    ])

    expect((await run()).counts.read).toBe(0)
    expect(await store.listAwaited('orders', start)).toEqual([])
  },
)

test('what it waited for is there for its steps', async () => {
  const { run, remember, erp } = open(`${wait}${document}`)
  await run()
  await remember()

  await run()

  expect([...erp.documents]).toEqual([['TTS-7', expect.objectContaining({ memo: 'first' })]])
})

test('a record that cannot be read again is given up, and asked for only once', async () => {
  const { run, remember, vanish, shop } = open(wait)
  await run()
  await remember()
  vanish()

  await run()
  await run()

  expect(shop.exportRequests.filter(({ ids }) => ids !== undefined)).toHaveLength(1)
})

test('only a key of a cache can be waited for', async () => {
  const flow = flowOf('- lookup: item\n  in: erp.itemsBySku\n  match: record.id\n  onMiss: wait\n')
  expect(await wrongIn(flow, '  - name: x\n    records: []\n')).toEqual([
    'orders.flow.yaml:10:13  only a key of a cache can be waited for; look in a "cache:" that another flow writes, or choose fail or skip',
  ])
})
