import type { CallPlan } from '../../compile/flow-plan.js'
import { compileTemplate } from '../../expressions/compile-template.js'
import type { Scope } from '../../expressions/scope.js'
import type { JsonObject } from '../../json.js'
import { type Traveller, withAnswer } from '../../pipeline/traveller.js'
import { type Child, composite, skipAs } from '../composite.js'
import type { OpenStep } from '../step-operator.js'

/** A fragment sees the record, what its own steps answer, and its parameters. */
export const openCall: OpenStep<CallPlan> = (plan, context) => {
  const renderParameters = compileTemplate(plan.parameters)
  const renderAnswer = plan.answer === undefined ? undefined : compileTemplate(plan.answer)
  const connections = Object.fromEntries(
    Object.entries(plan.connections).flatMap(([inside, outside]) => {
      const account = context.plan.connections[outside]
      return account === undefined ? [] : [[inside, account] as const]
    }),
  )

  const split = ({ scope }: Traveller): readonly Child[] => {
    const inside: Scope = {
      record: scope.record,
      steps: {},
      settings: {},
      connections,
      run: scope.run,
      parameters: toObject(renderParameters(scope)),
    }
    return [{ lane: 0, scope: inside }]
  }

  const join = (
    entry: Traveller,
    [inside]: readonly Traveller[],
    [left]: readonly Traveller[],
  ): Traveller => {
    if (inside === undefined) return skipAs(entry, left)
    const answer = renderAnswer === undefined ? inside.scope.steps : (renderAnswer(inside.scope) ?? null)
    return withAnswer({ ...entry, scope: { ...entry.scope, record: inside.scope.record } }, plan.id, answer)
  }

  return composite(plan, context, { lanes: [plan.steps], split, join })
}

const toObject = (value: unknown): JsonObject => (isObject(value) ? value : {})

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
