import type { FailureKind } from '../failures/failure.js'
import type { Json } from '../json.js'

/** What one run did with one record, for whoever asks afterwards. Personal data is masked before it gets here. */
export interface Trail {
  /** The record as it was read. */
  readonly read?: Json
  /** What was sent and what came back, in order. */
  readonly exchanges: readonly Exchange[]
  /** The rule that decided about a failure, where one did. */
  readonly decided?: Decision
}

/** One import's payload and its answer. */
export interface Exchange {
  readonly step: string
  readonly connection: string
  readonly target: string
  readonly operation: string
  readonly externalId?: string
  readonly ref?: string
  readonly sent: Json
  readonly answer?: Json
  readonly failure?: ExchangeFailure
  /** An earlier run had done it already: nothing was sent this time. */
  readonly remembered?: boolean
}

export interface ExchangeFailure {
  readonly kind: FailureKind
  readonly message: string
  readonly code?: string
  readonly status?: number
  readonly requestId?: string
  /** The start of the answer. */
  readonly excerpt?: string
}

export interface Decision {
  readonly step: string
  readonly kind: FailureKind
  /** Where the rule stands. */
  readonly from: 'step' | 'around' | 'flow'
  /** What it said, in words: `retry 5 times, then park`. */
  readonly rule: string
}
