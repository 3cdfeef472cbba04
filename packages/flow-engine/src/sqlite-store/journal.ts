import type { Journal, JournalEntry } from '../ports/journal.js'
import type { Database } from './open-database.js'
import { number, type Row, text, toChange, toRows } from './rows.js'
import type { UnitOfWork } from './unit-of-work.js'

export const createJournal = (database: Database, { work, transaction }: UnitOfWork): Journal => {
  const note = database.prepare(
    `INSERT INTO journal (flow, step, idempotency_key, payload_hash, trace_key, at_ms, change, ref, answer)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (flow, step, idempotency_key) DO UPDATE SET payload_hash = excluded.payload_hash, trace_key = excluded.trace_key,
       at_ms = excluded.at_ms, change = excluded.change, ref = excluded.ref, answer = excluded.answer`,
  )
  const read = database.prepare('SELECT * FROM journal WHERE flow = ?')
  return {
    noteImports: entries =>
      transaction(() => {
        for (const entry of entries) {
          const { flow, step, idempotencyKey, payloadHash, traceKey, atMs, change, ref, answer } = entry
          note.run(
            flow,
            step,
            idempotencyKey,
            payloadHash,
            traceKey,
            atMs,
            change,
            ref,
            JSON.stringify(answer),
          )
        }
      }),
    readJournal: flow => work(() => toRows(read.all(flow), toJournalEntry)),
  }
}

const toJournalEntry = (row: Row): JournalEntry => ({
  flow: text(row, 'flow'),
  step: text(row, 'step'),
  idempotencyKey: text(row, 'idempotency_key'),
  payloadHash: text(row, 'payload_hash'),
  traceKey: text(row, 'trace_key'),
  atMs: number(row, 'at_ms'),
  change: toChange(row),
  ref: text(row, 'ref'),
  answer: JSON.parse(text(row, 'answer')),
})
