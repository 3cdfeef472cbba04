import type { Clock } from '../clock.js'

export interface VirtualClock extends Clock {
  /** Goes from wait to wait, in order, until nobody waits any more. */
  runAll(): Promise<void>
}

/** Time that passes only when everybody waits for it. */
export const createVirtualClock = (): VirtualClock => {
  let now = 0
  /** Who waits for which moment, in order of asking. */
  const waits = new Map<number, Set<() => void>>()
  return {
    now: () => now,
    wait: ms =>
      new Promise(resolve => {
        const at = now + ms
        const waiting = waits.get(at) ?? new Set()
        waits.set(at, waiting.add(resolve))
      }),
    runAll: async () => {
      for (;;) {
        await everythingReady()
        let next = Number.POSITIVE_INFINITY
        for (const at of waits.keys()) next = Math.min(next, at)
        const due = waits.get(next)
        if (due === undefined) return
        waits.delete(next)
        now = next
        for (const resolve of due) resolve()
      }
    },
  }
}

/** All promise reactions that are due now, and those they make due, have run once this resolves. */
const everythingReady = (): Promise<void> => new Promise(resolve => setImmediate(resolve))
