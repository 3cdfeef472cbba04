import type { FlowPlan } from '../compile/flow-plan.js'
import type { FlowHostOptions } from '../pipeline/create-run-context.js'
import { openExports, type ReadOptions } from '../pipeline/open-exports.js'
import { runPages } from './run-pages.js'
import type { RunReason } from './run-reason.js'
import type { RunReport } from './run-report.js'

export interface RunFlowOptions extends ReadOptions {
  /**
   * Stops the run gracefully: what is in flight is finished, the rest is left for the next run. A `Failure` as the signal's reason is
   * what the report says.
   */
  readonly signal?: AbortSignal
  /** Treats records anew that have not changed since they were settled. */
  readonly again?: boolean
  /** Why the run begins, for its history. */
  readonly reason?: RunReason
}

/**
 * Runs a flow once: reads what has changed since the last run and settles every record of it.
 *
 * Resolves with a report even when the run had to stop; what was not settled is read again by the next run. Rejects with
 * `FlowBusyError` when the flow is running already, and when the store cannot keep what happened.
 */
export const runFlow = (
  plan: FlowPlan,
  host: FlowHostOptions,
  options: RunFlowOptions = {},
): Promise<RunReport> =>
  runPages({
    plan,
    host,
    signal: options.signal,
    reason: options.reason,
    retrying: options.again ?? false,
    sources: context => openExports(context, options),
  })
