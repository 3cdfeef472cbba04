import type { FailureKind } from './failure-kind.js'

/** What a call is, in words that are the same for every buyer, order and secret. */
export interface CallSummary {
  /** `netsuite` or `tiktok-shop`. */
  readonly system: string
  /** The vendor's operation, for example `records.create`. */
  readonly operation: string
  readonly method: string
  /** The path with placeholders for ids. */
  readonly route: string
}

/** Told what becomes of one call while it goes on. */
export interface CallWatch {
  /** A try has got its place in the gate. */
  started(waitedMs: number): void
  /** A request has ended: with a status, or with a kind of failure where there was no whole answer. */
  ended(end: { readonly status: number } | { readonly kind: FailureKind }, durationMs: number): void
  /** The vendor refused for too much at once. */
  refused(): void
  retried(kind: FailureKind): void
}

/** Where traces and metrics go; `openTelemetry()` of a client's `/opentelemetry` is one. */
export interface Telemetry {
  /** Does the work and watches it; gives and throws what the work does. */
  observe<Answer>(call: CallSummary, work: (watch: CallWatch) => Promise<Answer>): Promise<Answer>
}
