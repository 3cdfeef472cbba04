import type { Family } from './field-keys.js'

/** What a merchant may say about how statements are read. */
export interface ReadingRules {
  /** Keys for fields and adjustment types that the tables do not have, or that this merchant books elsewhere. */
  readonly keys: Readonly<Record<string, string>>
  /** Families whose amounts a shop sends with the other sign. */
  readonly inverted: ReadonlySet<Family | 'adjustment' | 'reserve'>
  /** What becomes of creators' samples, orders that are discounted to nothing: sales, one account, or nothing at all. */
  readonly samples: 'sales' | 'account' | 'leaveOut'
  /** Sales tax that TikTok collects: left out, in and out again, or taken out of sales because the seller has to pay it over. */
  readonly tax: 'omit' | 'wash' | 'sellerLiable'
  /** Decimal places of the statement's currency. */
  readonly places: number
}

export const usualRules: ReadingRules = {
  keys: {},
  inverted: new Set(),
  samples: 'sales',
  tax: 'omit',
  places: 2,
}
