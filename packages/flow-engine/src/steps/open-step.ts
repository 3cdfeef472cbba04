import type { StepPlan } from '../compile/flow-plan.js'
import type { RunContext } from '../pipeline/run-context.js'
import { openFilter } from './filter/filter-operator.js'
import { openImport } from './import/import-operator.js'
import { openLookup } from './lookup/lookup-operator.js'
import type { StepOperator } from './step-operator.js'
import { openTransform } from './transform/transform-operator.js'

/** A step's operator, by its kind. */
export const openStep = (plan: StepPlan, context: RunContext): (() => StepOperator) => {
  switch (plan.kind) {
    case 'filter':
      return openFilter(plan, context)
    case 'lookup':
      return openLookup(plan, context)
    case 'transform':
      return openTransform(plan, context)
    case 'import':
      return openImport(plan, context)
    default:
      return plan satisfies never
  }
}
