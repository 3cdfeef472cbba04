import type { FailureKind } from './failure-kind.js'

export interface RetryPolicy {
  /** Tries in all, the first included. */
  readonly maxAttempts: number
  readonly firstDelayMs: number
  readonly maxDelayMs: number
  /** A vendor that asks for more than this is not waited for. */
  readonly maxRetryAfterMs: number
}

export const defaultRetryPolicy: RetryPolicy = {
  maxAttempts: 5,
  firstDelayMs: 1_000,
  maxDelayMs: 60_000,
  maxRetryAfterMs: 120_000,
}

export interface RetryQuestion {
  readonly kind: FailureKind
  /** How many tries have failed so far, from 1. */
  readonly attempt: number
  /** True when doing the request twice does no harm: reads, and writes with a key. */
  readonly repeatable: boolean
  readonly outcomeUnknown: boolean
  readonly retryAfterMs?: number | undefined
  /** In [0, 1), spreads the waits of many callers. */
  readonly random: number
}

export type RetryAnswer = { readonly retry: false } | { readonly retry: true; readonly waitMs: number }

const worthAnotherTry: ReadonlySet<FailureKind> = new Set(['rate-limited', 'unavailable', 'timeout'])

/** Whether to try a request again, and after how long. A pure function: the caller waits. */
export const decideRetry = (policy: RetryPolicy, question: RetryQuestion): RetryAnswer => {
  if (!worthAnotherTry.has(question.kind)) return { retry: false }
  if (question.attempt >= policy.maxAttempts) return { retry: false }
  if (question.outcomeUnknown && !question.repeatable) return { retry: false }
  const { retryAfterMs } = question
  if (retryAfterMs !== undefined) {
    return retryAfterMs > policy.maxRetryAfterMs ? { retry: false } : { retry: true, waitMs: retryAfterMs }
  }
  const doubled = Math.min(policy.maxDelayMs, policy.firstDelayMs * 2 ** (question.attempt - 1))
  return { retry: true, waitMs: Math.round(doubled * (0.5 + question.random / 2)) }
}
