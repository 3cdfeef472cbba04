import type { Clock, FlowPlan, Store, WaitingNotification } from '@tiktok-ns/flow-engine'
import type { RunQueue } from './run-queue.js'

export interface DeliverNotificationsOptions {
  readonly plans: readonly FlowPlan[]
  readonly store: Store
  readonly queue: RunQueue
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly onError: (flow: string, error: unknown) => void
}

export interface NotificationDelivery {
  /** Something new waits for this flow. */
  wake(flow: string): void
  readonly ended: Promise<void>
}

/** As many as one run reads again. */
const atOnce = 200

const firstPauseMs = 1_000
const longestPauseMs = 5 * 60_000

/**
 * Lets flows read again what notifications were about. Those that come while a flow is at work wait and are taken together.
 *
 * A notification leaves the inbox only after a run that came to its end: each of its records is then settled or parked.
 */
export const deliverNotifications = (options: DeliverNotificationsOptions): NotificationDelivery => {
  const { plans, store, queue, clock, signal, onError } = options
  const bells = new Map(plans.map(plan => [plan.flow, { plan, bell: createBell() }]))

  /** False when the run had to stop, so that everything has to be done again. */
  const deliver = async (plan: FlowPlan, waiting: readonly WaitingNotification[]): Promise<boolean> => {
    const { flow } = plan
    const ids = [...new Set(waiting.flatMap(({ recordId }) => recordId ?? []))]
    try {
      if (ids.length > 0) {
        const { stoppedBy } = await queue.run(plan, { ids, reason: 'webhook' })
        if (stoppedBy !== undefined) return false
      }
      await store.settleNotifications({ flow, notifications: waiting })
      return true
    } catch (error) {
      onError(flow, error)
      return false
    }
  }

  const keepOne = async (plan: FlowPlan, bell: Bell): Promise<void> => {
    let pauseMs = firstPauseMs
    while (!signal.aborted) {
      const waiting = await store.listNotifications({ flow: plan.flow, limit: atOnce })
      if (waiting.length === 0) {
        await bell.rung(signal)
        continue
      }
      if (await deliver(plan, waiting)) {
        pauseMs = firstPauseMs
        continue
      }
      await clock.wait(pauseMs, signal)
      pauseMs = Math.min(longestPauseMs, pauseMs * 2)
    }
  }

  const kept = [...bells.values()].map(({ plan, bell }) =>
    keepOne(plan, bell).catch((error: unknown) => {
      if (!signal.aborted) onError(plan.flow, error)
    }),
  )
  return {
    wake: flow => bells.get(flow)?.bell.ring(),
    ended: Promise.all(kept).then(() => undefined),
  }
}

interface Bell {
  ring(): void
  /** Resolves at once when it was rung since the last time. */
  rung(signal: AbortSignal): Promise<void>
}

const createBell = (): Bell => {
  let wasRung = false
  let wakeUp: (() => void) | undefined
  return {
    ring: () => {
      wasRung = true
      wakeUp?.()
    },
    rung: signal =>
      new Promise(resolve => {
        const end = () => {
          wasRung = false
          wakeUp = undefined
          signal.removeEventListener('abort', end)
          resolve()
        }
        if (wasRung || signal.aborted) return end()
        wakeUp = end
        signal.addEventListener('abort', end, { once: true })
      }),
  }
}
