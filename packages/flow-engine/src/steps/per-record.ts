import { mergeMap, of } from 'rxjs'
import type { StepPlan } from '../compile/flow-plan.js'
import { type Attempt, guardStep, settleFailure } from '../pipeline/guard-step.js'
import type { RunContext } from '../pipeline/run-context.js'
import type { Traveller } from '../pipeline/traveller.js'
import type { StepOperator } from './step-operator.js'

/** A step that asks somebody else about each record by itself, several at a time. */
export const perRecord = (
  plan: StepPlan,
  context: RunContext,
  work: (traveller: Traveller, attempt: Attempt) => Promise<Traveller>,
): StepOperator =>
  // mergeMap: the order of records in a page means nothing, and one slow record must not hold up the others.
  mergeMap(traveller => {
    if (context.stop.halted) return of({ ...traveller, abandoned: true })
    return guardStep(traveller, plan, context, attempt => work(traveller, attempt))
  }, context.plan.concurrency)

/** A step that only calculates. The same record gives the same again, so nothing is tried twice. */
export const inPlace = (
  plan: StepPlan,
  context: RunContext,
  work: (traveller: Traveller) => Traveller,
): StepOperator =>
  // mergeMap: nearly always done at once; only recovery steps take time, and need not hold up others.
  mergeMap(traveller => {
    try {
      return of(work(traveller))
    } catch (error) {
      return settleFailure(traveller, plan, context, error)
    }
  })
