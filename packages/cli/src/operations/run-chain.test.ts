import { expect, test } from 'vitest'
import { fakeRunner, samplePlan } from '../testing/fake-runner.js'
import type { RunBounds } from './local-operations.js'
import { runChain } from './run-chain.js'

/** Flows by name, each with those that follow it. */
const project = (then: Readonly<Record<string, readonly string[]>>, stopping: readonly string[] = []) => {
  const plans = Object.entries(then).map(([flow, followers]) => samplePlan(flow, followers))
  const load = (names: readonly string[]) => plans.filter(({ flow }) => names.includes(flow))
  const runFlows = async (names: readonly string[], bounds: RunBounds = {}) => {
    const runner = fakeRunner({ stopping })
    await runChain(load(names), { runner, load, bounds })
    return runner.started
  }
  return { runFlows }
}

test('what a flow names under "then" runs after it, and what that names after that', async () => {
  const { runFlows } = project({ payments: ['journal'], journal: ['report'], report: [] })

  expect(await runFlows(['payments'])).toEqual([
    'payments: command',
    'journal: after payments',
    'report: after journal',
  ])
})

test('a flow that follows several runs once, when all of them have run', async () => {
  const { runFlows } = project({ journal: [], payments: ['journal'], refunds: ['journal'] })

  expect(await runFlows(['journal', 'payments', 'refunds'])).toEqual([
    'payments: command',
    'refunds: command',
    'journal: after payments',
  ])
})

test('nothing follows a flow that had to stop, but what was asked for runs', async () => {
  const { runFlows } = project({ payments: ['journal', 'report'], journal: [], report: [] }, ['payments'])

  expect(await runFlows(['payments', 'report'])).toEqual(['payments: command', 'report: command'])
})

test('a back-fill starts no other flow', async () => {
  const { runFlows } = project({ payments: ['journal'], journal: [] })
  expect(await runFlows(['payments'], { backfill: true, fromMs: 0 })).toEqual(['payments: command'])
})

test('a run on named records starts no other flow', async () => {
  const { runFlows } = project({ payments: ['journal'], journal: [] })

  expect(await runFlows(['payments'], { ids: ['7'] })).toEqual(['payments: command 7'])
})
