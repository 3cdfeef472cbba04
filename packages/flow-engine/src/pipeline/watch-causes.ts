import type { Failure } from '../failures/failure.js'

/** When failures that are all alike end a run: they say that something is wrong with the configuration, not with the records. */
export interface StopEarly {
  /** So many records that came to one step failed there for one cause, and none came through. */
  readonly after: number
  /** How many records back are looked at. At least `after`; what is above it bears that some failed for other causes. */
  readonly within: number
}

export const defaultStopEarly: StopEarly = { after: 25, within: 40 }

/** Watches what records come to at each step. */
export interface CauseWatch {
  passed(step: string): void
  /** Answers with what ends the run, once enough records have failed alike. */
  failed(step: string, traceKey: string, failure: Failure): Failure | undefined
}

interface FailedRecord {
  readonly traceKey: string
  readonly cause: string
}

/** @param limits False: failures never end a run by being alike. */
export const createCauseWatch = (limits: StopEarly | false): CauseWatch => {
  if (limits === false) return { passed: () => undefined, failed: () => undefined }
  const { after, within } = limits
  const recent = new Map<string, FailedRecord[]>()
  return {
    passed: step => void recent.delete(step),
    failed: (step, traceKey, failure) => {
      const failures = recent.get(step) ?? []
      recent.set(step, failures)
      const cause = causeOf(failure)
      // A record's children may fail one by one; it is still one record.
      if (failures.some(other => other.traceKey === traceKey && other.cause === cause)) return undefined
      failures.push({ traceKey, cause })
      if (failures.length > within) failures.shift()
      const alike = failures.filter(other => other.cause === cause).length
      return alike < after ? undefined : toStop(step, alike, failure)
    },
  }
}

/** Two failures are alike when they differ only in what they quote and count: names, ids, amounts. */
export const causeOf = ({ kind, code = '', message }: Failure): string =>
  `${kind} ${code} ${message.replace(/"[^"]*"|'[^']*'/g, '"…"').replace(/[\w.-]*\d[\w.-]*/g, '#')}`

const toStop = (step: string, count: number, { requestId: _, ...failure }: Failure): Failure => ({
  ...failure,
  message: `${count} records failed alike at ${step} and none came through: ${failure.message}`,
  hint: `${failure.hint ?? 'See what the other system says.'} Records that all fail alike point to a setting, a mapping or an account rather than to the records; once it is put right, retry those that are parked. Nothing else was begun, and the next run reads it.`,
})
