import { causeOf, type RunEvent, type RunObserver } from '@tiktok-ns/flow-engine'
import type { Alert } from './alert.js'

/** What happens in a flow's runs, as alerts: records that fail, grouped by cause, and runs that had to stop. */
export const hearRuns = (flow: string, add: (alert: Alert) => void): RunObserver => ({
  observe: (event: RunEvent) => {
    if (event.type === 'recordSettled' && event.outcome.status === 'failed') {
      const { traceKey, step, failure } = event.outcome
      add({
        kind: 'records-failed',
        // What is quoted names the cause: each missing SKU is one of its own.
        group: `failed ${flow} ${step} ${failure.kind} ${failure.message}`,
        title: `failed at ${step}: ${failure.message}`,
        flow,
        record: traceKey,
        ...(failure.hint === undefined ? {} : { next: failure.hint }),
      })
    }
    if (event.type === 'runFinished' && event.report.stoppedBy !== undefined) {
      const { stoppedBy } = event.report
      if (isMeant(stoppedBy.message)) return
      add({
        kind: 'run-stopped',
        group: `stopped ${flow} ${causeOf(stoppedBy)}`,
        title: `the run had to stop: ${stoppedBy.message}`,
        flow,
        ...(stoppedBy.hint === undefined ? {} : { next: stoppedBy.hint }),
      })
    }
  },
})

/** A run that a person ended or paused, or that a lost connection ended, which is told by itself. */
const isMeant = (message: string): boolean =>
  message === 'The run was cancelled' || /^The (connection \S+ is lost|flow \S+ was paused)/.test(message)
