import type { RunEvent, RunObserver } from '@tiktok-ns/flow-engine'
import type { Log } from '../output/log.js'
import type { ServeCounters } from './counters.js'

/** Turns what happens in a flow's runs into log lines and numbers. */
export const watchServe =
  (log: Log, counters: ServeCounters) =>
  (flow: string): RunObserver => ({
    observe: (event: RunEvent) => {
      switch (event.type) {
        case 'recordSettled': {
          const { outcome } = event
          counters.count('records_total', { flow, outcome: outcome.status })
          if (outcome.status === 'failed')
            log.warn('record failed', {
              flow,
              record: outcome.traceKey,
              step: outcome.step,
              kind: outcome.failure.kind,
              why: outcome.failure.message,
            })
          break
        }
        case 'warning':
          log.warn(event.message, { flow })
          break
        case 'runFinished': {
          const { state, counts, calls, elapsedMs, stoppedBy, runId } = event.report
          counters.count('runs_total', { flow, state })
          for (const [connection, count] of Object.entries(calls))
            counters.count('calls_total', { flow, connection }, count)
          // A quiet poll says nothing: what stands in a log is what happened.
          if (counts.read > 0 || stoppedBy !== undefined)
            (stoppedBy === undefined ? log.info : log.warn)('run ended', {
              flow,
              run: runId,
              state,
              ...counts,
              ms: elapsedMs,
              why: stoppedBy?.message,
            })
          break
        }
        default:
      }
    },
  })
