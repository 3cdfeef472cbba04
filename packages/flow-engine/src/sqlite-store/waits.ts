import type { Waits } from '../ports/waits.js'
import type { Database } from './open-database.js'
import { text, toRows } from './rows.js'
import type { UnitOfWork } from './unit-of-work.js'

export const createWaits = (database: Database, { work }: UnitOfWork): Waits => {
  const list = database.prepare(
    `SELECT waits.* FROM waits JOIN caches USING (cache, key)
     WHERE flow = ? AND (expires_at_ms IS NULL OR expires_at_ms > ?) ORDER BY since_ms, trace_key`,
  )
  const end = database.prepare(
    'DELETE FROM waits WHERE flow = ? AND trace_key IN (SELECT value FROM json_each(?))',
  )
  return {
    listAwaited: (flow, nowMs) =>
      work(() =>
        toRows(list.all(flow, nowMs), row => ({
          traceKey: text(row, 'trace_key'),
          recordId: text(row, 'record_id'),
          exportName: text(row, 'export_name'),
        })),
      ),
    endWaits: (flow, traceKeys) => work(() => void end.run(flow, JSON.stringify(traceKeys))),
  }
}
