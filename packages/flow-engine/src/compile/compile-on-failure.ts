import { type OnFailureSpec, parseBackoff } from '../check/shared-spec.js'
import { type FailureKind, failureKinds } from '../failures/failure.js'
import type { FailureRule, OnFailurePlan } from './flow-plan.js'

const retryGently = (attempts: number): FailureRule => ({
  then: 'retry',
  retry: { attempts, firstDelayMs: 1_000, maxDelayMs: 60_000, finally: 'park' },
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

export const compileOnFailure = (spec: OnFailureSpec | undefined): OnFailurePlan => {
  const plan: Partial<Record<FailureKind, FailureRule>> = {}
  for (const kind of failureKinds) {
    const rule = spec?.[kind]
    if (rule === undefined) continue
    plan[kind] = typeof rule === 'string' ? { then: rule } : compileRetry(rule.retry)
  }
  return plan
}

const compileRetry = (retry: {
  readonly attempts: number
  readonly backoff: string
  readonly then: 'park' | 'skip' | 'continue' | 'stop'
}): FailureRule => ({
  then: 'retry',
  retry: {
    attempts: retry.attempts,
    ...(parseBackoff(retry.backoff) ?? { firstDelayMs: 1_000, maxDelayMs: 60_000 }),
    finally: retry.then,
  },
})

export const withDefaultRules = (own: OnFailurePlan): OnFailurePlan => ({ ...defaultRules, ...own })
