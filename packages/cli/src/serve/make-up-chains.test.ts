import { createMemoryStore, type RunReason } from '@tiktok-ns/flow-engine'
import { expect, test } from 'vitest'
import { samplePlan, sampleReport } from '../testing/fake-runner.js'
import { missedStarts } from './make-up-chains.js'

const plans = [samplePlan('payments', ['journal']), samplePlan('journal', ['report']), samplePlan('report')]

interface Ran {
  readonly flow: string
  readonly at: number
  /** Missing: the process was killed meanwhile. */
  readonly until?: number
  readonly reason?: RunReason
  readonly state?: 'stopped'
}

const missedAfter = async (...runs: readonly Ran[]) => {
  const store = createMemoryStore()
  for (const [index, { flow, at, until, reason = 'schedule', state }] of runs.entries()) {
    const runId = String(index)
    await store.startRun({ runId, flow, startedAtMs: at, reason })
    const report = sampleReport(flow, state === undefined ? {} : { state })
    if (until !== undefined) await store.finishRun({ runId, flow, endedAtMs: until, report })
  }
  return (await missedStarts(plans, store)).map(({ next, before }) => `${next.flow} after ${before.flow}`)
}

test('a follower that a crash kept from starting, or from ending, is made up for', async () => {
  expect(await missedAfter({ flow: 'payments', at: 1, until: 5 })).toEqual(['journal after payments'])
  expect(await missedAfter({ flow: 'payments', at: 1, until: 5 }, { flow: 'journal', at: 5 })).toEqual([
    'journal after payments',
  ])
  expect(
    await missedAfter(
      { flow: 'payments', at: 1, until: 5 },
      { flow: 'journal', at: 5, until: 6, reason: 'after payments' },
    ),
  ).toEqual(['report after journal'])
})

test('nothing is made up for that has run since, or was not to start anything', async () => {
  const all = [
    { flow: 'payments', at: 1, until: 5 },
    { flow: 'journal', at: 7, until: 8 },
    { flow: 'report', at: 8, until: 9, state: 'stopped' },
  ] as const
  expect(await missedAfter(...all)).toEqual([])
  expect(await missedAfter(...all, { flow: 'payments', at: 20, until: 21, reason: 'webhook' })).toEqual([])
  expect(await missedAfter(...all, { flow: 'payments', at: 20, until: 21, state: 'stopped' })).toEqual([])
  expect(await missedAfter(...all, { flow: 'payments', at: 20 })).toEqual([])
  expect(await missedAfter()).toEqual([])
})
