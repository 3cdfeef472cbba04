import {
  type EndingSpec,
  type FailureRuleSpec,
  type OnFailureSpec,
  parseBackoff,
} from '../check/shared-spec.js'
import { type FailureKind, failureKinds } from '../failures/failure.js'
import type { Ending, FailureRule, OnFailurePlan } from './failure-plan.js'
import type { StepPlan } from './step-plan.js'

const retryGently = (attempts: number): FailureRule => ({
  then: 'retry',
  retry: { attempts, firstDelayMs: 1_000, maxDelayMs: 60_000, finally: { then: 'park' } },
})

/** What happens where neither the step nor the flow says anything. */
const defaultRules: Readonly<Record<FailureKind, FailureRule>> = {
  auth: { then: 'stop' },
  permission: { then: 'stop' },
  'rate-limited': retryGently(8),
  unavailable: retryGently(5),
  timeout: retryGently(5),
  conflict: retryGently(3),
  missing: { then: 'park' },
  duplicate: { then: 'park' },
  invalid: { then: 'park' },
  mapping: { then: 'park' },
  'too-large': { then: 'park' },
  unknown: { then: 'park' },
}

/** The compiled steps of a kind's rule, where it has some. */
export type RecoverySteps = (kind: FailureKind) => readonly StepPlan[]

export const compileOnFailure = (spec: OnFailureSpec | undefined, stepsFor: RecoverySteps): OnFailurePlan => {
  const plan: Partial<Record<FailureKind, FailureRule>> = {}
  for (const kind of failureKinds) {
    const rule = spec?.[kind]
    if (rule !== undefined) plan[kind] = compileRule(rule, () => stepsFor(kind))
  }
  return plan
}

const compileRule = (rule: FailureRuleSpec, steps: () => readonly StepPlan[]): FailureRule => {
  if (typeof rule === 'string' || 'run' in rule) return compileEnding(rule, steps)
  const { attempts, backoff, then } = rule.retry
  return {
    then: 'retry',
    retry: {
      attempts,
      ...(parseBackoff(backoff) ?? { firstDelayMs: 1_000, maxDelayMs: 60_000 }),
      finally: compileEnding(then, steps),
    },
  }
}

const compileEnding = (ending: EndingSpec, steps: () => readonly StepPlan[]): Ending =>
  typeof ending === 'string' ? { then: ending } : { then: 'run', steps: steps(), finally: ending.then }

export const withDefaultRules = (own: OnFailurePlan): OnFailurePlan => ({ ...defaultRules, ...own })

const withoutEnding = (rule: FailureRule): FailureRule =>
  rule.then === 'retry'
    ? { then: 'retry', retry: { ...rule.retry, finally: { then: 'park' } } }
    : { then: 'park' }

/** What a composite step lends the steps inside it: its tries, but not its endings, which are its own. */
export const lentRules = (own: OnFailurePlan): OnFailurePlan => {
  const lent: Partial<Record<FailureKind, FailureRule>> = {}
  for (const kind of failureKinds) {
    const rule = own[kind]
    if (rule !== undefined) lent[kind] = withoutEnding(rule)
  }
  return lent
}

/** In recovery steps no further steps are run, or one mistake in them would call them for ever. */
export const recoveryRules: OnFailurePlan = lentRules(defaultRules)
