import type { Json } from '../json.js'
import type { WriteSummary } from '../run/outcome.js'

/**
 * Imports that are done while their record still is not: what lets a record that was cut off go on after its last finished import
 * instead of repeating it. Entries go when their record is settled as written or skipped; a parked record's stay for its retry.
 */
export interface Journal {
  /** Keeps what imports did, all or nothing. The same key again replaces what was there. */
  noteImports(entries: readonly JournalEntry[]): Promise<void>
  /** All that is kept of a flow. */
  readJournal(flow: string): Promise<readonly JournalEntry[]>
}

export interface JournalEntry {
  readonly flow: string
  readonly traceKey: string
  /** The step's path. */
  readonly step: string
  readonly idempotencyKey: string
  /** Of what was sent: other contents are another import. */
  readonly payloadHash: string
  readonly atMs: number
  readonly change: WriteSummary['change']
  readonly ref: string
  readonly answer: Json
}
