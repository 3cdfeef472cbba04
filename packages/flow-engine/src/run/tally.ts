import type { Outcome } from './outcome.js'
import type { OutcomeCounts, RunReport } from './run-report.js'

export interface Tally {
  add(outcome: Outcome): void
  countCall(connection: string): void
  warn(message: string): void
  readonly totals: Pick<
    RunReport,
    'counts' | 'endedBySteps' | 'skippedByReason' | 'failedByKind' | 'changes' | 'calls' | 'warnings'
  >
}

/** Reasons may name records; past this many different ones the rest are counted together. */
const maxReasons = 50
const maxWarnings = 100

/** Counts a run's outcomes as they come. */
export const createTally = (): Tally => {
  const counts = { written: 0, skipped: 0, failed: 0 }
  const endedBySteps: Record<string, number> = {}
  const skippedByReason: Record<string, number> = {}
  const failedByKind: Record<string, number> = {}
  const changes: Record<string, number> = {}
  const calls: Record<string, number> = {}
  const warnings = new Set<string>()
  return {
    add: outcome => {
      counts[outcome.status] += 1
      switch (outcome.status) {
        case 'written':
          for (const { change } of outcome.writes) count(changes, change)
          break
        case 'skipped':
          count(endedBySteps, outcome.step)
          count(skippedByReason, knownOrOther(skippedByReason, outcome.reason))
          break
        case 'failed':
          count(endedBySteps, outcome.step)
          count(failedByKind, outcome.failure.kind)
          break
        default:
          outcome satisfies never
      }
    },
    countCall: connection => count(calls, connection),
    warn: message => {
      if (warnings.size < maxWarnings) warnings.add(message)
    },
    get totals() {
      const { written, skipped, failed } = counts
      const all: OutcomeCounts = { read: written + skipped + failed, written, skipped, failed }
      return {
        counts: all,
        endedBySteps,
        skippedByReason,
        failedByKind,
        changes,
        calls,
        warnings: [...warnings],
      }
    },
  }
}

const count = (counts: Record<string, number>, name: string): void => {
  counts[name] = (counts[name] ?? 0) + 1
}

const knownOrOther = (counts: Readonly<Record<string, number>>, reason: string): string =>
  Object.hasOwn(counts, reason) || Object.keys(counts).length < maxReasons ? reason : 'other reasons'
