import type { Failure } from '../failures/failure.js'

export interface OutcomeCounts {
  readonly read: number
  readonly written: number
  readonly skipped: number
  readonly failed: number
}

/** What came of a run. `read = written + skipped + failed`, always. */
export interface RunReport {
  readonly runId: string
  readonly flow: string
  /** `stopped`: a failure or the caller ended it early; what was left is read again by the next run. */
  readonly state: 'completed' | 'stopped'
  readonly startedAt: string
  readonly elapsedMs: number
  readonly counts: OutcomeCounts
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
