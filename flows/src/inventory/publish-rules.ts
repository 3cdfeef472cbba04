import { z } from 'zod'

/** TikTok takes no larger number of units for a SKU in a warehouse. */
export const tiktokMaximum = 99_999

/** Which of NetSuite's numbers is what a merchant has to sell. */
export const stockCounts = ['available', 'availableToPromise', 'onHand'] as const
export type StockCount = (typeof stockCounts)[number]

/**
 * What a merchant wants of the number that is published, applied in this order: the reserve for other channels, this shop's share,
 * the buffer in percent, the buffer in units, zero below a threshold, the maximum.
 */
export const publishRules = z.object({
  /** Units that other channels keep, in each warehouse. */
  reserve: z.number().min(0).default(0),
  /** This shop's part of what NetSuite has left, where several shops sell one stock; what it has sold and nobody has booked is of it. */
  sharePercent: z.number().min(0).max(100).default(100),
  bufferPercent: z.number().min(0).max(100).default(0),
  bufferUnits: z.number().min(0).default(0),
  /** Fewer than this are shown as none. */
  zeroBelow: z.number().min(0).default(0),
  /** Never more than this. */
  maximum: z.number().int().min(0).max(tiktokMaximum).default(tiktokMaximum),
})
export type PublishRules = z.infer<typeof publishRules>

/** NetSuite counts in up to five decimals; what is a hair below a whole unit by arithmetic alone is that unit. */
const wholeUnits = (units: number): number => Math.floor(units + 1e-6)

/**
 * The whole number to publish of the units that are free. Never negative, never above what TikTok takes.
 *
 * @param unbooked Units beside the free ones, which this shop has sold and NetSuite still counts: they are of its own share. With them on
 * everybody's account, a shop would go on selling what others may sell for as long as its orders are on hold.
 */
export const applyRules = (free: number, rules: PublishRules, unbooked = 0): number => {
  const share = (Math.max(0, free + unbooked - rules.reserve) * rules.sharePercent) / 100
  const shared = Math.max(0, share - unbooked)
  const buffered = (shared * (100 - rules.bufferPercent)) / 100 - rules.bufferUnits
  const units = Math.max(0, wholeUnits(buffered))
  return units < rules.zeroBelow ? 0 : Math.min(units, rules.maximum)
}
