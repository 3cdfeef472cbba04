import type { FilterPlan } from '../../compile/flow-plan.js'
import { compileExpression } from '../../expressions/compile-expression.js'
import { compileTemplate } from '../../expressions/compile-template.js'
import { FailureError } from '../../failures/failure-error.js'
import { skipped } from '../../pipeline/traveller.js'
import { inPlace } from '../per-record.js'
import type { OpenStep } from '../step-operator.js'

export const openFilter: OpenStep<FilterPlan> = (plan, context) => {
  const keep = compileExpression(plan.keep)
  const because = compileTemplate(plan.because)
  return inPlace(plan, context, traveller => {
    if (keep(traveller.scope) === true) return traveller
    const reason = String(because(traveller.scope) ?? plan.id)
    if (plan.otherwise === 'skip') return skipped(traveller, plan.path, reason)
    throw new FailureError({
      kind: 'invalid',
      message: reason,
      hint: 'Correct the record at its source, or change the flow, then retry it.',
    })
  })
}
