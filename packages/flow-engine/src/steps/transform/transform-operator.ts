import type { TransformPlan } from '../../compile/flow-plan.js'
import { compileTemplate } from '../../expressions/compile-template.js'
import { MappingError } from '../../expressions/mapping-error.js'
import type { Scope } from '../../expressions/scope.js'
import type { Json, JsonObject } from '../../json.js'
import { pick, removeAt, setAt } from '../json-paths.js'
import { inPlace } from '../per-record.js'
import type { OpenStep } from '../step-operator.js'

export const openTransform: OpenStep<TransformPlan> = (plan, context) => {
  const replace = plan.replace === undefined ? undefined : compileTemplate(plan.replace)
  const sets = plan.set.map(({ path, value }) => ({ path, render: compileTemplate(value) }))

  const transform = (scope: Scope): JsonObject => {
    let record = replace === undefined ? scope.record : toObject(replace(scope))
    for (const { path, render } of sets) {
      const value = render({ ...scope, record })
      record = value === undefined ? record : setAt(record, path, value)
    }
    for (const path of plan.remove) record = removeAt(record, path)
    return plan.keepOnly === undefined ? record : pick(record, plan.keepOnly)
  }

  return inPlace(plan, context, traveller => ({
    ...traveller,
    scope: { ...traveller.scope, record: transform(traveller.scope) },
  }))
}

const toObject = (value: Json | undefined): JsonObject => {
  if (typeof value !== 'object' || value === null || isList(value))
    throw new MappingError('"replace" must give an object')
  return value
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)
