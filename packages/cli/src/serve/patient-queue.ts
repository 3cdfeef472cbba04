import type { FailureKind, FlowPlan, Store } from '@tiktok-ns/flow-engine'
import type { ConnectionHealth } from './connection-health.js'
import type { PauseGate } from './pause-gate.js'
import type { RunQueue } from './run-queue.js'

export interface PatientQueueOptions {
  readonly queue: RunQueue
  readonly health: ConnectionHealth
  readonly pauses: PauseGate
  /** A flow's connections, by their names in the project. */
  readonly connectionsOf: (flow: string) => readonly string[]
  /** Ends the waiting. */
  readonly signal: AbortSignal
}

/** A queue whose flows wait while they are paused or a connection of theirs is lost, and go on by themselves afterwards. */
export const patientQueue = (options: PatientQueueOptions): RunQueue => {
  const { queue, health, pauses, connectionsOf, signal } = options
  const whenReady = async ({ flow }: FlowPlan): Promise<void> => {
    await health.whenUp(connectionsOf(flow), signal)
    await pauses.whenOpen(flow, signal)
  }
  return {
    ...queue,
    run: async (plan, ...options) => {
      await whenReady(plan)
      return queue.run(plan, ...options)
    },
    retry: async (plan, options) => {
      await whenReady(plan)
      return queue.retry(plan, options)
    },
  }
}

/** What is parked because a system could not be reached. */
const outageKinds: readonly FailureKind[] = ['unavailable', 'timeout']

/** Tries again what an outage has parked, now that the connection is back, without waiting for its next turn. */
export const retryAfterOutage = async (
  plans: readonly FlowPlan[],
  { store, queue }: { readonly store: Store; readonly queue: Pick<RunQueue, 'retry'> },
): Promise<void> => {
  for (const plan of plans) {
    for (const kind of outageKinds) {
      const [open] = await store.listParked({ flow: plan.flow, status: 'open', kind, limit: 1 })
      if (open !== undefined) await queue.retry(plan, { kind })
    }
  }
}
