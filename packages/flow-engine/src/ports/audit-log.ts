import type { Json } from '../json.js'

/** What people changed by hand, and when. Entries are added and never changed. */
export interface AuditLog {
  addAudit(entry: AuditEntry): Promise<void>
  /** Newest first. */
  listAudit(filter: AuditFilter): Promise<readonly AuditEntry[]>
}

export interface AuditEntry {
  readonly atMs: number
  /** Who did it, as far as the host knows: a user of the machine, a name a client gave. */
  readonly by: string
  /** What was done: `cursor.set`, `parked.edit`, `parked.resolve`, ... */
  readonly action: string
  readonly flow?: string
  /** The trace key of the record, where it is about one. */
  readonly traceKey?: string
  readonly before?: Json
  readonly after?: Json
}

export interface AuditFilter {
  readonly flow?: string
  readonly traceKey?: string
  readonly sinceMs?: number
  readonly limit: number
}
