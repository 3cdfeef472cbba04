import type { EachPlan } from '../../compile/flow-plan.js'
import { compileExpression } from '../../expressions/compile-expression.js'
import { compileTemplate } from '../../expressions/compile-template.js'
import { MappingError } from '../../expressions/mapping-error.js'
import { toJson } from '../../expressions/to-json.js'
import type { Json, JsonObject } from '../../json.js'
import { type Traveller, withAnswer } from '../../pipeline/traveller.js'
import { type Child, composite } from '../composite.js'
import type { OpenStep } from '../step-operator.js'

export const openEach: OpenStep<EachPlan> = (plan, context) => {
  const list = compileExpression(plan.in)
  const gather = plan.gather === undefined ? undefined : compileTemplate(plan.gather)
  const inner = new Set(plan.steps.map(({ id }) => id))

  const split = ({ scope }: Traveller): readonly Child[] => {
    const elements = toJson(list(scope))
    if (!isList(elements)) throw new MappingError(`"in" must give a list, and ${plan.in} gives none`)
    return elements.map((element, index) => ({
      lane: 0,
      scope: { ...scope, record: toRecord(element), parent: scope.record, index },
    }))
  }

  const leftBy = ({ scope }: Traveller): Json =>
    gather === undefined
      ? Object.fromEntries(Object.entries(scope.steps).filter(([id]) => inner.has(id)))
      : (gather(scope) ?? null)

  return composite(plan, context, {
    lanes: [plan.steps],
    split,
    join: (entry, through) => withAnswer(entry, plan.id, through.map(leftBy)),
    nameOf: position => `${plan.id}[${position}]`,
  })
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

/** Steps work on records: an element that is text or a number is the record's `value`. */
const toRecord = (element: Json): JsonObject =>
  typeof element === 'object' && element !== null && !isList(element) ? element : { value: element }
