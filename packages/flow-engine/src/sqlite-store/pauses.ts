import type { FlowPause, Pauses } from '../ports/pauses.js'
import type { Database } from './open-database.js'
import { isSet, number, type Row, text, toRow, toRows } from './rows.js'
import type { UnitOfWork } from './unit-of-work.js'

export const createPauses = (database: Database, { work, transaction }: UnitOfWork): Pauses => {
  const pause = database.prepare(
    'INSERT INTO pauses (flow, since_ms, by_whom, why) VALUES (?, ?, ?, ?) ON CONFLICT (flow) DO NOTHING',
  )
  const find = database.prepare('SELECT 1 FROM pauses WHERE flow = ?')
  const resume = database.prepare('DELETE FROM pauses WHERE flow = ?')
  const list = database.prepare('SELECT * FROM pauses ORDER BY flow')
  return {
    pauseFlow: ({ flow, sinceMs, by, why }) => work(() => void pause.run(flow, sinceMs, by, why ?? null)),
    resumeFlow: flow =>
      transaction(() => {
        if (toRow(find.get(flow)) === undefined) return false
        resume.run(flow)
        return true
      }),
    listPauses: () => work(() => new Map(toRows(list.all(), row => [text(row, 'flow'), toPause(row)]))),
  }
}

const toPause = (row: Row): FlowPause => ({
  flow: text(row, 'flow'),
  sinceMs: number(row, 'since_ms'),
  by: text(row, 'by_whom'),
  ...(isSet(row, 'why') ? { why: text(row, 'why') } : {}),
})
