import { expect, test } from 'vitest'
import { memoryConnector } from '../connectors/memory/memory-connector.js'
import { createMemoryStore } from '../memory-store/create-memory-store.js'
import { fakeClock } from '../testing/fake-clock.js'
import { fakeConnector } from '../testing/fake-connector.js'
import { samplePlan } from '../testing/sample-plan.js'
import { retryParked } from './retry-parked.js'
import { runFlow } from './run-flow.js'

const start = Date.UTC(2026, 0, 1)
const key = 'TTS-US1-SO-1'

/** An order that is changed again and again, and what NetSuite is asked to make of it. */
const open = (isDeleted: () => boolean) => {
  const clock = fakeClock(start)
  const store = createMemoryStore()
  const kept = memoryConnector({ name: 'netsuite', collections: { salesOrder: {} } })
  const target = () =>
    isDeleted() ? memoryConnector({ name: 'netsuite', collections: { salesOrder: {} } }) : kept
  const shop = fakeConnector({
    async *pages() {
      const record = { id: '1', status: 'PAID', update_time: clock.now() / 1000, line_items: [] }
      yield { records: [record] }
    },
  })
  const host = () => ({
    store,
    clock,
    connections: { shop, erp: { ...fakeConnector(), importMany: target().connect({}, {}).importMany } },
  })
  const later = () => clock.set(clock.now() + 3_600_000)
  return {
    store,
    run: () => {
      later()
      return runFlow(samplePlan(), host())
    },
    retry: (makeAgain: boolean) => {
      later()
      return retryParked(samplePlan(), host(), { makeAgain })
    },
  }
}

test('a document that people have deleted is not made again when its record changes: it is parked', async () => {
  let isDeleted = false
  const { run, store } = open(() => isDeleted)
  await run()
  expect((await run()).changes).toEqual({ unchanged: 1 })

  isDeleted = true
  const report = await run()

  expect(report.failedByKind).toEqual({ missing: 1 })
  const [parked] = await store.listParked({ status: 'open', limit: 5 })
  expect(parked?.failure.message).toContain(`"${key}" was made before and is not there any more`)
})

test('it is made again when a person says so', async () => {
  let isDeleted = false
  const { run, retry } = open(() => isDeleted)
  await run()
  isDeleted = true
  await run()

  expect((await retry(false)).counts).toMatchObject({ failed: 1 })
  expect((await retry(true)).changes).toEqual({ created: 1 })
})

test('a run keeps the version of the flow: another setting or step is another one, another place of it is not', async () => {
  const store = createMemoryStore()
  const host = {
    store,
    clock: fakeClock(start),
    connections: { shop: fakeConnector(), erp: fakeConnector() },
  }
  const plan = samplePlan()
  const moved = samplePlan(yaml => `\n\n${yaml}`)
  const changed = samplePlan(yaml => yaml.replace('memo: "order', 'memo: "TikTok order'))

  for (const one of [plan, moved, changed, { ...plan, settings: { customer: '7' } }]) await runFlow(one, host)

  const versions = (await store.listRuns({ limit: 5 })).map(({ version }) => version)
  expect(new Set(versions).size).toBe(3)
})
