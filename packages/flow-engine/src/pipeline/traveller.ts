import type { Scope } from '../expressions/scope.js'
import type { Failure } from '../failures/failure.js'
import type { Json, JsonObject } from '../json.js'
import type { Decision, Exchange } from '../ports/trail.js'
import type { Outcome, SkippedOutcome, WriteSummary } from '../run/outcome.js'

/** A record on its way through the steps, with what they have added. */
export interface Traveller {
  readonly traceKey: string
  readonly versionMs?: number
  /** As it was read. */
  readonly original: JsonObject
  readonly fingerprint: string
  readonly scope: Scope
  readonly writes: readonly WriteSummary[]
  /** What was sent for it and what came back, in order. */
  readonly exchanges: readonly Exchange[]
  /** The rule that decided about its failure. */
  readonly decided?: Decision
  /** There once the record has ended; the remaining steps let it pass. */
  readonly outcome?: Outcome
  /** The run stopped before the record ended. It has no outcome and is read again by the next run. */
  readonly abandoned?: boolean
  /** Which of the flow's exports gave it. */
  readonly exportName: string
  /** Inside a composite step: the record as it came to that step, and where this one stands among its children. */
  readonly entered?: { readonly from: Traveller; readonly lane: number; readonly position: number }
  /** The records that were read, when this is a group of them. */
  readonly members?: readonly Traveller[]
}

export const isUnderway = ({ outcome, abandoned }: Traveller): boolean =>
  outcome === undefined && abandoned !== true

export const withAnswer = (traveller: Traveller, step: string, answer: Json): Traveller => ({
  ...traveller,
  scope: { ...traveller.scope, steps: { ...traveller.scope.steps, [step]: answer } },
})

export const skipped = (
  traveller: Traveller,
  step: string,
  reason: string,
  waitsFor?: SkippedOutcome['waitsFor'],
): Traveller => ({
  ...traveller,
  outcome: {
    status: 'skipped',
    step,
    reason,
    ...(waitsFor === undefined ? {} : { waitsFor }),
    ...identity(traveller),
  },
})

export interface FailedAt {
  readonly step: string
  readonly failure: Failure
  readonly payload?: Json | undefined
}

export const failed = (traveller: Traveller, { step, failure, payload }: FailedAt): Traveller => ({
  ...traveller,
  outcome: {
    status: 'failed',
    step,
    failure,
    record: traveller.original,
    ...(payload === undefined ? {} : { payload }),
    ...identity(traveller),
  },
})

/** A record that came through all steps. One that wrote nothing was still settled: by being looked at. */
export const arrived = (traveller: Traveller): Outcome =>
  traveller.outcome ?? { status: 'written', writes: traveller.writes, ...identity(traveller) }

const identity = ({ traceKey, versionMs }: Traveller) => ({
  traceKey,
  ...(versionMs === undefined ? {} : { versionMs }),
})
