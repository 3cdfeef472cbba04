import { catchError, defer, EMPTY, from, map, mergeMap, type Observable, of, toArray } from 'rxjs'
import type { HookPlan } from '../../compile/flow-plan.js'
import { compileTemplate } from '../../expressions/compile-template.js'
import type { Failure } from '../../failures/failure.js'
import { FailureError } from '../../failures/failure-error.js'
import type { JsonObject } from '../../json.js'
import { settleFailure } from '../../pipeline/guard-step.js'
import type { RunContext } from '../../pipeline/run-context.js'
import { skipped, type Traveller, withAnswer } from '../../pipeline/traveller.js'
import type { HookContext, HookInput, HookResult, PageHook } from '../../ports/hooks.js'
import { perRecord } from '../per-record.js'
import type { OpenStep, StepOperator } from '../step-operator.js'

export const openHook: OpenStep<HookPlan> = (plan, context) => {
  const renderArguments = compileTemplate(plan.arguments)
  const hook = context.host.hooks[plan.hook]
  const hookContext: HookContext = {
    settings: context.plan.settings,
    runId: context.runId,
    signal: context.stop.signal,
  }
  const toInput = ({ scope }: Traveller): HookInput => {
    const given = renderArguments(scope)
    return { record: scope.record, arguments: isObject(given) ? given : {}, steps: scope.steps }
  }
  const apply = (traveller: Traveller, result: HookResult | undefined): Traveller =>
    applyResult(plan, traveller, result)

  if (hook === undefined) {
    return perRecord(plan, context, async () => {
      throw new FailureError({
        kind: 'unknown',
        message: `the host has no hook "${plan.hook}"`,
        hint: 'Register it with the host, then retry.',
      })
    })
  }
  if (hook.over === 'record') {
    return perRecord(plan, context, async traveller =>
      apply(traveller, await attempt(plan, () => hook.run(toInput(traveller), hookContext))),
    )
  }
  return overPage(plan, context, hook, toInput, hookContext, apply)
}

/** A page hook that throws fails its page only: every record of it by its own rule, with everything kept for a retry. */
const overPage = (
  plan: HookPlan,
  context: RunContext,
  hook: PageHook,
  toInput: (traveller: Traveller) => HookInput,
  hookContext: HookContext,
  apply: (traveller: Traveller, result: HookResult | undefined) => Traveller,
): StepOperator => {
  const treatPage = (page: readonly Traveller[]): Observable<Traveller> => {
    if (page.length === 0) return EMPTY
    const asked = defer(async () => {
      const results = await attempt(plan, () => hook.run(page.map(toInput), hookContext))
      if (results.length === page.length) return results
      throw new FailureError({
        kind: 'invalid',
        message: `the hook "${plan.hook}" got ${page.length} records and answered for ${results.length}`,
        hint: 'It has to give one result for each record, in the same order.',
      })
    })
    return asked.pipe(
      map(results => page.map((_, index) => () => results[index])),
      catchError((error: unknown) =>
        of(
          page.map(() => () => {
            throw error
          }),
        ),
      ),
      mergeMap(answers => from(page.map((traveller, index) => ({ traveller, answer: answers[index] })))),
      mergeMap(({ traveller, answer }) => settle(traveller, () => apply(traveller, answer?.()))),
    )
  }
  const settle = (traveller: Traveller, work: () => Traveller): Observable<Traveller> => {
    try {
      return of(work())
    } catch (error) {
      return settleFailure(traveller, plan, context, error)
    }
  }
  // toArray: the hook wants to see the page as a whole.
  return stream => stream.pipe(toArray(), mergeMap(treatPage))
}

const applyResult = (plan: HookPlan, traveller: Traveller, result: HookResult | undefined): Traveller => {
  if (result?.failure !== undefined) throw new FailureError(result.failure)
  if (result?.skip !== undefined) return skipped(traveller, plan.path, result.skip)
  if (result === undefined || (result.record === undefined && result.answer === undefined))
    return skipped(traveller, plan.path, `left out by the hook ${plan.hook}`)
  const scope = result.record === undefined ? traveller.scope : { ...traveller.scope, record: result.record }
  return withAnswer({ ...traveller, scope }, plan.id, result.answer ?? null)
}

const attempt = async <Result>(plan: HookPlan, run: () => Promise<Result> | Result): Promise<Result> => {
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
