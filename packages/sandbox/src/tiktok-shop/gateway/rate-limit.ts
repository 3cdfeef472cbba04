import { ApiRefusal } from '../api-refusal.js'
import type { TikTokShopSettings } from '../settings.js'
import type { AdmittedCall } from './check-request.js'

/**
 * Refuses calls over the set rate, per app and shop, and over the hourly quota of development shops.
 *
 * The rate is counted in real time: with a fixed clock it would otherwise never recover.
 */
export const createRateLimit = (
  settings: TikTokShopSettings,
  machineNow: () => number = () => performance.now(),
) => {
  const buckets = new Map<string, { tokens: number; atMs: number }>()
  const hours = new Map<string, { hour: number; calls: number }>()

  return ({ authorization, shop, nowMs }: AdmittedCall): void => {
    const key = `${authorization.app_key}/${shop?.id ?? authorization.open_id}`
    if (settings.ratePerSecond !== undefined) {
      const atMs = machineNow()
      const bucket = buckets.get(key) ?? { tokens: settings.ratePerSecond, atMs }
      const refilled = bucket.tokens + ((atMs - bucket.atMs) / 1000) * settings.ratePerSecond
      const tokens = Math.min(settings.ratePerSecond, refilled)
      buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, atMs })
      if (tokens < 1) throw new ApiRefusal(36009002)
    }
    if (settings.hourlyQuota !== undefined) {
      const hour = Math.floor(nowMs / 3_600_000)
      const counted = hours.get(key)
      const calls = counted?.hour === hour ? counted.calls + 1 : 1
      hours.set(key, { hour, calls })
      if (calls > settings.hourlyQuota) throw new ApiRefusal(36009037)
    }
  }
}
