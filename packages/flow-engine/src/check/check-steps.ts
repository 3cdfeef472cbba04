import { isRecord } from '../expressions/is-record.js'
import type { KnownShape } from '../expressions/schema-paths.js'
import { createCheckContext, type FlowUnderCheck } from './create-check-context.js'
import type { LocatedStep } from './flow-spec.js'
import { recoveryKey } from './read-steps.js'
import { failureShape } from './shapes-in-scope.js'
import type { OnFailureSpec } from './shared-spec.js'

/** What is known where a step stands. */
export interface StepsInScope {
  readonly record: KnownShape
  /** What earlier steps answer, by id. */
  readonly answers: Readonly<Record<string, KnownShape>>
  /** Every other name, with its shape. */
  readonly names: Readonly<Record<string, KnownShape>>
  /** Connection names to connectors. */
  readonly connections: Readonly<Record<string, string>>
  readonly atTop: boolean
  /** The flow lets records go on after some failure, so that any answer may be one. */
  readonly continues: boolean
  /** Ids that may not be used again. */
  readonly taken: ReadonlySet<string>
}

/** Checks steps one after the other; each sees what those before it leave. Answers with what is in scope below the last. */
export const checkSteps = (
  steps: readonly LocatedStep[],
  scope: StepsInScope,
  flow: FlowUnderCheck,
): StepsInScope => steps.reduce((before, located) => checkStep(located, before, flow), scope)

export type CheckSteps = typeof checkSteps

const checkStep = (located: LocatedStep, scope: StepsInScope, flow: FlowUnderCheck): StepsInScope => {
  const { id, yaml, yamlPath: path, step, nested } = located
  if (scope.taken.has(id)) {
    flow.report({
      code: 'duplicate-name',
      severity: 'error',
      ...yaml.placeOf([...path, step.kind]),
      problem: `there are two steps "${id}"`,
      next: 'give this one another name',
    })
  }
  const context = createCheckContext({ flow, scope, yaml, path, nested, checkSteps })
  if (step.when !== undefined) context.expression(step.when, ['when'], 'bool')
  const effect = step.check(context)
  const mayFail = scope.continues || letsGoOn(step.onFailure)
  const own = effect.silent === true ? {} : { [id]: mayFail ? orFailure(effect.answer) : effect.answer }
  const answers = { ...(effect.forgets === true ? {} : scope.answers), ...effect.answers, ...own }

  for (const [key, recovery] of nested) {
    if (!key.startsWith(recoveryKey(''))) continue
    const names = { ...scope.names, failure: failureShape }
    const taken = new Set([...scope.taken, id])
    checkSteps(recovery, { ...scope, names, taken, atTop: false }, flow)
  }
  return {
    ...scope,
    record: 'record' in effect ? effect.record : scope.record,
    answers,
    taken: new Set([...scope.taken, id, ...Object.keys(effect.answers ?? {})]),
  }
}

/** Whether a rule lets the record go on: then `steps.<id>` holds `failure` in place of an answer. */
export const letsGoOn = (onFailure: OnFailureSpec | undefined): boolean =>
  Object.values(onFailure ?? {}).some(rule => {
    const ending = typeof rule === 'object' && 'retry' in rule ? rule.retry.then : rule
    return (typeof ending === 'object' ? ending.then : ending) === 'continue'
  })

const orFailure = (answer: KnownShape): KnownShape =>
  answer === undefined || !isRecord(answer['properties'])
    ? answer
    : { ...answer, properties: { ...answer['properties'], failure: failureShape } }
