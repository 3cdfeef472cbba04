import type { Clock, FailureKind, FlowPlan, ParkedRecord, Store } from '@tiktok-ns/flow-engine'
import type { RunQueue } from './run-queue.js'

/** Failures that may pass by themselves. All others wait for somebody. */
const passing: ReadonlySet<FailureKind> = new Set(['rate-limited', 'unavailable', 'timeout', 'conflict'])

const minute = 60_000

/** How long after each failed try the next one comes; after the last a person has to look. */
export const retrySpacingMs: readonly number[] = [1, 5, 15, 60, 240].map(minutes => minutes * minute)

export interface AutoRetryOptions {
  readonly plans: readonly FlowPlan[]
  readonly store: Store
  readonly queue: RunQueue
  readonly clock: Clock
  readonly random: () => number
  readonly signal: AbortSignal
  readonly onError: (flow: string, error: unknown) => void
}

/** When a parked record is tried again by itself; undefined when it is not. */
export const retryDueAt = (
  { failure, attempts, lastParkedAtMs }: Pick<ParkedRecord, 'failure' | 'attempts' | 'lastParkedAtMs'>,
  random: number,
): number | undefined => {
  const spacing = retrySpacingMs[attempts - 1]
  if (spacing === undefined || !passing.has(failure.kind)) return undefined
  // A tenth later or earlier, so that what failed together does not come back together.
  return lastParkedAtMs + spacing * (0.9 + random * 0.2)
}

/** Tries again what may pass by itself, until the signal ends it. A flow that has to wait keeps no other waiting. */
export const autoRetry = async ({ plans, ...options }: AutoRetryOptions): Promise<void> => {
  await Promise.all(plans.map(plan => retryOf(plan, options)))
}

const retryOf = async (plan: FlowPlan, options: Omit<AutoRetryOptions, 'plans'>): Promise<void> => {
  const { flow } = plan
  const { store, queue, clock, random, signal, onError } = options
  while (!signal.aborted) {
    await clock.wait(minute / 2, signal).catch(() => undefined)
    if (signal.aborted) return
    try {
      const open = await store.listParked({ flow, status: 'open', limit: 10_000 })
      const due = open.filter(parked => (retryDueAt(parked, random()) ?? Infinity) <= clock.now())
      if (due.length > 0) await queue.retry(plan, { traceKeys: due.map(({ traceKey }) => traceKey) })
    } catch (error) {
      if (!signal.aborted) onError(flow, error)
    }
  }
}
