import { expect, test } from 'vitest'
import { createMemoryStore } from '../memory-store/create-memory-store.js'
import { runFlow } from '../run/run-flow.js'
import { fakeClock } from '../testing/fake-clock.js'
import { fakeConnector } from '../testing/fake-connector.js'
import { samplePlan } from '../testing/sample-plan.js'

const noon = Date.UTC(2026, 0, 1, 12)
const minute = 60_000
const day = 24 * 60 * minute
const overlap = 10 * minute

const open = () => {
  const clock = fakeClock(noon)
  const shop = fakeConnector({ pages: [[]] })
  const host = { connections: { shop, erp: fakeConnector() }, store: createMemoryStore(), clock }
  const runAt = async (ms: number) => {
    clock.set(ms)
    const { warnings } = await runFlow(samplePlan(), host)
    const { window } = shop.exportRequests.at(-1) ?? {}
    return { fromMs: window?.fromMs, untilMs: window?.untilMs, warnings }
  }
  return { runAt, store: host.store, shop }
}

test('a clock that was a day ahead and is put right leaves nothing out', async () => {
  const { runAt, store } = open()
  await runAt(noon)
  await runAt(noon + day) // wrong
  expect(await store.readCursor('orders')).toBe(noon + day)

  const { fromMs, untilMs, warnings } = await runAt(noon + 5 * minute)

  expect({ fromMs, untilMs }).toEqual({ fromMs: noon - overlap, untilMs: noon + 5 * minute })
  expect(warnings[0]).toContain('The clock has been ahead')
  expect(await store.readCursor('orders')).toBe(noon + 5 * minute)
  expect(await runAt(noon + 10 * minute)).toMatchObject({ fromMs: noon + 5 * minute - overlap, warnings: [] })
})

test('a clock that goes back a little reads the overlap once more and warns of nothing', async () => {
  const { runAt } = open()
  await runAt(noon)

  expect(await runAt(noon - 30_000)).toMatchObject({
    fromMs: noon - overlap,
    untilMs: noon - 30_000,
    warnings: [],
  })
})
