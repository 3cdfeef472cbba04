import { expect, test } from 'vitest'
import type { Failure } from '../failures/failure.js'
import { createMemoryStore } from '../memory-store/create-memory-store.js'
import { runFlow } from '../run/run-flow.js'
import { fakeClock } from '../testing/fake-clock.js'
import { fakeConnector } from '../testing/fake-connector.js'
import { sampleConnectors } from '../testing/sample-connectors.js'
import { samplePlan } from '../testing/sample-plan.js'
import { createCauseWatch, type StopEarly } from './watch-causes.js'

const [, description] = sampleConnectors

const order = (id: number) => ({
  id: `5764${id}`,
  status: 'PAID',
  update_time: 1_767_000_000,
  line_items: [{ seller_sku: 'SCARF' }],
})

const run = async (refuse: (n: number) => Failure | undefined, stopEarly?: StopEarly | false) => {
  const pages = Array.from({ length: 50 }, (_, page) =>
    Array.from({ length: 10 }, (_, index) => order(page * 10 + index)),
  )
  const erp = fakeConnector({
    lookups: { SCARF: [{ id: '1' }] },
    ...(description === undefined ? {} : { description }),
    refuse: ({ externalId = '' }) => refuse(Number(externalId.slice('TTS-US1-SO-5764'.length))),
  })
  const store = createMemoryStore()
  const report = await runFlow(
    { ...samplePlan(), pagesInFlight: 1 },
    {
      connections: { shop: fakeConnector({ pages }), erp },
      store,
      clock: fakeClock(),
      ...(stopEarly === undefined ? {} : { stopEarly }),
    },
  )
  return { report, parked: (await store.listParked({ limit: 1_000 })).length, store }
}

const wrongEntity = (n: number): Failure => ({
  kind: 'invalid',
  message: `Invalid Field Value 999 for order ${n}`,
  hint: 'Set an entity that exists.',
})

test('when every record fails for one cause, the run stops early instead of parking all of them', async () => {
  const { report, parked, store } = await run(wrongEntity)

  expect(report).toMatchObject({ state: 'stopped', stoppedBy: { kind: 'invalid' } })
  expect(report.stoppedBy?.message).toMatch(/^25 records failed alike at salesOrder and none came through/)
  expect(report.stoppedBy?.hint).toContain('Set an entity that exists.')
  expect(parked).toBeGreaterThanOrEqual(25)
  expect(parked).toBeLessThan(50)
  expect(await store.readCursor('orders')).toBeUndefined()
})

test('one record that comes through says that the configuration is right', async () => {
  const { report } = await run(n => (n % 20 === 0 ? undefined : wrongEntity(n)))

  expect(report).toMatchObject({ state: 'completed', counts: { read: 500, written: 25, failed: 475 } })
})

test('different causes are the records’ own', async () => {
  const { report } = await run(n => ({ kind: 'invalid', message: `refused for ${'abc'.repeat(n % 7)}` }))

  expect(report.state).toBe('completed')
})

test('threshold and window are settable, and the watch can be turned off', async () => {
  const sooner = await run(wrongEntity, { after: 3, within: 5 })
  expect(sooner.report.stoppedBy?.message).toMatch(/^3 records/)

  const never = await run(wrongEntity, false)
  expect(never.report).toMatchObject({ state: 'completed', counts: { failed: 500 } })
})

test('a few other failures in the window do not hide the common cause', () => {
  const { failed } = createCauseWatch({ after: 3, within: 4 })
  const other: Failure = { kind: 'timeout', message: 'no answer' }

  expect(failed('s', '1', wrongEntity(1))).toBeUndefined()
  expect(failed('s', '2', other)).toBeUndefined()
  expect(failed('s', '3', wrongEntity(3))).toBeUndefined()
  expect(failed('s', '4', wrongEntity(4))?.kind).toBe('invalid')
})

test('one record whose lines all fail is one record', () => {
  const { failed } = createCauseWatch({ after: 2, within: 4 })

  expect(failed('s', '1', wrongEntity(1))).toBeUndefined()
  expect(failed('s', '1', wrongEntity(1))).toBeUndefined()
})
