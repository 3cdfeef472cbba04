import type { Json } from '../json.js'

/** Values that flows keep under keys: written by imports into `caches.<name>`, read by lookups. */
export interface Caches {
  /** Those that have expired are left out. */
  readCache(cache: string, keys: readonly string[], nowMs: number): Promise<ReadonlyMap<string, Json>>
  /** Keeps values in place of what was there, all or nothing. */
  writeCache(cache: string, entries: readonly CacheEntry[]): Promise<void>
}

export interface CacheEntry {
  readonly key: string
  /** Undefined: forget it. */
  readonly value: Json | undefined
  /** Kept for ever when left out. */
  readonly expiresAtMs?: number
}
