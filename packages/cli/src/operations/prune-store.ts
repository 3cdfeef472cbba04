import type { PruneCounts, Store } from '@tiktok-ns/flow-engine'
import type { KeepDays } from '../project/operation-spec.js'

const dayMs = 24 * 60 * 60_000

/** Deletes what is older than the project keeps it, kind by kind. */
export const pruneStore = (
  store: Pick<Store, 'prune'>,
  { payloads, history, runs, resolvedErrors, webhooks, audit }: KeepDays,
  nowMs: number,
): Promise<PruneCounts> => {
  const before = (days: number): number => nowMs - days * dayMs
  return store.prune({
    trails: before(payloads),
    history: before(history),
    runs: before(runs),
    resolvedErrors: before(resolvedErrors),
    notifications: before(webhooks),
    audit: before(audit),
  })
}
