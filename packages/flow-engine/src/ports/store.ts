import type { Failure } from '../failures/failure.js'
import type { Json, JsonObject } from '../json.js'
import type { WriteSummary } from '../run/outcome.js'
import type { RunReason } from '../run/run-reason.js'
import type { RunReport } from '../run/run-report.js'
import type { AuditLog } from './audit-log.js'
import type { Caches } from './caches.js'
import type { Inbox } from './inbox.js'
import type { Journal } from './journal.js'
import type { Pauses } from './pauses.js'
import type { Retention } from './retention.js'
import type { Trail } from './trail.js'
import type { WaitFor, Waits } from './waits.js'

/**
 * The port through which runs remember. Every implementation passes `testing/store-contract.ts`.
 *
 * Whatever a method promises is on disk when it resolves; `settlePage` and `finishRun` are one transaction each. Locks, the start of
 * a run and settled notifications need only outlive the process: without them, something is done again that does no harm.
 */
export interface Store extends Inbox, AuditLog, Caches, Journal, Pauses, Retention, Waits {
  /** Up to where a flow has read, in epoch milliseconds. */
  readCursor(flow: string): Promise<number | undefined>
  /** Sets a flow's cursor by hand; undefined forgets it. */
  writeCursor(flow: string, cursorMs: number | undefined): Promise<void>

  startRun(run: StartedRun): Promise<void>
  /** Ends a run and, when it has read everything, moves the cursor with it. */
  finishRun(run: FinishedRun): Promise<void>
  /** Newest first. */
  listRuns(filter: RunFilter): Promise<readonly RunEntry[]>

  /** The newest version of each key that earlier runs have settled. Keys never seen are left out. */
  readVersions(flow: string, traceKeys: readonly string[]): Promise<ReadonlyMap<string, SettledVersion>>
  /**
   * Keeps the outcomes of a page, all or nothing: history, versions, failed records that are to be parked. A parked record with
   * the same key is resolved by a written or skipped outcome, and replaced by a newer failure. Once resolved it has no data any more.
   */
  settlePage(page: SettledPage): Promise<void>
  /** What became of records, newest first: of one key, of one run, or of both. */
  readHistory(filter: HistoryFilter): Promise<readonly HistoryEntry[]>
  /** The keys whose records were written under this external id, or as this id of the other system. Newest first. */
  findTraceKeys(written: string): Promise<readonly { readonly flow: string; readonly traceKey: string }[]>
  /** The newest that a flow has written under each of these external ids. Ids never written under are left out. */
  readDocuments(flow: string, externalIds: readonly string[]): Promise<ReadonlyMap<string, WrittenDocument>>

  /** Oldest first. */
  listParked(filter: ParkedFilter): Promise<readonly ParkedRecord[]>
  /** How many are open, by flow. Flows with none are left out. */
  countOpen(): Promise<ReadonlyMap<string, number>>
  /** Changes what people may change about an open parked record. False when there is no open one of that flow and key. */
  changeParked(change: ParkedChange): Promise<boolean>

  /**
   * Takes the lock when it is free, expired, or the owner's already. Answers with the owner it has now.
   */
  acquireLock(lock: Lock): Promise<string>
  releaseLock(name: string, owner: string): Promise<void>

  close(): Promise<void>
}

export interface Lock {
  readonly name: string
  readonly owner: string
  readonly nowMs: number
  readonly expiresAtMs: number
}

export interface RunFilter {
  readonly flow?: string
  /** Only runs of this version of their flow, or of one that begins like this. */
  readonly version?: string
  /** Only runs that began at or after this instant. */
  readonly sinceMs?: number
  readonly limit: number
}

/** What came of the newest write under an external id. */
export interface WrittenDocument {
  readonly ref: string
  readonly change: WriteSummary['change']
}

export interface StartedRun {
  readonly runId: string
  readonly flow: string
  readonly startedAtMs: number
  /** Why it began, where the host has said so. */
  readonly reason?: RunReason
  /** Of the flow as it ran: another one when its steps, settings or accounts have changed. */
  readonly version?: string
}

export interface FinishedRun {
  readonly runId: string
  readonly flow: string
  readonly endedAtMs: number
  readonly report: RunReport
  /** Where the next run goes on; left out when this one did not read everything. */
  readonly cursorMs?: number
}

export interface RunEntry extends StartedRun {
  /** Missing while the run goes on, and for ever when its process was killed. */
  readonly endedAtMs?: number
  readonly report?: RunReport
}

export interface SettledVersion {
  readonly versionMs: number
  /** Fingerprint of the record as it was read. */
  readonly fingerprint: string
  readonly status: 'written' | 'skipped' | 'failed'
  readonly settledAtMs: number
}

export interface SettledPage {
  readonly runId: string
  readonly flow: string
  readonly settledAtMs: number
  readonly records: readonly SettledRecord[]
}

export interface SettledRecord {
  readonly traceKey: string
  readonly versionMs?: number
  readonly fingerprint: string
  readonly status: 'written' | 'skipped' | 'failed'
  /** Why it was skipped, or what failed. */
  readonly detail?: string
  readonly step?: string
  readonly writes: readonly WriteSummary[]
  readonly trail?: Trail
  /** Whom the record is about, as the source names them: what `forgetPerson` finds it by. */
  readonly person?: string
  readonly parked?: NewlyParked
  /** For a skipped record: the key that it waits for. */
  readonly waitsFor?: WaitFor
}

export interface NewlyParked {
  readonly step: string
  readonly failure: Failure
  /** As it was read; empty where the host keeps no data, and once it is resolved. */
  readonly record: JsonObject
  /** The record is not kept: a retry has to read it again. */
  readonly withoutData?: boolean
  /** What was to be written, where it came to that. */
  readonly payload?: Json
  /** The record's own id, for reading it again. */
  readonly recordId: string
  /** Which of the flow's exports gave it; missing in records that were parked before flows had several. */
  readonly exportName?: string
}

export interface ParkedRecord extends NewlyParked {
  readonly id: string
  readonly flow: string
  readonly traceKey: string
  readonly status: 'open' | 'resolved'
  readonly attempts: number
  readonly firstParkedAtMs: number
  readonly lastParkedAtMs: number
  readonly resolvedAtMs?: number
  readonly runId: string
  readonly assignee?: string
  readonly tags?: readonly string[]
  /** A person has changed the record: the next try uses it as it is here and does not read it again. */
  readonly edited?: boolean
}

/** What is left out stays as it is. */
export interface ParkedChange {
  readonly flow: string
  readonly traceKey: string
  /** Ends it without another try. */
  readonly resolvedAtMs?: number
  /** Empty text: nobody. */
  readonly assignee?: string
  readonly tags?: readonly string[]
  /** The record to be used by the next try, in place of the one that was read. */
  readonly record?: JsonObject
}

export interface ParkedFilter {
  readonly flow?: string
  readonly status?: 'open' | 'resolved'
  readonly traceKeys?: readonly string[]
  readonly kind?: string
  /** Only those that failed last at or after this instant. */
  readonly sinceMs?: number
  readonly limit: number
}

export interface HistoryFilter {
  readonly flow?: string
  readonly traceKey?: string
  readonly runId?: string
  readonly status?: HistoryEntry['status']
  /** Only what happened at or after this instant. */
  readonly sinceMs?: number
  /** Answers with trails too, where they are still kept. */
  readonly withTrails?: boolean
  readonly limit: number
}

export interface HistoryEntry {
  readonly runId: string
  readonly flow: string
  readonly traceKey: string
  readonly atMs: number
  readonly status: 'written' | 'skipped' | 'failed'
  readonly step?: string
  readonly detail?: string
  readonly versionMs?: number
  readonly writes: readonly WriteSummary[]
  readonly trail?: Trail
}
