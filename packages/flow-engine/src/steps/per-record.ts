import { mergeMap, of } from 'rxjs'
import type { StepPlan } from '../compile/flow-plan.js'
import { compileExpression } from '../expressions/compile-expression.js'
import { type Attempt, guardStep } from '../pipeline/guard-step.js'
import type { RunContext } from '../pipeline/run-context.js'
import { isUnderway, type Traveller } from '../pipeline/traveller.js'
import type { StepOperator } from './step-operator.js'

/** Whether a step is done for a record: its `when`. */
export const compileWhen = (plan: StepPlan): ((traveller: Traveller) => boolean) => {
  if (plan.when === undefined) return () => true
  const evaluate = compileExpression(plan.when)
  return traveller => evaluate(traveller.scope) === true
}

/** A step that treats each record by itself, several at a time. */
export const perRecord = (
  plan: StepPlan,
  context: RunContext,
  work: (traveller: Traveller, attempt: Attempt) => Promise<Traveller> | Traveller,
): (() => StepOperator) => {
  const when = compileWhen(plan)
  // mergeMap: the order of records in a page means nothing, and one slow record must not hold up the others.
  return () =>
    mergeMap(traveller => {
      if (!isUnderway(traveller)) return of(traveller)
      if (context.stop.halted) return of({ ...traveller, abandoned: true })
      return guardStep(traveller, plan, context, async attempt =>
        when(traveller) ? work(traveller, attempt) : traveller,
      )
    }, context.plan.concurrency)
}
