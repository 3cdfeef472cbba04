import { createMemoryStore, type RunFlowOptions, systemClock } from '@tiktok-ns/flow-engine'
import { expect, test, vi } from 'vitest'
import { samplePlan, sampleReport } from '../testing/fake-runner.js'
import { deliverNotifications } from './deliver-notifications.js'
import { createRunQueue } from './run-queue.js'

const open = (stoppedFor: number) => {
  const store = createMemoryStore()
  const stopping = new AbortController()
  const runs: RunFlowOptions[] = []
  const runner = {
    run: async (_: unknown, options: RunFlowOptions) => {
      runs.push(options)
      return sampleReport(
        'orders',
        runs.length <= stoppedFor
          ? { state: 'stopped', stoppedBy: { kind: 'unavailable', message: 'no answer' } }
          : {},
      )
    },
    retry: async () => sampleReport('orders'),
  }
  const accept = (notificationId: string, recordId: string) =>
    store.acceptNotification({
      connection: 'us-shop',
      notificationId,
      topic: 'order-status-change',
      recordId,
      receivedAtMs: 1,
      flows: ['orders'],
    })
  const start = () =>
    deliverNotifications({
      plans: [samplePlan('orders')],
      store,
      queue: createRunQueue(runner),
      // The pauses between tries are not waited for.
      clock: { ...systemClock, wait: async () => undefined },
      signal: stopping.signal,
      onError: () => undefined,
    })
  return { store, runs, accept, start, stopping }
}

test('a storm about few orders reads each order once', async () => {
  const { store, runs, accept, start, stopping } = open(0)
  for (let count = 0; count < 150; count += 1) await accept(`n${count}`, `order-${count % 3}`)

  const delivery = start()

  await vi.waitFor(async () => expect((await store.countNotifications()).waiting).toBe(0))
  expect(runs.map(({ ids }) => ids)).toEqual([['order-0', 'order-1', 'order-2']])
  stopping.abort()
  await delivery.ended
})

test('what a run could not finish stays in the inbox, and is done again', async () => {
  const { store, runs, accept, start, stopping } = open(2)
  await accept('n1', 'order-1')

  const delivery = start()

  await vi.waitFor(async () => expect((await store.countNotifications()).waiting).toBe(0))
  expect(runs).toHaveLength(3)
  stopping.abort()
  await delivery.ended
})
