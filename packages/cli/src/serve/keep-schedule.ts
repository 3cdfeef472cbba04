import { type Clock, type FlowPlan, nextRunAt, type Store } from '@tiktok-ns/flow-engine'
import type { FlowRunner } from '../operations/local-operations.js'

export interface KeepScheduleOptions {
  readonly plans: readonly FlowPlan[]
  readonly store: Store
  readonly runner: Pick<FlowRunner, 'run'>
  readonly clock: Clock
  /** Aborted when the schedule is to end. */
  readonly signal: AbortSignal
  readonly onError: (flow: string, error: unknown) => void
}

export interface Schedule {
  /** Epoch milliseconds; undefined for flows that keep no time, and while one is under way. */
  nextRunAtMs(flow: string): number | undefined
  /** Resolves when it was aborted and nothing that it started is under way. */
  readonly ended: Promise<void>
}

/** After a run that could not even start, for example because another process runs the flow. */
const pauseAfterErrorMs = 15_000

/** Starts flows when their triggers say so. What was missed while nobody kept the schedule is made good once. */
export const keepSchedule = (options: KeepScheduleOptions): Schedule => {
  const { plans, store, runner, clock, signal, onError } = options
  const upcoming = new Map<string, number>()

  const nextOf = (plan: FlowPlan, lastStartedAtMs: number | undefined): number | undefined => {
    const nowMs = clock.now()
    const times = plan.triggers.flatMap(trigger => nextRunAt(trigger, { lastStartedAtMs, nowMs }) ?? [])
    return times.length === 0 ? undefined : Math.min(...times)
  }

  const keepOne = async (plan: FlowPlan): Promise<void> => {
    const { flow } = plan
    let [lastStart] = (await store.listRuns({ flow, limit: 1 })).map(({ startedAtMs }) => startedAtMs)
    for (;;) {
      const nextMs = nextOf(plan, lastStart)
      if (nextMs === undefined) return
      upcoming.set(flow, nextMs)
      await clock.wait(Math.max(0, nextMs - clock.now()), signal)
      upcoming.delete(flow)
      lastStart = clock.now()
      try {
        await runner.run(plan, { reason: 'schedule' })
      } catch (error) {
        onError(flow, error)
        await clock.wait(pauseAfterErrorMs, signal)
      }
    }
  }

  const kept = plans.map(plan =>
    keepOne(plan).catch((error: unknown) => {
      if (!signal.aborted) onError(plan.flow, error)
    }),
  )
  return {
    nextRunAtMs: flow => upcoming.get(flow),
    ended: Promise.all(kept).then(() => undefined),
  }
}
