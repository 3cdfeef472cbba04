import type { ImportPlan } from '../../compile/flow-plan.js'
import type { ImportItem, ImportResult } from '../../ports/connector.js'
import type { Store } from '../../ports/store.js'

/** The engine's own connection: what an import writes there, cache lookups find. */
export const cacheConnection = 'caches'

/** Keeps payloads under their external ids; `{ value: ... }` alone is kept as the bare value. */
export const writeToCache = async (
  { target, operation }: ImportPlan,
  items: readonly ImportItem[],
  store: Store,
): Promise<readonly ImportResult[]> => {
  const keyOf = ({ externalId, idempotencyKey }: ImportItem): string => externalId ?? idempotencyKey
  const isRemoval = operation === 'delete'
  const entries = items.map(item => ({ key: keyOf(item), value: isRemoval ? undefined : keptValue(item) }))
  await store.writeCache(target, entries)
  return items.map(item => ({
    status: 'written',
    change: isRemoval ? 'deleted' : 'updated',
    ref: keyOf(item),
    answer: {},
  }))
}

const keptValue = ({ payload }: ImportItem) => {
  const { value, ...others } = payload
  return value !== undefined && Object.keys(others).length === 0 ? value : payload
}
