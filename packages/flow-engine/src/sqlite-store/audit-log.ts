import type { AuditEntry, AuditLog } from '../ports/audit-log.js'
import { type Condition, createSelect } from './create-select.js'
import type { Database } from './open-database.js'
import { isSet, number, type Row, text, toRows } from './rows.js'
import type { UnitOfWork } from './unit-of-work.js'

export const createAuditLog = (database: Database, { work }: UnitOfWork): AuditLog => {
  const add = database.prepare(
    'INSERT INTO audit (at_ms, by_whom, action, flow, trace_key, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const list = createSelect(database, 'SELECT * FROM audit', 'id DESC')
  return {
    addAudit: ({ atMs, by, action, flow, traceKey, before, after }) =>
      work(
        () => void add.run(atMs, by, action, flow ?? null, traceKey ?? null, toText(before), toText(after)),
      ),
    listAudit: ({ flow, traceKey, sinceMs, limit }) =>
      work(() => {
        const conditions: readonly Condition[] = [
          ['trace_key = ?', traceKey],
          ['flow = ?', flow],
          ['at_ms >= ?', sinceMs],
        ]
        return toRows(list(conditions, limit), toEntry)
      }),
  }
}

const toText = (value: AuditEntry['before']): string | null =>
  value === undefined ? null : JSON.stringify(value)

const toEntry = (row: Row): AuditEntry => ({
  atMs: number(row, 'at_ms'),
  by: text(row, 'by_whom'),
  action: text(row, 'action'),
  ...(isSet(row, 'flow') ? { flow: text(row, 'flow') } : {}),
  ...(isSet(row, 'trace_key') ? { traceKey: text(row, 'trace_key') } : {}),
  ...(isSet(row, 'before') ? { before: JSON.parse(text(row, 'before')) } : {}),
  ...(isSet(row, 'after') ? { after: JSON.parse(text(row, 'after')) } : {}),
})
