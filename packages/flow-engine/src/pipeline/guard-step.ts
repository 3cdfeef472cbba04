import { catchError, defer, from, type Observable, of, retry } from 'rxjs'
import type { StepPlan } from '../compile/flow-plan.js'
import type { Failure } from '../failures/failure.js'
import { FailureError } from '../failures/failure-error.js'
import { delayBefore, endingOf, ruleFor } from '../failures/rule-for.js'
import { connectorOfStep, type RunContext, toFailure } from './run-context.js'
import { failed, skipped, type Traveller, withAnswer } from './traveller.js'

export interface Attempt {
  /** From 1. */
  readonly number: number
  /** What the try before met; undefined on the first. */
  readonly lastFailure?: Failure
}

/**
 * Does a step's work for one record and decides what a failure means: try again, park, skip, go on, or stop the run.
 *
 * The failure is caught here, inside the record's own observable, so that it never reaches other records.
 */
export const guardStep = (
  traveller: Traveller,
  step: StepPlan,
  context: RunContext,
  work: (attempt: Attempt) => Promise<Traveller>,
): Observable<Traveller> =>
  withRetries(step, context, traveller.traceKey, work).pipe(
    catchError(error => of(settleFailure(traveller, step, context, toFailureError(error, step, context)))),
  )

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
        host.observer.observe({ type: 'retrying', traceKey, step: step.id, failure, waitMs })
        return from(host.clock.wait(waitMs, stop.signal))
      },
    }),
  )
}

const toFailureError = (error: unknown, step: StepPlan, context: RunContext): FailureError =>
  error instanceof FailureError ? error : new FailureError(toFailure(error, connectorOfStep(step, context)))

/** What is left to do once no more tries are made. */
export const settleFailure = (
  traveller: Traveller,
  step: StepPlan,
  context: RunContext,
  { failure, payload }: FailureError,
): Traveller => {
  // A run that is being stopped interrupts what waits; that says nothing about the record.
  if (context.stop.halted && isInterruption(failure)) return { ...traveller, abandoned: true }
  const ending = endingOf(ruleFor(failure.kind, step, context.plan))
  switch (ending) {
    case 'park':
      return failed(traveller, { step: step.id, failure, parked: true, payload })
    case 'skip':
      return skipped(traveller, step.id, failure.message)
    case 'continue':
      return withAnswer(traveller, step.id, { failure: { kind: failure.kind, message: failure.message } })
    case 'stop':
      context.stop.halt(failure)
      return failed(traveller, { step: step.id, failure, parked: false, payload })
    default:
      return ending satisfies never
  }
}

const isInterruption = ({ kind }: Failure): boolean =>
  kind === 'unavailable' || kind === 'timeout' || kind === 'unknown'
