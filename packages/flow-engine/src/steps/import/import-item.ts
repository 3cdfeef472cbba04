import type { ImportPlan, RecordReferencePlan } from '../../compile/flow-plan.js'
import { compileTemplate } from '../../expressions/compile-template.js'
import { MappingError } from '../../expressions/mapping-error.js'
import type { Scope } from '../../expressions/scope.js'
import type { Json, JsonObject } from '../../json.js'
import type { Attempt } from '../../pipeline/guard-step.js'
import type { ImportItem, RecordReference } from '../../ports/connector.js'
import { removeAt } from '../json-paths.js'

/** Makes what a record writes. Throws `MappingError` where the record does not have what the payload needs. */
export const compileItem = (plan: ImportPlan): ((scope: Scope, attempt: Attempt) => ImportItem) => {
  const renderPayload = compileTemplate(plan.payload)
  const renderKey = compileText(plan.idempotencyKey, 'idempotencyKey')
  const renderExternalId = compileOptionalText(plan.externalId, 'externalId')
  const renderRef = compileOptionalText(plan.ref, 'id')
  const renderSource = compileReference(plan.source, 'from')
  const renderAttachTo = compileReference(plan.attachTo, 'to')
  const cleanBlanks = blankTreatments[plan.blanks]

  return (scope, { lastFailure }) => {
    const full = cleanBlanks(toObject(renderPayload(scope)))
    const changes = plan.immutable.reduce<JsonObject>(removeAt, full)
    const externalId = renderExternalId?.(scope)
    const ref = renderRef?.(scope)
    const source = renderSource?.(scope)
    const attachTo = renderAttachTo?.(scope)
    const changesNow = plan.operation === 'update'
    return {
      payload: changesNow && plan.ifMissing !== 'create' ? changes : full,
      ...(plan.immutable.length === 0 ? {} : { changes }),
      idempotencyKey: renderKey(scope),
      ...(externalId === undefined ? {} : { externalId }),
      ...(ref === undefined ? {} : { ref }),
      ...(source === undefined ? {} : { source }),
      ...(attachTo === undefined ? {} : { attachTo }),
      ...(lastFailure?.outcomeUnknown === true ? { outcomeUnknown: true } : {}),
    }
  }
}

const compileReference = (plan: RecordReferencePlan | undefined, name: string) => {
  if (plan === undefined) return undefined
  const renderRecord = compileText(plan.record, `${name}.record`)
  const renderRef = compileOptionalText(plan.ref, `${name}.id`)
  const renderExternalId = compileOptionalText(plan.externalId, `${name}.externalId`)
  return (scope: Scope): RecordReference => {
    const ref = renderRef?.(scope)
    const externalId = renderExternalId?.(scope)
    return {
      record: renderRecord(scope),
      ...(ref === undefined ? {} : { ref }),
      ...(externalId === undefined ? {} : { externalId }),
    }
  }
}

const compileOptionalText = (template: Json | undefined, name: string) =>
  template === undefined ? undefined : compileText(template, name)

/** A template that must give text. */
export const compileText = (template: Json, name: string): ((scope: Scope) => string) => {
  const render = compileTemplate(template)
  return scope => toText(render(scope), name)
}

const toText = (value: Json | undefined, name: string): string => {
  if (typeof value === 'string' && value !== '') return value
  if (typeof value === 'number') return String(value)
  throw new MappingError(
    `"${name}" must give text, and gave ${value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60)}`,
  )
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value)

const toObject = (payload: Json | undefined): JsonObject => {
  if (!isObject(payload)) throw new MappingError('"payload" must give an object')
  return payload
}

const isBlank = (value: Json): boolean => value === null || value === ''

const blankTreatments: Readonly<Record<ImportPlan['blanks'], (payload: JsonObject) => JsonObject>> = {
  keep: payload => payload,
  drop: payload => withoutBlanks(payload),
  clear: payload => withNulls(payload),
}

const withoutBlanks = (payload: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(payload).flatMap(([name, value]) =>
      isBlank(value) ? [] : [[name, below(value, withoutBlanks)]],
    ),
  )

/** Empty text means "no value" to the other system, which it says as null. */
const withNulls = (payload: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(payload).map(([name, value]) => [name, isBlank(value) ? null : below(value, withNulls)]),
  )

const below = (value: Json, treat: (payload: JsonObject) => JsonObject): Json => {
  if (isList(value)) return value.map(item => below(item, treat))
  return isObject(value) ? treat(value) : value
}
