import type { FlowPlan, RunReport } from '@tiktok-ns/flow-engine'
import type { FlowRunner } from '../operations/local-operations.js'

/** A plan that only has a name, and names. */
export const samplePlan = (flow: string, then: readonly string[] = []): FlowPlan => ({
  flow,
  then,
  summary: '',
  settings: {},
  connections: {},
  triggers: [],
  exports: [],
  exportOrder: 'inTurn',
  steps: [],
  onFailure: {},
  concurrency: 1,
  priority: 'normal',
  pagesInFlight: 1,
})

export interface FakeRunner extends FlowRunner {
  /** `flow: why`, with the records that were named. */
  readonly started: readonly string[]
}

/** Runs nothing, and says what it was asked to run. */
export const fakeRunner = ({ stopping = [] }: { readonly stopping?: readonly string[] } = {}): FakeRunner => {
  const started: string[] = []
  const run: FlowRunner['run'] = async ({ flow }, { reason = 'command', ids }) => {
    started.push(`${flow}: ${reason}${ids === undefined ? '' : ` ${ids.join()}`}`)
    return sampleReport(flow, stopping.includes(flow) ? { state: 'stopped' } : {})
  }
  return { started, run, retry: plan => run(plan, { reason: 'retry' }) }
}

/** The report of a run in which nothing happened. */
export const sampleReport = (flow: string, more: Partial<RunReport> = {}): RunReport => ({
  runId: flow,
  flow,
  state: 'completed',
  startedAt: '',
  elapsedMs: 0,
  counts: { read: 0, written: 0, skipped: 0, failed: 0 },
  leftForNextRun: 0,
  steps: {},
  branches: {},
  handled: {},
  endedBySteps: {},
  skippedByReason: {},
  failedByKind: {},
  changes: {},
  calls: {},
  warnings: [],
  ...more,
})
