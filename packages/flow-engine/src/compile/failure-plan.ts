import type { FailureKind } from '../failures/failure.js'
import type { StepPlan } from './step-plan.js'

/** What to do about failures, by kind. */
export type OnFailurePlan = { readonly [kind in FailureKind]?: FailureRule }

export type FailureRule = Ending | { readonly then: 'retry'; readonly retry: RetryPlan }

/** How a record ends, or goes on, when no more tries are made. */
export type Ending = { readonly then: EndingName } | RecoveryPlan

/**
 * - `park`: kept for a later try.
 * - `skip`: ends the record with a reason.
 * - `continue`: the record goes on; `steps.<id>.failure` says what happened.
 * - `stop`: ends the run.
 */
export type EndingName = 'park' | 'skip' | 'continue' | 'stop'

/** Steps that are run for the failed record, with `failure` in reach, before it ends. */
export interface RecoveryPlan {
  readonly then: 'run'
  readonly steps: readonly StepPlan[]
  readonly finally: EndingName
}

export interface RetryPlan {
  readonly attempts: number
  readonly firstDelayMs: number
  readonly maxDelayMs: number
  /** What happens when the attempts are used up. */
  readonly finally: Ending
}
