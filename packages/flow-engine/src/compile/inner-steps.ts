import type { OnFailurePlan } from './failure-plan.js'
import type { FlowPlan } from './flow-plan.js'
import type { StepPlan } from './step-plan.js'

/** The lists of steps inside a step: a branch has one for each way, `each` and `call` have one. */
export const innerLists = (step: StepPlan): readonly (readonly StepPlan[])[] => {
  switch (step.kind) {
    case 'branch':
      return step.branches.map(({ steps }) => steps)
    case 'each':
    case 'call':
      return [step.steps]
    default:
      return []
  }
}

/** The steps that rules for failures run. */
export const recoverySteps = (onFailure: OnFailurePlan): readonly StepPlan[] =>
  Object.values(onFailure).flatMap(rule => {
    const ending = rule.then === 'retry' ? rule.retry.finally : rule
    return ending.then === 'run' ? ending.steps : []
  })

/** All steps that a step may lead to: those inside, and those that its failures run. */
export const innerSteps = (step: StepPlan): readonly StepPlan[] => [
  ...innerLists(step).flat(),
  ...recoverySteps(step.onFailure),
]

/** All steps of a plan, however deep, those that failures run among them. */
export const allSteps = ({ steps, onFailure }: FlowPlan): readonly StepPlan[] =>
  [...steps, ...recoverySteps(onFailure)].flatMap(withInnerSteps)

const withInnerSteps = (step: StepPlan): readonly StepPlan[] => [
  step,
  ...innerSteps(step).flatMap(withInnerSteps),
]
