import type { Failure } from '../failures/failure.js'
import type { Outcome } from '../run/outcome.js'
import type { RunReport } from '../run/run-report.js'

/** Hears everything that happens in a run. Progress lines, logs, metrics and audits all listen here. */
export interface RunObserver {
  observe(event: RunEvent): void
}

export type RunEvent =
  | { readonly type: 'runStarted'; readonly runId: string; readonly flow: string }
  | { readonly type: 'pageRead'; readonly records: number; readonly totalCount?: number }
  | { readonly type: 'warning'; readonly message: string }
  | {
      readonly type: 'retrying'
      readonly traceKey: string
      readonly step: string
      readonly failure: Failure
      readonly waitMs: number
    }
  | { readonly type: 'recordSettled'; readonly outcome: Outcome }
  | { readonly type: 'runFinished'; readonly report: RunReport }

/** Hears nothing. */
export const silentObserver: RunObserver = { observe: () => undefined }
