import { from, lastValueFrom, type Observable, toArray } from 'rxjs'
import { openStep } from '../steps/open-step.js'
import type { StepOperator } from '../steps/step-operator.js'
import type { RunContext } from './run-context.js'
import type { Traveller } from './traveller.js'

/** All of a flow's steps as one function over the records of a page. Made once for a run. */
export const openSteps = (
  context: RunContext,
): ((travellers: readonly Traveller[]) => Promise<readonly Traveller[]>) => {
  const steps: readonly (() => StepOperator)[] = context.plan.steps.map(plan => openStep(plan, context))
  return travellers => {
    const through = steps.reduce<Observable<Traveller>>(
      (stream, step) => stream.pipe(step()),
      from(travellers),
    )
    return lastValueFrom(through.pipe(toArray()))
  }
}
