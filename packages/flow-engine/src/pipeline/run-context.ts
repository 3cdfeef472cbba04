import { setMaxListeners } from 'node:events'
import type { FlowPlan, StepPlan } from '../compile/flow-plan.js'
import { MappingError } from '../expressions/mapping-error.js'
import type { Failure } from '../failures/failure.js'
import { FailureError } from '../failures/failure-error.js'
import type { Clock } from '../ports/clock.js'
import type { CallContext, Connector } from '../ports/connector.js'
import type { Hooks } from '../ports/hooks.js'
import type { RunObserver } from '../ports/run-observer.js'
import type { Store } from '../ports/store.js'
import type { Tally } from '../run/tally.js'
import type { StepOperator } from '../steps/step-operator.js'
import type { KeyTurns } from './key-turns.js'
import type { RunJournal } from './run-journal.js'
import type { CauseWatch, StopEarly } from './watch-causes.js'

/** What a run needs from the program it runs in. */
export interface FlowHost {
  /** A connector with its account for each of the flow's connections. */
  readonly connections: { readonly [name: string]: Connector }
  readonly store: Store
  readonly clock: Clock
  readonly observer: RunObserver
  /** Functions that `hook` steps call, by the name that flows use. */
  readonly hooks: Hooks
  /** In [0, 1): spreads the waits between tries. */
  readonly random: () => number
  /** What is kept of records and payloads: with personal data masked, or nothing at all. Then a retry reads its record again. */
  readonly payloads: 'masked' | 'none'
  /** When failures that are all alike end a run; `false` when they never do. */
  readonly stopEarly: StopEarly | false
}

/** Everything that steps share during one run. */
export interface RunContext {
  readonly plan: FlowPlan
  readonly host: FlowHost
  readonly runId: string
  readonly startedAtMs: number
  readonly tally: Tally
  readonly stop: StopSwitch
  readonly causes: CauseWatch
  /** Whether what was read and sent may be kept. */
  readonly keepsData: boolean
  /** Names of fields that hold a person's data, in any of the flow's systems. */
  readonly personal: ReadonlySet<string>
  /** What earlier runs have done for records that they did not bring to their end. */
  readonly journal: RunJournal
  /** Records that are tried again by hand are not skipped as unchanged. */
  readonly retrying: boolean
  /** Documents that an earlier run has made, and that people have deleted since, are made anew. */
  readonly makeAgain: boolean
  /** What imports with a `lock` take turns by: shared by all runs of the process on one store. */
  readonly locks: KeyTurns
  /** A list of steps as one operator. The same list is opened once a run, so that its lookups share what they know. */
  open(steps: readonly StepPlan[]): StepOperator
}

/** Ends a run early. What is not settled is left for the next run. */
export interface StopSwitch {
  /** Why the run ends early; undefined while it does not. */
  readonly reason: Failure | undefined
  /** True when records that have not begun a step do not begin it any more. */
  readonly halted: boolean
  /** Aborted when halted: ends waiting, not working. */
  readonly signal: AbortSignal
  /** Reads no further page, and lets the pages at work come to their end. */
  endReading(reason: Failure): void
  /** Reads no further page and begins nothing new. */
  halt(reason: Failure): void
}

export const createStopSwitch = (): StopSwitch => {
  const controller = new AbortController()
  setMaxListeners(0, controller.signal) // every record that waits listens
  let reason: Failure | undefined
  return {
    get reason() {
      return reason
    },
    get halted() {
      return controller.signal.aborted
    },
    signal: controller.signal,
    endReading: failure => {
      reason ??= failure
    },
    halt: failure => {
      reason ??= failure
      controller.abort(reason)
    },
  }
}

export const connectionOf = (context: RunContext, name: string): Connector => {
  const connector = context.host.connections[name]
  if (connector === undefined) throw new TypeError(`the host has no connection "${name}"`)
  return connector
}

// A stopping run finishes the calls it has begun: a write that is cut off would have an unknown outcome.
const neverAborted = new AbortController().signal
setMaxListeners(0, neverAborted) // every call that waits for its turn listens

/** @param step Path of the step that calls. */
export const callContext = ({ plan }: RunContext, step: string): CallContext => ({
  signal: neverAborted,
  step,
  caller: plan.flow,
  priority: plan.priority,
})

/** Any error that a step met, as a failure. */
export const toFailure = (error: unknown, connector?: Connector): Failure => {
  if (error instanceof FailureError) return error.failure
  if (error instanceof MappingError) return error.failure
  if (connector !== undefined) return connector.toFailure(error)
  return { kind: 'unknown', message: error instanceof Error ? error.message : String(error) }
}

export const connectorOfStep = (step: StepPlan, context: RunContext): Connector | undefined => {
  const name = connectionNameOf(step)
  return name === undefined ? undefined : context.host.connections[name]
}

const connectionNameOf = (step: StepPlan): string | undefined => {
  if (step.kind === 'import' || step.kind === 'read') return step.connection
  return step.kind === 'lookup' && step.source.kind === 'connector' ? step.source.connection : undefined
}
