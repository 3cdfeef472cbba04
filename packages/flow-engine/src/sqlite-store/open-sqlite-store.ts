import { changeParkedRecord } from '../memory-store/create-memory-store.js'
import type { SettledVersion, Store } from '../ports/store.js'
import { createAuditLog } from './audit-log.js'
import { createCaches } from './caches.js'
import { type Condition, createSelect } from './create-select.js'
import { createInbox } from './inbox.js'
import { createJournal } from './journal.js'
import { migrate } from './migrate.js'
import { type Database, openDatabase } from './open-database.js'
import { createPauses } from './pauses.js'
import { createRetention } from './retention.js'
import {
  number,
  text,
  toChange,
  toHistoryEntry,
  toParkedRecord,
  toRow,
  toRows,
  toRunEntry,
  toVersion,
} from './rows.js'
import { createPageSettlement, withoutData } from './settle-page.js'
import { toStoreError } from './store-error.js'
import { createUnitOfWork } from './unit-of-work.js'
import { createWaits } from './waits.js'

export interface SqliteStoreOptions {
  /** The store's file; its folder must exist. `:memory:` keeps nothing. */
  readonly path: string
}

/**
 * The embedded store: one SQLite file in WAL mode, synced to disk on every transaction.
 *
 * @throws StoreError when the file is damaged, from a newer version, or cannot be written.
 */
export const openSqliteStore = async ({ path }: SqliteStoreOptions): Promise<Store> => {
  try {
    const database = await openDatabase(path)
    database.exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;')
    migrate(database, path)
    return createStore(database, path)
  } catch (error) {
    throw toStoreError(error, path)
  }
}

const createStore = (database: Database, path: string): Store => {
  const sql = prepareAll(database)
  const unit = createUnitOfWork(database, path)
  const { work, transaction, quickly } = unit

  const settlePage = createPageSettlement(database)

  return {
    ...createInbox(database, unit),
    ...createAuditLog(database, unit),
    ...createCaches(database, unit),
    ...createJournal(database, unit),
    ...createPauses(database, unit),
    ...createRetention(database, unit),
    ...createWaits(database, unit),
    readCursor: flow =>
      work(() => {
        const row = toRow(sql.readCursor.get(flow))
        return row === undefined ? undefined : Number(row['cursor_ms'])
      }),
    writeCursor: (flow, cursorMs) =>
      work(
        () => void (cursorMs === undefined ? sql.forgetCursor.run(flow) : sql.setCursor.run(flow, cursorMs)),
      ),
    startRun: ({ runId, flow, startedAtMs, reason, version }) =>
      quickly(() => void sql.startRun.run(runId, flow, startedAtMs, reason ?? null, version ?? null)),
    finishRun: ({ runId, flow, endedAtMs, report, cursorMs }) =>
      transaction(() => {
        sql.finishRun.run(endedAtMs, JSON.stringify(report), runId)
        if (cursorMs !== undefined) sql.setCursor.run(flow, cursorMs)
      }),
    listRuns: ({ flow, version, sinceMs, limit }) =>
      work(() => {
        const conditions: readonly Condition[] = [
          ['flow = ?', flow],
          ["version LIKE ? || '%'", version],
          ['started_at_ms >= ?', sinceMs],
        ]
        return toRows(sql.listRuns(conditions, limit), toRunEntry)
      }),
    readVersions: (flow, traceKeys) =>
      work(() => {
        const found = sql.readVersions.all(flow, JSON.stringify(traceKeys))
        return new Map(
          toRows(found, (row): [string, SettledVersion] => [String(row['trace_key']), toVersion(row)]),
        )
      }),
    settlePage: page => transaction(() => settlePage(page)),
    readHistory: ({ flow, traceKey, runId, status, sinceMs, withTrails = false, limit }) =>
      work(() => {
        const conditions: readonly Condition[] = [
          ['trace_key = ?', traceKey],
          ['run_id = ?', runId],
          ['flow = ?', flow],
          ['status = ?', status],
          ['history.at_ms >= ?', sinceMs],
        ]
        const read = withTrails ? sql.readTrails : sql.readHistory
        return toRows(read(conditions, limit), toHistoryEntry)
      }),
    findTraceKeys: written =>
      work(() =>
        toRows(sql.findTraceKeys.all(written, written), row => ({
          flow: text(row, 'flow'),
          traceKey: text(row, 'trace_key'),
        })),
      ),
    readDocuments: (flow, externalIds) =>
      work(() => {
        const found = sql.readDocuments.all(flow, JSON.stringify(externalIds))
        return new Map(
          toRows(found, row => [text(row, 'external_id'), { ref: text(row, 'ref'), change: toChange(row) }]),
        )
      }),
    listParked: ({ flow, status, kind, traceKeys, sinceMs, limit }) =>
      work(() => {
        const conditions: readonly Condition[] = [
          ['flow = ?', flow],
          ['status = ?', status],
          ['kind = ?', kind],
          ['trace_key IN (SELECT value FROM json_each(?))', traceKeys && JSON.stringify(traceKeys)],
          ['last_parked_at_ms >= ?', sinceMs],
        ]
        return toRows(sql.listParked(conditions, limit), toParkedRecord)
      }),
    countOpen: () =>
      work(
        () =>
          new Map(
            toRows(sql.countOpen.all(), (row): [string, number] => [text(row, 'flow'), number(row, 'open')]),
          ),
      ),
    changeParked: change =>
      transaction(() => {
        const { flow, traceKey } = change
        const [open] = toRows(sql.openParked.all(flow, traceKey), toParkedRecord)
        if (open === undefined) return false
        const { status, resolvedAtMs, assignee, tags, edited } = changeParkedRecord(open, change)
        sql.changeParked.run(
          status,
          resolvedAtMs ?? null,
          assignee ?? null,
          tags === undefined ? null : JSON.stringify(tags),
          edited === true ? 1 : 0,
          status === 'resolved' ? 1 : 0,
          change.record === undefined ? null : JSON.stringify(change.record),
          flow,
          traceKey,
        )
        if (status === 'resolved') sql.forgetJournal.run(flow, traceKey)
        return true
      }),
    acquireLock: ({ name, owner, nowMs, expiresAtMs }) =>
      quickly(() => {
        sql.takeLock.run(name, owner, expiresAtMs, owner, nowMs)
        return String(toRow(sql.readLock.get(name))?.['owner'] ?? owner)
      }),
    releaseLock: (name, owner) => quickly(() => void sql.releaseLock.run(name, owner)),
    close: () => work(() => database.close()),
  }
}

const prepareAll = (database: Database) => ({
  readCursor: database.prepare('SELECT cursor_ms FROM cursors WHERE flow = ?'),
  setCursor: database.prepare(
    'INSERT INTO cursors (flow, cursor_ms) VALUES (?, ?) ON CONFLICT (flow) DO UPDATE SET cursor_ms = excluded.cursor_ms',
  ),
  forgetCursor: database.prepare('DELETE FROM cursors WHERE flow = ?'),
  startRun: database.prepare(
    'INSERT INTO runs (run_id, flow, started_at_ms, reason, version) VALUES (?, ?, ?, ?, ?)',
  ),
  finishRun: database.prepare('UPDATE runs SET ended_at_ms = ?, report = ? WHERE run_id = ?'),
  listRuns: createSelect(database, 'SELECT * FROM runs', 'started_at_ms DESC, rowid DESC'),
  readVersions: database.prepare(
    'SELECT * FROM versions WHERE flow = ? AND trace_key IN (SELECT value FROM json_each(?))',
  ),
  readHistory: createSelect(database, 'SELECT * FROM history', 'id DESC'),
  readTrails: createSelect(
    database,
    'SELECT history.*, trails.trail FROM history LEFT JOIN trails ON trails.history_id = history.id',
    'id DESC',
  ),
  findTraceKeys: database.prepare(
    `SELECT flow, trace_key, max(id) AS newest FROM documents WHERE external_id = ? OR ref = ?
     GROUP BY flow, trace_key ORDER BY newest DESC`,
  ),
  // What is written beside max() comes from the row that has it. Older stores have not kept what the change was.
  readDocuments: database.prepare(
    `SELECT external_id, ref, change, max(id) FROM documents
     WHERE flow = ? AND external_id IN (SELECT value FROM json_each(?)) AND change IS NOT NULL GROUP BY external_id`,
  ),
  forgetJournal: database.prepare('DELETE FROM journal WHERE flow = ? AND trace_key = ?'),
  countOpen: database.prepare(
    "SELECT flow, count(*) AS open FROM parked WHERE status = 'open' GROUP BY flow",
  ),
  openParked: database.prepare("SELECT * FROM parked WHERE flow = ? AND trace_key = ? AND status = 'open'"),
  changeParked: database.prepare(
    `UPDATE parked SET status = ?, resolved_at_ms = ?, assignee = ?, tags = ?, edited = ?,
       parked = CASE ? WHEN 1 THEN ${withoutData}
         ELSE json_set(parked, '$.record', json(coalesce(?, json_extract(parked, '$.record')))) END
     WHERE flow = ? AND trace_key = ?`,
  ),
  listParked: createSelect(database, 'SELECT * FROM parked', 'first_parked_at_ms, flow, trace_key'),
  takeLock: database.prepare(
    `INSERT INTO locks (name, owner, expires_at_ms) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, expires_at_ms = excluded.expires_at_ms
       WHERE locks.owner = ? OR locks.expires_at_ms <= ?`,
  ),
  readLock: database.prepare('SELECT owner FROM locks WHERE name = ?'),
  releaseLock: database.prepare('DELETE FROM locks WHERE name = ? AND owner = ?'),
})
