import { createMemoryStore, type Store } from '@tiktok-ns/flow-engine'
import { expect, test } from 'vitest'
import { operationSpec } from '../project/operation-spec.js'
import { fakeRunner } from '../testing/fake-runner.js'
import { createLocalOperations } from './local-operations.js'

const day = 24 * 60 * 60_000
const now = Date.UTC(2026, 10, 26)

const open = (store: Store = createMemoryStore()) => {
  const { keepDays } = operationSpec.parse({ keepDays: { payloads: 7 } })
  const runner = fakeRunner()
  const options = { store, runner, keepDays, flows: ['orders', 'returns'], load: () => [], now: () => now }
  return { store, operations: createLocalOperations({ ...options, personal: new Set() }) }
}

const settle = (store: Store, traceKey: string, daysAgo: number) =>
  store.settlePage({
    runId: 'r1',
    flow: 'orders',
    settledAtMs: now - daysAgo * day,
    records: [
      {
        traceKey,
        fingerprint: 'f',
        status: 'written',
        writes: [],
        person: `buyer of ${traceKey}`,
        trail: { read: { id: traceKey }, exchanges: [] },
      },
    ],
  })

test('pruning deletes each kind of data at its own age, and is in the audit log', async () => {
  const { store, operations } = open()
  await settle(store, 'old', 500)
  await settle(store, 'seen', 8)
  await settle(store, 'young', 6)

  const pruned = await operations.prune({ by: 'kim' })

  expect(pruned).toMatchObject({ trails: 2, history: 1 })
  const kept = await store.readHistory({ limit: 5, withTrails: true })
  expect(kept.map(({ traceKey, trail }) => [traceKey, trail !== undefined])).toEqual([
    ['young', true],
    ['seen', false],
  ])
  expect(await operations.listAudit({})).toMatchObject([{ by: 'kim', action: 'store.prune' }])
})

test('a person is forgotten, and the audit log says that, but not who', async () => {
  const { store, operations } = open()
  await settle(store, 'a', 1)

  expect(await operations.forget({ person: 'buyer of a', by: 'kim' })).toEqual({
    trails: 1,
    parked: 0,
    audit: 0,
  })

  const audit = await operations.listAudit({})
  expect(audit).toMatchObject([{ by: 'kim', action: 'person.forget' }])
  expect(JSON.stringify(audit)).not.toContain('buyer of')
})

test('a story that is longer than is shown says so', async () => {
  const { store, operations } = open()
  for (let entry = 0; entry < 1_001; entry += 1) await settle(store, 'a', 1)

  const { chapters } = await operations.explain({ key: 'a' })

  expect(chapters[0]).toMatchObject({ cutAt: 1_000 })
  expect(chapters[0]?.history).toHaveLength(1_000)
})

test('open errors are counted once, however many flows there are', async () => {
  const store = createMemoryStore()
  let counted = 0
  const { operations } = open({
    ...store,
    countOpen: () => {
      counted += 1
      return store.countOpen()
    },
  })

  expect((await operations.readStatus({})).map(({ flow }) => flow)).toEqual(['orders', 'returns'])
  expect(counted).toBe(1)
})
