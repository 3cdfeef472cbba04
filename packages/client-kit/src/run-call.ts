import { isApiError } from './api-error.js'
import type { Clock } from './clock.js'
import type { Priority } from './fair-queue.js'
import type { Logger } from './logger.js'
import type { Redactor } from './redact.js'
import type { RequestGate } from './request-gate.js'
import { defaultRetryPolicy, type RetryPolicy } from './retry-policy.js'
import { sendWithRetry } from './send-with-retry.js'
import type { CallSummary, CallWatch, Telemetry } from './telemetry.js'
import type { Transport } from './transport.js'
import { toTransportError } from './transport-error.js'

export interface CallRunnerOptions {
  readonly system: string
  readonly transport: Transport
  readonly gate: RequestGate
  readonly clock: Clock
  /** Knows the secrets that the network's own errors may quote. */
  readonly redactor?: Redactor | undefined
  readonly retryPolicy?: RetryPolicy | undefined
  readonly logger?: Logger | undefined
  readonly telemetry?: Telemetry | undefined
}

export interface RunnableCall extends Omit<CallSummary, 'system'> {
  /** True when doing it twice does no harm. */
  readonly repeatable: boolean
  readonly priority?: Priority | undefined
  /** For whom: callers of one priority take turns. */
  readonly caller?: string | undefined
  readonly signal?: AbortSignal | undefined
  /** Tries in all, where fewer are wanted than the policy allows. */
  readonly maxAttempts?: number | undefined
}

/** One try: makes and signs the request, sends it, reads the answer. Throws an `ApiError`. */
export type Attempt<Answer> = (send: Transport) => Promise<Answer>

/** Runs a call to its end: in its turn, tried again where that is safe, logged and traced. */
export type RunCall = <Answer>(call: RunnableCall, attempt: Attempt<Answer>) => Promise<Answer>

const unwatched: CallWatch = {
  started: () => undefined,
  ended: () => undefined,
  refused: () => undefined,
  retried: () => undefined,
}

export const createCallRunner = (options: CallRunnerOptions): RunCall => {
  const { system, gate, clock, retryPolicy = defaultRetryPolicy, logger, telemetry } = options

  const runWatched = <Answer>(
    call: RunnableCall,
    attempt: Attempt<Answer>,
    watch: CallWatch,
  ): Promise<Answer> => {
    const { operation, method, route, signal } = call
    const fields = { system, operation, method, route }
    let waitedMs = 0

    const send =
      (attemptNumber: number): Transport =>
      async request => {
        const sentAt = clock.now()
        const response = await options.transport(request).catch((error: unknown) => {
          const failure = toTransportError(error, request, options.redactor)
          watch.ended({ kind: failure.kind }, clock.now() - sentAt)
          throw failure
        })
        const durationMs = clock.now() - sentAt
        const { status } = response
        watch.ended({ status }, durationMs)
        logger?.debug(`${system} answered ${status} to ${operation}`, {
          ...fields,
          attempt: attemptNumber,
          status,
          durationMs,
          waitedMs,
        })
        return response
      }

    const tryOnce = (attemptNumber: number): Promise<Answer> =>
      gate.run(
        () =>
          attempt(send(attemptNumber)).catch((error: unknown) => {
            if (isApiError(error) && error.kind === 'rate-limited') watch.refused()
            throw error
          }),
        {
          signal,
          priority: call.priority,
          caller: call.caller,
          onStart: waited => {
            waitedMs = waited
            watch.started(waited)
          },
        },
      )

    return sendWithRetry(tryOnce, {
      repeatable: call.repeatable,
      clock,
      signal,
      policy: {
        ...retryPolicy,
        maxAttempts: Math.min(retryPolicy.maxAttempts, call.maxAttempts ?? Number.POSITIVE_INFINITY),
      },
      onRetry: ({ kind, code, status, requestId }, waitMs, attemptNumber) => {
        watch.retried(kind)
        logger?.warn(`${system} failed at ${operation} (${kind}); tried again in ${waitMs} ms`, {
          ...fields,
          attempt: attemptNumber,
          kind,
          code,
          status,
          requestId,
          waitMs,
        })
      },
    })
  }

  return (call, attempt) => {
    if (telemetry === undefined) return runWatched(call, attempt, unwatched)
    const { operation, method, route } = call
    return telemetry.observe({ system, operation, method, route }, watch => runWatched(call, attempt, watch))
  }
}
