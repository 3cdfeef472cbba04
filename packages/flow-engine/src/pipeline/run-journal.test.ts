import { expect, test } from 'vitest'
import type { Failure } from '../failures/failure.js'
import { createMemoryStore } from '../memory-store/create-memory-store.js'
import { retryParked } from '../run/retry-parked.js'
import { runFlow } from '../run/run-flow.js'
import { fakeClock } from '../testing/fake-clock.js'
import { fakeConnector } from '../testing/fake-connector.js'
import { flowOf } from '../testing/flow-cases.js'
import { planOf } from '../testing/sample-plan.js'

const plan = planOf(
  flowOf(
    `- import: salesOrder
  into: erp.salesOrder
  externalId: SO-\${record.id}
  payload: { version: "\${record.update_time}" }
- import: deposit
  into: erp.salesOrder
  externalId: DEP-\${record.id}
  payload: { order: "\${steps.salesOrder.id}" }`,
  ),
)

const open = (refuse: (externalId: string) => Failure | undefined) => {
  const order = { id: '1', status: 'PAID', update_time: 1_000 }
  const pages = [[order]]
  const store = createMemoryStore()
  const erp = fakeConnector({ refuse: ({ externalId = '' }) => refuse(externalId) })
  const clock = fakeClock()
  const host = { connections: { shop: fakeConnector({ pages }), erp }, store, clock }
  return { host, clock, store, pages, order, written: () => erp.writes.map(({ externalId }) => externalId) }
}

const refused: Failure = { kind: 'invalid', message: 'refused' }

test('a retry does not repeat the imports that were done, and goes on from the one that failed', async () => {
  let broken = true
  const { host, store, written } = open(id => (broken && id === 'DEP-1' ? refused : undefined))
  await runFlow(plan, host)
  expect(written()).toEqual(['SO-1', 'DEP-1'])

  broken = false
  const report = await retryParked(plan, host)

  expect(report.counts).toMatchObject({ written: 1 })
  expect(written()).toEqual(['SO-1', 'DEP-1', 'DEP-1'])
  const [newest] = await store.readHistory({ limit: 1, withTrails: true })
  expect(newest?.trail?.exchanges).toMatchObject([
    { step: 'salesOrder', remembered: true, answer: { id: 'id-SO-1' } },
    { step: 'deposit', sent: { order: 'id-SO-1' } },
  ])
  expect(await store.readJournal('orders')).toEqual([])
})

test('a run that was stopped goes on in the next one after the last finished import', async () => {
  let broken = true
  const stop: Failure = { kind: 'auth', message: 'the token is gone' }
  const { host, written } = open(id => (broken && id === 'DEP-1' ? stop : undefined))
  expect((await runFlow(plan, host)).state).toBe('stopped')

  broken = false
  expect((await runFlow(plan, host)).counts).toMatchObject({ read: 1, written: 1 })
  expect(written()).toEqual(['SO-1', 'DEP-1', 'DEP-1'])
})

test('other contents are another import: a changed record is written again', async () => {
  let broken = true
  const { host, clock, pages, order, written } = open(id => (broken && id === 'DEP-1' ? refused : undefined))
  await runFlow(plan, host)

  broken = false
  clock.set(clock.now() + 60_000)
  pages[0] = [{ ...order, update_time: 2_000 }]
  await runFlow(plan, host)

  expect(written()).toEqual(['SO-1', 'DEP-1', 'SO-1', 'DEP-1'])
})

test('a failure that a person has resolved leaves nothing to remember', async () => {
  const { host, store } = open(id => (id === 'DEP-1' ? refused : undefined))
  await runFlow(plan, host)
  expect(await store.readJournal('orders')).toHaveLength(1)

  await store.changeParked({ flow: 'orders', traceKey: '1', resolvedAtMs: 5 })

  expect(await store.readJournal('orders')).toEqual([])
})

test('a flow whose only import comes last has no journal', async () => {
  const single = planOf(
    flowOf(
      '- import: salesOrder\n  into: erp.salesOrder\n  externalId: SO-${record.id}\n  payload: { version: 1 }',
    ),
  )
  const { host, store } = open(() => undefined)
  const noted: unknown[] = []
  const watched = { ...store, noteImports: async (entries: readonly unknown[]) => void noted.push(entries) }

  await runFlow(single, { ...host, store: watched })

  expect(noted).toEqual([])
})
