import { z } from 'zod'

const hour = 3600
const day = 24 * hour

/** How long things take on the sandbox's clock, in seconds. `null` for never. */
const secs = (value: number) => z.number().nonnegative().nullable().default(value)

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
    .default(7 * day),
  /** Whether a refresh gives a new refresh token and kills the old one. Sources differ. */
  rotateRefreshTokens: z.boolean().default(true),
  /** Adds a field that no documentation knows to each order: fields may appear in a version at any time. */
  extraFields: z.boolean().default(false),
  /** Whether name, phone and street of orders that TikTok ships are masked. */
  maskTikTokShipping: z.boolean().default(true),

  /** From payment to AWAITING_SHIPMENT. */
  remorseHoldSecs: secs(hour),
  unpaidCancelSecs: secs(2 * day),
  /** From the arranged shipment to the carrier's first scan. */
  collectAfterSecs: secs(12 * hour),
  deliverAfterSecs: secs(3 * day),
  /** From delivery to the end of the after-sales period. */
  completeAfterSecs: secs(30 * day),
  /** TikTok's own warehouse ships so long after the hold. */
  fbtShipAfterSecs: secs(12 * hour),
  /** A request that the seller does not answer is approved by TikTok. */
  sellerAnswerSecs: secs(2 * day),
  /** The buyer sends a return back so long after it was approved, and the carrier needs as long again. */
  buyerShipsReturnAfterSecs: secs(2 * day),

  /** TikTok's review of a new product. */
  reviewProductAfterSecs: secs(hour),

  /** From delivery to settlement. */
  settleAfterSecs: secs(7 * day),
  /** From the statement to the payment. */
  payAfterSecs: secs(2 * day),
  /** From a failed payment to the next try, under another id. */
  payRetryAfterSecs: secs(2 * day),
  /** Share of each settlement held back, and for how long. */
  reserveRate: z.number().min(0).max(1).default(0),
  reserveReleaseSecs: secs(14 * day),
  referralRate: z.number().min(0).max(1).default(0.06),
  affiliateRate: z.number().min(0).max(1).default(0.15),
  /** Share of orders that came through a creator. */
  affiliateShare: z.number().min(0).max(1).default(0.3),
  /** Statements below this are paid together with a later one; left out, everything above zero is paid. */
  minimumPayout: z
    .string()
    .regex(/^\d+(\.\d{1,2})?$/)
    .optional(),

  webhooks: z
    .strictObject({
      /** Chance that a notification is sent twice. */
      duplicateProbability: z.number().min(0).max(1).default(0),
      /** Chance that it is held back, and for how long at most; held ones overtake each other. */
      lateProbability: z.number().min(0).max(1).default(0),
      lateSecs: z.number().nonnegative().default(600),
      /** Real milliseconds in which a receiver must answer; who takes longer is asked again, as after a refusal. */
      answerWithinMs: z.number().int().positive().default(3_000),
      /** Chance that it is never sent. */
      lostProbability: z.number().min(0).max(1).default(0),
    })
    .prefault({}),
})

export type TikTokShopSettings = z.output<typeof tiktokShopSettings>
