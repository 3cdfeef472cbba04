import { z } from 'zod'

/** How the platform behaves where the references leave a choice or a number open. */
export const tiktokShopSettings = z.strictObject({
  /** HTTP status of business errors; 200 is assumed, no capture was ever published. */
  businessErrorStatus: z.number().int().default(200),
  /** Calls per second for one app and shop before 429; left out, no limit. Counted in real time, even with a fixed clock. */
  ratePerSecond: z.number().positive().optional(),
  /** `Retry-After` seconds sent with that 429; left out, no header. */
  retryAfterSecs: z.number().nonnegative().optional(),
  /** Calls an hour before 36009037, as development shops have since June 2026; left out, no limit. */
  hourlyQuota: z.number().int().positive().optional(),
  accessTokenLifeSecs: z
    .number()
    .int()
    .positive()
    .default(7 * 24 * 3600),
  /** Whether a refresh gives a new refresh token and kills the old one. Sources differ. */
  rotateRefreshTokens: z.boolean().default(true),
  /** Whether name, phone and street of orders that TikTok ships are masked. */
  maskTikTokShipping: z.boolean().default(true),
})

export type TikTokShopSettings = z.output<typeof tiktokShopSettings>
