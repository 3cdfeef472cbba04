import type { TransformPlan } from '../../compile/flow-plan.js'
import { compileTemplate } from '../../expressions/compile-template.js'
import { MappingError } from '../../expressions/mapping-error.js'
import type { Scope } from '../../expressions/scope.js'
import type { Json, JsonObject } from '../../json.js'
import { perRecord } from '../per-record.js'
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
    return record
  }

  return perRecord(plan, context, traveller => ({
    ...traveller,
    scope: { ...traveller.scope, record: transform(traveller.scope) },
  }))
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const toObject = (value: Json | undefined): JsonObject => {
  if (!isObject(value)) throw new MappingError('"replace" must give an object')
  return value
}

const setAt = (target: JsonObject, [name, ...rest]: readonly string[], value: Json): JsonObject => {
  if (name === undefined) return target
  const child = target[name]
  return { ...target, [name]: rest.length === 0 ? value : setAt(isObject(child) ? child : {}, rest, value) }
}

const removeAt = (target: JsonObject, [name, ...rest]: readonly string[]): JsonObject => {
  if (name === undefined || !Object.hasOwn(target, name)) return target
  const { [name]: child, ...others } = target
  if (rest.length === 0) return others
  return isObject(child) ? { ...target, [name]: removeAt(child, rest) } : target
}
