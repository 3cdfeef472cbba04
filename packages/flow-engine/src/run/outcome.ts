import type { Failure } from '../failures/failure.js'
import type { Json, JsonObject } from '../json.js'

/** How one record ended. Every record read has exactly one. */
export type Outcome = WrittenOutcome | SkippedOutcome | FailedOutcome

interface OutcomeBase {
  readonly traceKey: string
  /** The record's version in cursor time, where the flow has a cursor. */
  readonly versionMs?: number
}

export interface WrittenOutcome extends OutcomeBase {
  readonly status: 'written'
  /** What each import did, in order. */
  readonly writes: readonly WriteSummary[]
}

export interface WriteSummary {
  readonly step: string
  readonly change: 'created' | 'updated' | 'deleted' | 'unchanged'
  readonly ref: string
  readonly externalId?: string
}

export interface SkippedOutcome extends OutcomeBase {
  readonly status: 'skipped'
  readonly step: string
  readonly reason: string
  /** The key of a cache that it is skipped for want of: once that is there, the record is read again. */
  readonly waitsFor?: { readonly cache: string; readonly key: string }
}

/** The record is parked: kept for a later try. One that stopped the run has no outcome, and is read again. */
export interface FailedOutcome extends OutcomeBase {
  readonly status: 'failed'
  readonly step: string
  readonly failure: Failure
  /** What was to be written, where it came to that. */
  readonly payload?: Json
  /** The record as it was read: what a retry starts from. */
  readonly record: JsonObject
}
