import { type ApiError, isApiError } from './api-error.js'
import { type Clock, systemClock } from './clock.js'
import { decideRetry, defaultRetryPolicy, type RetryPolicy } from './retry-policy.js'

export interface RetryOptions {
  readonly policy?: RetryPolicy | undefined
  /** True when doing the request twice does no harm. */
  readonly repeatable: boolean
  readonly clock?: Clock | undefined
  readonly random?: (() => number) | undefined
  readonly signal?: AbortSignal | undefined
  readonly onRetry?: ((error: ApiError, waitMs: number, attempt: number) => void) | undefined
}

/** Calls `attempt` until it answers or the policy gives up. Each call builds and signs its request anew. */
export const sendWithRetry = async <Answer>(
  attempt: (attemptNumber: number) => Promise<Answer>,
  {
    policy = defaultRetryPolicy,
    repeatable,
    clock = systemClock,
    random = Math.random,
    signal,
    onRetry,
  }: RetryOptions,
): Promise<Answer> => {
  for (let attemptNumber = 1; ; attemptNumber += 1) {
    try {
      return await attempt(attemptNumber)
    } catch (error) {
      if (!isApiError(error) || signal?.aborted === true) throw error
      const decision = decideRetry(policy, {
        kind: error.kind,
        attempt: attemptNumber,
        repeatable,
        outcomeUnknown: error.outcomeUnknown,
        retryAfterMs: error.retryAfterMs,
        random: random(),
      })
      if (!decision.retry) throw error
      onRetry?.(error, decision.waitMs, attemptNumber)
      await clock.wait(decision.waitMs, signal)
    }
  }
}
