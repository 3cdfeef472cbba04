import { catchError, defer, from, lastValueFrom, type Observable, of, retry } from 'rxjs'
import type { EndingName, RecoveryPlan, StepPlan } from '../compile/flow-plan.js'
import type { Failure } from '../failures/failure.js'
import { FailureError } from '../failures/failure-error.js'
import { delayBefore, endingOf, ruleFor } from '../failures/rule-for.js'
import { connectorOfStep, type RunContext, toFailure } from './run-context.js'
import { tellFailure } from './tell-trail.js'
import { failed, skipped, type Traveller, withAnswer } from './traveller.js'

export interface Attempt {
  /** From 1. */
  readonly number: number
  /** What the try before met; undefined on the first. */
  readonly lastFailure?: Failure
}

/**
 * Does a step's work for one record and decides what a failure means: try again, park, skip, go on, run other steps, or stop.
 *
 * The failure is caught here, inside the record's own observable, so that it never reaches other records.
 */
export const guardStep = (
  traveller: Traveller,
  step: StepPlan,
  context: RunContext,
  work: (attempt: Attempt) => Promise<Traveller>,
): Observable<Traveller> =>
  settleErrors(traveller, step, context, withRetries(step, context, traveller.traceKey, work))

/** Decides what an error means once no more tries are made. */
export const settleErrors = (
  traveller: Traveller,
  step: StepPlan,
  context: RunContext,
  tries: Observable<Traveller>,
): Observable<Traveller> => tries.pipe(catchError(error => settleFailure(traveller, step, context, error)))

/** Does work again as long as the rule for its failure says so. */
export const withRetries = <Result>(
  step: StepPlan,
  context: RunContext,
  traceKey: string,
  work: (attempt: Attempt) => Promise<Result>,
): Observable<Result> => {
  let number = 0
  let lastFailure: Failure | undefined
  return defer(() => {
    number += 1
    return from(work({ number, ...(lastFailure === undefined ? {} : { lastFailure }) }))
  }).pipe(
    retry({
      delay: error => {
        const { failure } = toFailureError(error, step, context)
        lastFailure = failure
        const { host, plan, stop } = context
        const waitMs = delayBefore(
          ruleFor(failure.kind, step, plan),
          number,
          failure.retryAfterMs,
          host.random(),
        )
        if (waitMs === undefined || stop.halted) throw error
        host.observer.observe({
          type: 'retrying',
          runId: context.runId,
          traceKey,
          step: step.path,
          failure,
          waitMs,
        })
        return from(host.clock.wait(waitMs, stop.signal))
      },
    }),
  )
}

const toFailureError = (error: unknown, step: StepPlan, context: RunContext): FailureError =>
  error instanceof FailureError ? error : new FailureError(toFailure(error, connectorOfStep(step, context)))

/** What is left to do about an error once no more tries are made. */
export const settleFailure = (
  traveller: Traveller,
  step: StepPlan,
  context: RunContext,
  error: unknown,
): Observable<Traveller> => {
  const { failure, payload, item } = toFailureError(error, step, context)
  // A run that is being stopped interrupts what waits; that says nothing about the record.
  if (context.stop.halted && isInterruption(failure)) return of({ ...traveller, abandoned: true })
  const rule = ruleFor(failure.kind, step, context.plan)
  const ending = endingOf(rule)
  context.tally.countHandled(step.path, failure.kind)
  const told = tellFailure(traveller, step, context, failure, item)
  const end = (name: EndingName) => endAs(name, told, step, context, { failure, payload })
  return ending.then === 'run'
    ? from(recover(ending, told, step, context, failure, () => end(ending.finally)))
    : of(end(ending.then))
}

const endAs = (
  ending: EndingName,
  traveller: Traveller,
  { id, path }: StepPlan,
  { stop }: RunContext,
  { failure, payload }: Pick<FailureError, 'failure' | 'payload'>,
): Traveller => {
  switch (ending) {
    case 'park':
      return failed(traveller, { step: path, failure, payload })
    case 'skip':
      return skipped(traveller, path, failure.message)
    case 'continue':
      return withAnswer(traveller, id, { failure: { kind: failure.kind, message: failure.message } })
    case 'stop':
      stop.halt(failure)
      // What is wrong is not the record's matter: it is left as it was, and read again by the next run.
      return { ...traveller, abandoned: true }
    default:
      return ending satisfies never
  }
}

/** Runs a rule's own steps for the failed record; what they write is kept, and then the record comes to its end. */
const recover = async (
  { steps }: RecoveryPlan,
  traveller: Traveller,
  step: StepPlan,
  context: RunContext,
  failure: Failure,
  end: () => Traveller,
): Promise<Traveller> => {
  const { kind, message, code = '' } = failure
  const scope = { ...traveller.scope, failure: { kind, message, code, step: step.path } }
  const patient: Traveller = { ...traveller, scope, writes: [], exchanges: [] }
  const recovered = await lastValueFrom(from([patient]).pipe(context.open(steps)))
  const writes = [...traveller.writes, ...recovered.writes]
  const exchanges = [...traveller.exchanges, ...recovered.exchanges]
  if (recovered.abandoned === true) return { ...traveller, writes, exchanges, abandoned: true }
  const trouble = recovered.outcome
  // What went wrong first is what has to be put right; that the recovery failed too is said beside it.
  if (trouble?.status === 'failed') {
    const hint = `${failure.hint === undefined ? '' : `${failure.hint} `}The recovery failed too, at ${trouble.step}: ${trouble.failure.message}`
    return failed({ ...traveller, writes, exchanges }, { step: step.path, failure: { ...failure, hint } })
  }
  return { ...end(), writes, exchanges }
}

const isInterruption = ({ kind }: Failure): boolean =>
  kind === 'unavailable' || kind === 'timeout' || kind === 'unknown'
