import { createMemoryStore } from '@tiktok-ns/flow-engine'
import { expect, test } from 'vitest'
import { fakeRunner, samplePlan, sampleReport } from '../testing/fake-runner.js'
import { followUp } from './follow-up.js'
import { createRunQueue } from './run-queue.js'

const open = (options: Parameters<typeof fakeRunner>[0] = {}) => {
  const plans = [
    samplePlan('payments', ['journal']),
    samplePlan('refunds', ['journal']),
    samplePlan('journal'),
  ]
  const runner = fakeRunner(options)
  const queue = createRunQueue(runner)
  const stopping = new AbortController()
  const store = createMemoryStore()
  const { run, makeUp } = followUp({
    queue,
    plans,
    store,
    signal: stopping.signal,
    onError: () => undefined,
  })
  const [payments = samplePlan(''), refunds = samplePlan('')] = plans
  return { run, makeUp, store, queue, runner, stopping, payments, refunds }
}

test('a flow that waits for its turn is not started twice', async () => {
  const { run, queue, runner, payments, refunds } = open()

  await Promise.all([run(payments, { reason: 'schedule' }), run(refunds, { reason: 'schedule' })])
  await queue.idle()

  expect(runner.started).toEqual(['payments: schedule', 'refunds: schedule', 'journal: after payments'])
})

test('nothing follows named records, a run that had to stop, or the end of the process', async () => {
  const named = open()
  await named.run(named.payments, { reason: 'webhook', ids: ['1'] })
  await named.queue.idle()
  expect(named.runner.started).toEqual(['payments: webhook 1'])

  const stopped = open({ stopping: ['payments'] })
  await stopped.run(stopped.payments, { reason: 'schedule' })
  await stopped.queue.idle()
  expect(stopped.runner.started).toEqual(['payments: schedule'])

  const ending = open()
  ending.stopping.abort()
  await ending.run(ending.payments, { reason: 'schedule' })
  await ending.queue.idle()
  expect(ending.runner.started).toEqual(['payments: schedule'])
})

test('a chain that a crash cut off goes on when the next process begins', async () => {
  const { makeUp, store, queue, runner } = open()
  await store.startRun({ runId: '1', flow: 'payments', startedAtMs: 1, reason: 'schedule' })
  await store.finishRun({ runId: '1', flow: 'payments', endedAtMs: 2, report: sampleReport('payments') })

  await makeUp()
  await queue.idle()

  expect(runner.started).toEqual(['journal: after payments'])
})
