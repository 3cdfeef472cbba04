import type { OperatorFunction } from 'rxjs'
import type { StepPlan } from '../compile/flow-plan.js'
import type { RunContext } from '../pipeline/run-context.js'
import type { Traveller } from '../pipeline/traveller.js'

/** What a step does to the records of one page that come to it. Those that have ended do not come to it. */
export type StepOperator = OperatorFunction<Traveller, Traveller>

/** Makes a step's operator once for a run; it is then applied to every page. */
export type OpenStep<Plan extends StepPlan> = (plan: Plan, context: RunContext) => StepOperator
