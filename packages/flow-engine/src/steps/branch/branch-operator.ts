import type { BranchPlan } from '../../compile/flow-plan.js'
import { compileExpression } from '../../expressions/compile-expression.js'
import type { Traveller } from '../../pipeline/traveller.js'
import { type Child, composite, skipAs } from '../composite.js'
import type { OpenStep } from '../step-operator.js'

export const openBranch: OpenStep<BranchPlan> = (plan, context) => {
  const branches = plan.branches.map(({ name, when }) => ({
    path: `${plan.path}/${name}`,
    matches: when === undefined ? () => true : compileExpression(when),
  }))

  const split = ({ scope }: Traveller): readonly Child[] => {
    const children: Child[] = []
    const taken: string[] = []
    for (const [lane, { path, matches }] of branches.entries()) {
      if (matches(scope) !== true) continue
      children.push({ lane, scope })
      taken.push(path)
      if (plan.take === 'first') break
    }
    for (const path of taken) context.tally.countBranch(path)
    return children
  }

  const join = (entry: Traveller, through: readonly Traveller[], left: readonly Traveller[]): Traveller => {
    const [only] = through
    // No branch matched: the record goes on below. All copies were filtered out: so is the record.
    if (only === undefined) return skipAs(entry, left[0])
    if (plan.take === 'first') return { ...entry, scope: only.scope }
    const steps = Object.assign({}, entry.scope.steps, ...through.map(({ scope }) => scope.steps))
    return { ...entry, scope: { ...entry.scope, steps } }
  }

  return composite(plan, context, { lanes: plan.branches.map(({ steps }) => steps), split, join })
}
