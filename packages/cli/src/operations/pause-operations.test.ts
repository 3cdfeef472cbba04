import { createMemoryStore } from '@tiktok-ns/flow-engine'
import { expect, test } from 'vitest'
import { operationSpec } from '../project/operation-spec.js'
import { fakeRunner, samplePlan } from '../testing/fake-runner.js'
import { createLocalOperations } from './local-operations.js'

const open = () => {
  const store = createMemoryStore()
  const runner = fakeRunner()
  const plans = [samplePlan('orders', ['returns']), samplePlan('returns'), samplePlan('stock')]
  const operations = createLocalOperations({
    store,
    runner,
    keepDays: operationSpec.parse({}).keepDays,
    flows: plans.map(({ flow }) => flow),
    load: named => plans.filter(({ flow }) => named.includes(flow)),
    personal: new Set(),
    now: () => 0,
  })
  return { store, runner, operations }
}

test('a paused flow is left out of a run of all, also of those that follow; named, it is refused with who and why', async () => {
  const { runner, operations } = open()
  await operations.pause({ flows: ['returns'], why: 'month end', by: 'kim' })

  await operations.run({})

  expect(runner.started).toEqual(['orders: command', 'stock: command'])
  const refusal =
    /^returns is paused since 1970-\S+ by kim \(month end\); `tiktok-ns resume returns` lets it go on$/
  await expect(operations.run({ flows: ['returns'] })).rejects.toThrow(refusal)
  await expect(operations.retry({ flows: ['returns'] })).rejects.toThrow(refusal)
})

test('status says which flow is paused, since when, by whom and why', async () => {
  const { operations } = open()
  await operations.pause({ flows: ['stock'], why: 'stock count', by: 'kim' })

  const [orders, , stock] = await operations.readStatus({})

  expect(orders?.paused).toBeUndefined()
  expect(stock?.paused).toEqual({ flow: 'stock', sinceMs: 0, by: 'kim', why: 'stock count' })
})

test('resumed flows catch up one after the other, in the order of the project, and the audit log has it', async () => {
  const { runner, operations, store } = open()
  await operations.pause({ flows: ['stock', 'orders'], by: 'kim' })

  await operations.resume({ by: 'lee' })

  expect(runner.started).toEqual(['orders: command', 'stock: command'])
  expect((await store.listPauses()).size).toBe(0)
  expect((await operations.listAudit({})).map(({ by, action, flow }) => [by, action, flow])).toEqual([
    ['lee', 'flow.resume', 'stock'],
    ['lee', 'flow.resume', 'orders'],
    ['kim', 'flow.pause', 'orders'],
    ['kim', 'flow.pause', 'stock'],
  ])
})
