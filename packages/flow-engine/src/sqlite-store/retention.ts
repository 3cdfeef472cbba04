import type { PruneBefore, Retention } from '../ports/retention.js'
import type { Database } from './open-database.js'
import { number, toRow } from './rows.js'
import type { UnitOfWork } from './unit-of-work.js'

/** What is deleted for each kind of data, in this order; the last statement's count is told. */
const deletions: Readonly<Record<keyof PruneBefore, readonly string[]>> = {
  trails: ['DELETE FROM trails WHERE at_ms < ?'],
  history: [
    'DELETE FROM waits WHERE since_ms < ?',
    'DELETE FROM trails WHERE history_id IN (SELECT id FROM history WHERE at_ms < ?)',
    'DELETE FROM history WHERE at_ms < ?',
  ],
  runs: ['DELETE FROM runs WHERE started_at_ms < ?'],
  resolvedErrors: ["DELETE FROM parked WHERE status = 'resolved' AND resolved_at_ms < ?"],
  notifications: [
    `DELETE FROM notifications WHERE received_at_ms < ? AND NOT EXISTS (SELECT 1 FROM waiting_notifications AS waiting
       WHERE waiting.connection = notifications.connection AND waiting.notification_id = notifications.notification_id)`,
  ],
  audit: ['DELETE FROM audit WHERE at_ms < ?'],
}

export const createRetention = (database: Database, { transaction }: UnitOfWork): Retention => {
  const changes = database.prepare('SELECT changes() AS changes')
  const remove = (sql: string, ...values: (string | number)[]): number => {
    database.prepare(sql).run(...values)
    return number(toRow(changes.get()) ?? {}, 'changes')
  }
  const pruneKind = (kind: keyof PruneBefore, beforeMs: number | undefined): number => {
    if (beforeMs === undefined) return 0
    return deletions[kind].reduce((_, sql) => remove(sql, beforeMs), 0)
  }
  return {
    prune: before =>
      transaction(() => ({
        trails: pruneKind('trails', before.trails),
        history: pruneKind('history', before.history),
        runs: pruneKind('runs', before.runs),
        resolvedErrors: pruneKind('resolvedErrors', before.resolvedErrors),
        notifications: pruneKind('notifications', before.notifications),
        audit: pruneKind('audit', before.audit),
      })),
    forgetPerson: person =>
      transaction(() => {
        // People's edits hold records whole, so the keys are needed before the rest is gone.
        const audit = remove(
          `UPDATE audit SET before = NULL, after = NULL
           WHERE (before IS NOT NULL OR after IS NOT NULL) AND action = 'parked.edit' AND (flow, trace_key) IN (
             SELECT flow, trace_key FROM parked WHERE person = ?
             UNION SELECT flow, trace_key FROM trails JOIN history ON history.id = history_id WHERE person = ?)`,
          person,
          person,
        )
        const parked = remove(
          `UPDATE parked SET parked = json_set(json_remove(parked, '$.payload', '$.failure.excerpt'), '$.record', json('{}'),
             '$.withoutData', json('true')), edited = 0, person = NULL WHERE person = ?`,
          person,
        )
        return { trails: remove('DELETE FROM trails WHERE person = ?', person), parked, audit }
      }),
  }
}
