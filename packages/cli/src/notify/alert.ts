/** Something that somebody should know of. */
export interface Alert {
  readonly kind: AlertKind
  /** Alerts of one group are one message, with a count: one missing SKU is one cause, however many orders want it. */
  readonly group: string
  /** What happened, in one sentence. */
  readonly title: string
  readonly next?: string
  readonly flow?: string
  readonly connection?: string
  /** A record it is about. */
  readonly record?: string
  /** Not to be held back for a digest. */
  readonly urgent?: boolean
}

export type AlertKind =
  | 'records-failed'
  | 'run-stopped'
  | 'errors-stale'
  | 'connection-lost'
  | 'connection-back'
  | 'nothing-seen'
  | 'dispatch-deadline'
  | 'connection-finding'

/** What is sent at once: one entry for each group, the most frequent first. */
export interface Digest {
  readonly atMs: number
  readonly groups: readonly AlertGroup[]
}

export interface AlertGroup extends Omit<Alert, 'record' | 'urgent'> {
  readonly count: number
  /** Some of the records, first come. */
  readonly records: readonly string[]
}
