import { catchError, defer, EMPTY, from, map, mergeMap, type Observable, of, toArray } from 'rxjs'
import type { HookPlan } from '../../compile/flow-plan.js'
import { FailureError } from '../../failures/failure-error.js'
import { settleFailure } from '../../pipeline/guard-step.js'
import type { RunContext } from '../../pipeline/run-context.js'
import type { Traveller } from '../../pipeline/traveller.js'
import type { HookContext, HookInput, HookResult, PageHook } from '../../ports/hooks.js'
import { perRecord } from '../per-record.js'
import type { OpenStep, StepOperator } from '../step-operator.js'
import { applyHookResult, attemptHook, createHookInput, hookContextOf, noSuchHook } from './call-hook.js'

export const openHook: OpenStep<HookPlan> = (plan, context) => {
  const toInput = createHookInput(plan)
  const hook = context.host.hooks[plan.hook]
  const hookContext = hookContextOf(context)
  const apply = (traveller: Traveller, result: HookResult | undefined): Traveller =>
    applyHookResult(plan, traveller, result)

  if (hook === undefined || hook.over === 'pages') {
    return perRecord(plan, context, async () => {
      throw noSuchHook(plan)
    })
  }
  if (hook.over === 'record') {
    return perRecord(plan, context, async traveller =>
      apply(traveller, await attemptHook(plan, () => hook.run(toInput(traveller), hookContext))),
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
      const results = await attemptHook(plan, () => hook.run(page.map(toInput), hookContext))
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
