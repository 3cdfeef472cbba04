import type { Clock, Store } from '@tiktok-ns/flow-engine'
import { pruneStore } from '../operations/prune-store.js'
import type { KeepDays } from '../project/operation-spec.js'

export interface PruneDailyOptions {
  readonly store: Store
  readonly keepDays: KeepDays
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly onError: (what: string, error: unknown) => void
}

const dayMs = 24 * 60 * 60_000

/** Deletes what is older than the project keeps it: some minutes after the start, and once a day from then on. */
export const pruneDaily = async (options: PruneDailyOptions): Promise<void> => {
  const { store, keepDays, clock, signal, onError } = options
  let pauseMs = 10 * 60_000
  while (!signal.aborted) {
    await clock.wait(pauseMs, signal).catch(() => undefined)
    if (signal.aborted) return
    pauseMs = dayMs
    try {
      await pruneStore(store, keepDays, clock.now())
    } catch (error) {
      onError('prune', error)
    }
  }
}
