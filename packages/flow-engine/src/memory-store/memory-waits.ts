import type { Caches } from '../ports/caches.js'
import type { SettledPage, SettledRecord } from '../ports/store.js'
import type { WaitFor, Waits } from '../ports/waits.js'

export interface MemoryWaits extends Waits {
  /** Keeps what a record waits for, or that it waits no more. */
  setWait(page: SettledPage, record: SettledRecord): void
  /** Lets go of those that began before; none of them is counted. */
  pruneWaits(beforeMs: number | undefined): 0
}

interface Held extends WaitFor {
  readonly flow: string
  readonly traceKey: string
  readonly sinceMs: number
}

export const createMemoryWaits = ({ readCache }: Pick<Caches, 'readCache'>): MemoryWaits => {
  const waits = new Map<string, Held>()
  const keyOf = (flow: string, traceKey: string): string => JSON.stringify([flow, traceKey])
  return {
    listAwaited: async (flow, nowMs) => {
      const own = [...waits.values()].filter(held => held.flow === flow)
      const there = await Promise.all(
        own.map(async ({ cache, key }) => (await readCache(cache, [key], nowMs)).has(key)),
      )
      return own
        .filter((_, place) => there[place])
        .map(({ traceKey, recordId, exportName }) => ({ traceKey, recordId, exportName }))
    },
    endWaits: async (flow, traceKeys) => {
      for (const traceKey of traceKeys) waits.delete(keyOf(flow, traceKey))
    },
    setWait: ({ flow, settledAtMs }, { traceKey, waitsFor }) => {
      const id = keyOf(flow, traceKey)
      if (waitsFor === undefined) waits.delete(id)
      else waits.set(id, { ...waitsFor, flow, traceKey, sinceMs: waits.get(id)?.sinceMs ?? settledAtMs })
    },
    pruneWaits: (beforeMs = 0) => {
      for (const [id, { sinceMs }] of waits) if (sinceMs < beforeMs) waits.delete(id)
      return 0
    },
  }
}
