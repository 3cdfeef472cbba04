import type { Outcome, WriteSummary } from './outcome.js'
import type { OutcomeCounts, RunReport, StepCounts } from './run-report.js'

export interface Tally {
  add(outcome: Outcome): void
  countCall(connection: string): void
  /** A failure of this kind was met at a step, and no further try was made. */
  countHandled(step: string, kind: string): void
  /** A record was read and will have an outcome, unless the run is stopped. */
  countRead(records: number): void
  countAbandoned(records: number): void
  /** A record went into a branch. */
  countBranch(path: string): void
  /** The counts of a step, to be added to. */
  step(path: string): StepTally
  /** What does not add up, in words; empty as it should be. */
  contradictions(): readonly string[]
  warn(message: string): void
  readonly totals: Pick<
    RunReport,
    | 'counts'
    | 'leftForNextRun'
    | 'steps'
    | 'branches'
    | 'handled'
    | 'endedBySteps'
    | 'skippedByReason'
    | 'failedByKind'
    | 'changes'
    | 'calls'
    | 'warnings'
  >
}

/** Counts of one step while the run goes on. */
export type StepTally = { -readonly [name in keyof StepCounts]: StepCounts[name] }

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
  const handled: Record<string, number> = {}
  const branches: Record<string, number> = {}
  const steps: Record<string, StepTally> = {}
  // A group's write stands in the outcome of each of its members, and is one write.
  const counted = new WeakSet<WriteSummary>()
  let read = 0
  let abandoned = 0
  const warnings = new Set<string>()
  return {
    add: outcome => {
      counts[outcome.status] += 1
      switch (outcome.status) {
        case 'written':
          for (const write of outcome.writes) {
            if (!counted.has(write)) count(changes, write.change)
            counted.add(write)
          }
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
    countHandled: (step, kind) => count(handled, `${step} ${kind}`),
    countBranch: path => count(branches, path),
    countRead: records => {
      read += records
    },
    countAbandoned: records => {
      abandoned += records
    },
    step: path => {
      const known = steps[path] ?? { came: 0, wentOn: 0, skipped: 0, failed: 0, abandoned: 0 }
      steps[path] = known
      return known
    },
    contradictions: () => {
      const { written, skipped, failed } = counts
      const ended = written + skipped + failed + abandoned
      return [
        ...(ended === read ? [] : [`${read} records were read and ${ended} ended`]),
        ...Object.entries(steps)
          .filter(([, step]) => step.came !== step.wentOn + step.skipped + step.failed + step.abandoned)
          .map(([path, { came }]) => `${came} records came to "${path}", and not as many left it`),
      ]
    },
    warn: message => {
      if (warnings.size < maxWarnings) warnings.add(message)
    },
    get totals() {
      const { written, skipped, failed } = counts
      const all: OutcomeCounts = { read: written + skipped + failed, written, skipped, failed }
      return {
        counts: all,
        leftForNextRun: abandoned,
        steps,
        branches,
        handled,
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
