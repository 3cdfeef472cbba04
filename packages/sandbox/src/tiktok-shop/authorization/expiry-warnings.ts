import type { DueWorker } from '../../clock.js'
import type { Shop } from '../shop.js'
import type { TikTokShopState } from '../tiktok-shop-state.js'
import type { World } from '../world.js'

const dayMs = 24 * 3600 * 1000
const warnDays = 30

/** Topic 7: from 30 days before an authorization ends, once a day at midnight (taken as UTC: the zone is not stated). */
export const createExpiryWarnings = (
  startMs: number,
  readState: () => TikTokShopState,
  worldOf: (shop: Shop) => World,
): DueWorker => {
  let warnedUntilMs = startMs

  const nextFor = (endsAtMs: number): number | undefined => {
    const from = Math.max(warnedUntilMs, endsAtMs - warnDays * dayMs)
    const midnight = (Math.floor(from / dayMs) + 1) * dayMs
    return midnight < endsAtMs ? midnight : undefined
  }

  return {
    nextDueAtMs: () => {
      let earliest: number | undefined
      for (const { refreshToken, revoked } of readState().authorizations) {
        const next = revoked ? undefined : nextFor(refreshToken.expireAt * 1000)
        if (next !== undefined && (earliest === undefined || next < earliest)) earliest = next
      }
      return earliest
    },
    runDue: nowMs => {
      for (const { refreshToken, revoked, shop_ids } of readState().authorizations) {
        const next = revoked ? undefined : nextFor(refreshToken.expireAt * 1000)
        if (next === undefined || next > nowMs) continue
        for (const id of shop_ids) {
          const shop = readState().shops.get(id)
          // The expiry time is a text here, unlike everywhere else.
          if (shop) {
            worldOf(shop).notify(7, {
              message: 'The authorization expires soon; ask the seller to authorize again.',
              expiration_time: String(refreshToken.expireAt),
            })
          }
        }
      }
      warnedUntilMs = Math.max(warnedUntilMs, nowMs)
    },
  }
}
