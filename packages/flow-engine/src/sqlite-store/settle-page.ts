import type { SettledPage, SettledRecord } from '../ports/store.js'
import type { Database } from './open-database.js'

/** Keeps what became of a page's records. To be called inside a transaction. */
export const createPageSettlement = (database: Database): ((page: SettledPage) => void) => {
  const sql = prepareAll(database)

  const settleRecord = (page: SettledPage, record: SettledRecord): void => {
    const { runId, flow, settledAtMs } = page
    const { traceKey, status, versionMs, fingerprint, trail, parked, waitsFor } = record
    const step = record.step ?? null
    const person = record.person ?? null
    sql.addHistory.run(
      runId,
      flow,
      traceKey,
      settledAtMs,
      status,
      step,
      record.detail ?? null,
      versionMs ?? null,
      JSON.stringify(record.writes),
    )
    if (trail !== undefined) sql.addTrail.run(settledAtMs, person, JSON.stringify(trail))
    for (const { change, ref, externalId } of record.writes)
      if (change !== 'unchanged') sql.addDocument.run(flow, traceKey, ref, externalId ?? null, change)
    // A record left out because nothing had to be done says nothing new: neither about its version nor about its failure.
    if (record.step === 'export' && status !== 'failed') return
    if (waitsFor === undefined) sql.endWait.run(flow, traceKey)
    else {
      const { cache, key, recordId, exportName } = waitsFor
      sql.setWait.run(flow, traceKey, cache, key, recordId, exportName, settledAtMs)
    }
    if (versionMs !== undefined)
      sql.setVersion.run(flow, traceKey, versionMs, fingerprint, status, settledAtMs)
    if (parked !== undefined) {
      const { kind } = parked.failure
      sql.park.run(flow, traceKey, kind, settledAtMs, settledAtMs, runId, JSON.stringify(parked), person)
    } else {
      sql.resolveParked.run(settledAtMs, flow, traceKey)
      sql.forgetJournal.run(flow, traceKey)
    }
  }

  return page => {
    for (const record of page.records) settleRecord(page, record)
  }
}

/** What is over needs its data no more; its trail, if any, tells the story, masked. */
export const withoutData = "json_set(json_remove(parked, '$.payload'), '$.record', json('{}'))"

const prepareAll = (database: Database) => ({
  setVersion: database.prepare(
    `INSERT INTO versions (flow, trace_key, version_ms, fingerprint, status, settled_at_ms) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (flow, trace_key) DO UPDATE SET version_ms = excluded.version_ms, fingerprint = excluded.fingerprint,
       status = excluded.status, settled_at_ms = excluded.settled_at_ms`,
  ),
  addHistory: database.prepare(
    'INSERT INTO history (run_id, flow, trace_key, at_ms, status, step, detail, version_ms, writes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  ),
  addTrail: database.prepare(
    'INSERT INTO trails (history_id, at_ms, person, trail) VALUES (last_insert_rowid(), ?, ?, ?)',
  ),
  addDocument: database.prepare(
    'INSERT INTO documents (flow, trace_key, ref, external_id, change) VALUES (?, ?, ?, ?, ?)',
  ),
  park: database.prepare(
    `INSERT INTO parked (flow, trace_key, status, kind, attempts, first_parked_at_ms, last_parked_at_ms, run_id, parked, person)
     VALUES (?, ?, 'open', ?, 1, ?, ?, ?, ?, ?)
     ON CONFLICT (flow, trace_key) DO UPDATE SET
       attempts = CASE parked.status WHEN 'open' THEN parked.attempts + 1 ELSE 1 END,
       first_parked_at_ms = CASE parked.status WHEN 'open' THEN parked.first_parked_at_ms ELSE excluded.first_parked_at_ms END,
       status = 'open', kind = excluded.kind, last_parked_at_ms = excluded.last_parked_at_ms, resolved_at_ms = NULL,
       run_id = excluded.run_id, parked = excluded.parked, person = excluded.person, edited = 0,
       assignee = CASE parked.status WHEN 'open' THEN parked.assignee END,
       tags = CASE parked.status WHEN 'open' THEN parked.tags END`,
  ),
  resolveParked: database.prepare(
    `UPDATE parked SET status = 'resolved', resolved_at_ms = ?, parked = ${withoutData}
     WHERE flow = ? AND trace_key = ? AND status = 'open'`,
  ),
  setWait: database.prepare(
    `INSERT INTO waits (flow, trace_key, cache, key, record_id, export_name, since_ms) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (flow, trace_key) DO UPDATE SET cache = excluded.cache, key = excluded.key,
       record_id = excluded.record_id, export_name = excluded.export_name`,
  ),
  endWait: database.prepare('DELETE FROM waits WHERE flow = ? AND trace_key = ?'),
  forgetJournal: database.prepare('DELETE FROM journal WHERE flow = ? AND trace_key = ?'),
})
