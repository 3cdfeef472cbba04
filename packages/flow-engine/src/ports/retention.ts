/** Letting go of what is kept: by age, or because a person asks for it. */
export interface Retention {
  /** Deletes what is older than each instant given. What is open, waits or is under way stays, however old. */
  prune(before: PruneBefore): Promise<PruneCounts>
  /**
   * Deletes the data of everything kept about one person; that a record was there, when, and which documents came of it stays.
   *
   * @param person As connectors name it in `personId` fields: a TikTok buyer's user id.
   */
  forgetPerson(person: string): Promise<ForgottenCounts>
}

/** Epoch milliseconds by kind of data; what is left out is kept. */
export interface PruneBefore {
  /** What was read, sent and answered. */
  readonly trails?: number
  /** What became of each record. */
  readonly history?: number
  readonly runs?: number
  readonly resolvedErrors?: number
  /** Ids of webhooks that have been dealt with. */
  readonly notifications?: number
  readonly audit?: number
}

export type PruneCounts = { readonly [kind in keyof Required<PruneBefore>]: number }

export interface ForgottenCounts {
  readonly trails: number
  readonly parked: number
  readonly audit: number
}
