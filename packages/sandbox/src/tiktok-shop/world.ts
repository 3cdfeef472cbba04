import type { JsonObject } from '../json.js'
import type { DueEntry } from './due-queue.js'
import type { Shop } from './shop.js'

/** One shop at a moment: what the rules of the platform work on. */
export interface World {
  readonly shop: Shop
  /** Unix seconds. */
  readonly nowSecs: number
  /** A new decimal id of 18 digits beginning with `prefix`. */
  newId(prefix: string): string
  /** Sends a webhook to whoever listens. Topics as numbered on the vendor page "Webhooks overview". */
  notify(type: number, data: JsonObject): void
  schedule(entry: Omit<DueEntry, 'shopId'>): void
}

export const createNewId = (shop: Shop, prefix: string): string => {
  shop.counter += 1
  return `${prefix}${String(shop.counter).padStart(18 - prefix.length, '0')}`
}
