import type { Failure } from '../failures/failure.js'
import type { RunReason } from './run-reason.js'

export interface OutcomeCounts {
  readonly read: number
  readonly written: number
  readonly skipped: number
  readonly failed: number
}

/** What became of the records that came to a step. `came = wentOn + skipped + failed + abandoned`, always. */
export interface StepCounts {
  readonly came: number
  /** Went on to the next step: treated, or left out by `when`. */
  readonly wentOn: number
  readonly skipped: number
  readonly failed: number
  /** The run stopped before they ended. */
  readonly abandoned: number
}

/** What came of a run. `read = written + skipped + failed`, always. */
export interface RunReport {
  readonly runId: string
  readonly flow: string
  /** Why it began, where the host has said so. */
  readonly reason?: RunReason
  /** `stopped`: a failure or the caller ended it early; what was left is read again by the next run. */
  readonly state: 'completed' | 'stopped'
  readonly startedAt: string
  readonly elapsedMs: number
  readonly counts: OutcomeCounts
  /** Records that the run had read when it had to stop, and left as they were: the next run reads them again. */
  readonly leftForNextRun: number
  /** By the step's path. Inside `each` children are counted; a group counts its members. */
  readonly steps: Readonly<Record<string, StepCounts>>
  /** Records that went into each branch: `byKind/cashSale`. */
  readonly branches: Readonly<Record<string, number>>
  /** How often a rule for failures decided, by step and kind: `salesOrder invalid`. */
  readonly handled: Readonly<Record<string, number>>
  /** Records that each step ended. */
  readonly endedBySteps: Readonly<Record<string, number>>
  readonly skippedByReason: Readonly<Record<string, number>>
  readonly failedByKind: Readonly<Record<string, number>>
  /** What the writes did: created, updated, unchanged, deleted. */
  readonly changes: Readonly<Record<string, number>>
  /** Requests made of each connection: pages read, lookups, imports. */
  readonly calls: Readonly<Record<string, number>>
  /** Why it stopped early, where it did. */
  readonly stoppedBy?: Failure
  readonly warnings: readonly string[]
}
