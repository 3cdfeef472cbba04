import type { ImportPlan } from '../../compile/flow-plan.js'
import { compileTemplate } from '../../expressions/compile-template.js'
import { MappingError } from '../../expressions/mapping-error.js'
import type { Scope } from '../../expressions/scope.js'
import { FailureError } from '../../failures/failure-error.js'
import type { Json, JsonObject } from '../../json.js'
import type { Attempt } from '../../pipeline/guard-step.js'
import { callContext, connectionOf, toFailure } from '../../pipeline/run-context.js'
import { type Traveller, withAnswer } from '../../pipeline/traveller.js'
import type { ImportItem } from '../../ports/connector.js'
import { perRecord } from '../per-record.js'
import type { OpenStep } from '../step-operator.js'

export const openImport: OpenStep<ImportPlan> = (plan, context) => {
  const renderPayload = compileTemplate(plan.payload)
  const renderExternalId = plan.externalId === undefined ? undefined : compileTemplate(plan.externalId)
  const renderKey = compileTemplate(plan.idempotencyKey)

  const toItem = (scope: Scope, { lastFailure }: Attempt): ImportItem => {
    const externalId =
      renderExternalId === undefined ? undefined : toText(renderExternalId(scope), 'externalId')
    return {
      payload: toObject(renderPayload(scope)),
      idempotencyKey: toText(renderKey(scope), 'idempotencyKey'),
      ...(externalId === undefined ? {} : { externalId }),
      ...(lastFailure?.outcomeUnknown === true ? { outcomeUnknown: true } : {}),
    }
  }

  const write = async (traveller: Traveller, attempt: Attempt): Promise<Traveller> => {
    const item = toItem(traveller.scope, attempt)
    const connector = connectionOf(context, plan.connection)
    context.tally.countCall(plan.connection)
    const request = { target: plan.target, operation: plan.operation, ifExists: plan.ifExists, items: [item] }
    const [result] = await connector.importMany(request, callContext()).catch((error: unknown) => {
      throw new FailureError(toFailure(error, connector), item.payload)
    })
    if (result === undefined) {
      throw new FailureError(
        {
          kind: 'unknown',
          message: `${plan.connection} gave no answer for this record`,
          outcomeUnknown: true,
        },
        item.payload,
      )
    }
    if (result.status === 'failed') throw new FailureError(result.failure, item.payload)
    const summary = {
      step: plan.id,
      change: result.change,
      ref: result.ref,
      ...(item.externalId === undefined ? {} : { externalId: item.externalId }),
    }
    return withAnswer({ ...traveller, writes: [...traveller.writes, summary] }, plan.id, result.answer)
  }

  return perRecord(plan, context, write)
}

const toObject = (payload: Json | undefined): JsonObject => {
  if (typeof payload !== 'object' || payload === null || isList(payload))
    throw new MappingError('"payload" must give an object')
  return payload
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

const toText = (value: Json | undefined, name: string): string => {
  if (typeof value === 'string' && value !== '') return value
  if (typeof value === 'number') return String(value)
  throw new MappingError(
    `"${name}" must give text, and gave ${value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60)}`,
  )
}
