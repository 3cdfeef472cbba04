import type { Failure } from '../failures/failure.js'
import type { Outcome } from '../run/outcome.js'
import type { RunReport } from '../run/run-report.js'

/** Hears everything that happens in a run. Progress lines, logs, metrics and audits all listen here. */
export interface RunObserver {
  observe(event: RunEvent): void
}

/** Every event names its run, where one observer hears several at a time. */
export type RunEvent = { readonly runId: string } & RunHappening

type RunHappening =
  | { readonly type: 'runStarted'; readonly flow: string; readonly startedAtMs: number }
  | {
      readonly type: 'pageRead'
      /** Counted from 1 through the run. */
      readonly page: number
      readonly export: string
      readonly records: number
      readonly totalCount?: number
    }
  /** All records of a page have ended, but for those that wait in a group. */
  | { readonly type: 'pageSettled'; readonly page: number }
  | { readonly type: 'warning'; readonly message: string }
  | {
      readonly type: 'retrying'
      readonly traceKey: string
      readonly step: string
      readonly failure: Failure
      readonly waitMs: number
    }
  /** `page`: the one that brought it; a group's members may come from several. */
  | { readonly type: 'recordSettled'; readonly outcome: Outcome; readonly page?: number }
  | { readonly type: 'runFinished'; readonly report: RunReport }

/** Hears nothing. */
export const silentObserver: RunObserver = { observe: () => undefined }
