import type { HookPlan } from '../../compile/flow-plan.js'
import { compileTemplate } from '../../expressions/compile-template.js'
import type { Failure } from '../../failures/failure.js'
import { FailureError } from '../../failures/failure-error.js'
import type { JsonObject } from '../../json.js'
import type { RunContext } from '../../pipeline/run-context.js'
import { skipped, type Traveller, withAnswer } from '../../pipeline/traveller.js'
import type { HookContext, HookInput, HookResult } from '../../ports/hooks.js'

/** A step that calls a hook. */
export type HookCall = Pick<HookPlan, 'id' | 'path' | 'hook' | 'arguments'>

/** What a hook is given for a record. */
export const createHookInput = (plan: HookCall): ((traveller: Traveller) => HookInput) => {
  const renderArguments = compileTemplate(plan.arguments)
  return ({ scope }) => {
    const given = renderArguments(scope)
    return { record: scope.record, arguments: isObject(given) ? given : {}, steps: scope.steps }
  }
}

export const hookContextOf = ({ plan, runId, stop, tally }: RunContext): HookContext => ({
  settings: plan.settings,
  runId,
  signal: stop.signal,
  warn: tally.warn,
})

export const noSuchHook = (plan: HookCall): FailureError =>
  new FailureError({
    kind: 'unknown',
    message: `the host has no hook "${plan.hook}" for this step`,
    hint: 'Register it with the host, then retry.',
  })

/** What a hook said about a record, done to it. */
export const applyHookResult = (
  plan: HookCall,
  traveller: Traveller,
  result: HookResult | undefined,
): Traveller => {
  if (result?.failure !== undefined) throw new FailureError(result.failure)
  if (result?.skip !== undefined) return skipped(traveller, plan.path, result.skip)
  if (result === undefined || (result.record === undefined && result.answer === undefined))
    return skipped(traveller, plan.path, `left out by the hook ${plan.hook}`)
  const scope = result.record === undefined ? traveller.scope : { ...traveller.scope, record: result.record }
  return withAnswer({ ...traveller, scope }, plan.id, result.answer ?? null)
}

/** A hook that throws fails its record in words. */
export const attemptHook = async <Result>(
  plan: HookCall,
  run: () => Promise<Result> | Result,
): Promise<Result> => {
  try {
    return await run()
  } catch (error) {
    if (error instanceof FailureError) throw error
    const failure: Failure = {
      kind: 'unknown',
      message: `the hook "${plan.hook}" threw: ${error instanceof Error ? error.message : String(error)}`,
    }
    throw new FailureError(failure)
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
