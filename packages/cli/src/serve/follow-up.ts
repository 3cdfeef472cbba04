import type { FlowPlan, Store } from '@tiktok-ns/flow-engine'
import type { FlowRunner } from '../operations/local-operations.js'
import { startsOthers } from '../operations/run-chain.js'
import { missedStarts } from './make-up-chains.js'
import type { RunQueue } from './run-queue.js'

export interface FollowUpOptions {
  readonly queue: RunQueue
  readonly plans: readonly FlowPlan[]
  readonly store: Pick<Store, 'listRuns'>
  /** Aborted when nothing new is to begin. */
  readonly signal: AbortSignal
  readonly onError: (flow: string, error: unknown) => void
}

export interface FollowUp extends Pick<FlowRunner, 'run'> {
  /** Starts what an earlier process should have started and could not any more. */
  makeUp(): Promise<void>
}

/**
 * Starts what a flow names under `then` when its run has come to its end, and waits for none of it.
 *
 * One that waits for its turn already is not started twice: it will see all that has been done before it begins.
 */
export const followUp = ({ queue, plans, store, signal, onError }: FollowUpOptions): FollowUp => {
  const waiting = new Set<string>()

  const start = (next: FlowPlan, before: FlowPlan): void => {
    const { flow } = next
    if (signal.aborted || waiting.has(flow)) return
    waiting.add(flow)
    void run(next, { reason: `after ${before.flow}` }, () => waiting.delete(flow)).catch((error: unknown) => {
      waiting.delete(flow)
      onError(flow, error)
    })
  }

  const run = async (...[plan, options, begins]: Parameters<RunQueue['run']>) => {
    const report = await queue.run(plan, options, begins)
    if (report.state === 'completed' && startsOthers(options))
      for (const next of plans) if (plan.then.includes(next.flow)) start(next, plan)
    return report
  }
  return {
    run,
    makeUp: async () => {
      for (const { next, before } of await missedStarts(plans, store)) start(next, before)
    },
  }
}
