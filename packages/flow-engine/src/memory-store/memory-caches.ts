import type { CacheEntry, Caches } from '../ports/caches.js'

export const createMemoryCaches = (): Caches => {
  const entries = new Map<string, CacheEntry>()
  const keyOf = (cache: string, key: string): string => JSON.stringify([cache, key])
  return {
    readCache: async (cache, keys, nowMs) =>
      new Map(
        keys.flatMap(key => {
          const { value, expiresAtMs = Number.POSITIVE_INFINITY } = entries.get(keyOf(cache, key)) ?? {}
          return value === undefined || expiresAtMs <= nowMs ? [] : [[key, value]]
        }),
      ),
    writeCache: async (cache, written) => {
      for (const entry of written) {
        if (entry.value === undefined) entries.delete(keyOf(cache, entry.key))
        else entries.set(keyOf(cache, entry.key), structuredClone(entry))
      }
    },
  }
}
