import type { AcceptedNotification, Inbox, WaitingNotification } from '../ports/inbox.js'
import { createSelect } from './create-select.js'
import type { Database } from './open-database.js'
import { isSet, number, type Row, text, toRow, toRows } from './rows.js'
import type { UnitOfWork } from './unit-of-work.js'

export const createInbox = (database: Database, { work, transaction, quickly }: UnitOfWork): Inbox => {
  const sql = prepareAll(database)
  const accept = (notification: AcceptedNotification): boolean => {
    const { connection, notificationId, topic, recordId, receivedAtMs, flows } = notification
    if (sql.find.get(connection, notificationId) !== undefined) return false
    sql.add.run(connection, notificationId, topic, recordId ?? null, receivedAtMs)
    for (const flow of flows) sql.addWaiting.run(flow, connection, notificationId)
    return true
  }
  return {
    acceptNotification: together(transaction, accept),
    listNotifications: ({ flow, limit }) =>
      work(() => toRows(sql.list([['waiting.flow = ?', flow]], limit), toWaiting)),
    countNotifications: flow =>
      work(() => {
        const row = toRow(flow === undefined ? sql.count.get() : sql.countOfFlow.get(flow)) ?? {}
        return {
          waiting: number(row, 'waiting'),
          ...(isSet(row, 'oldest') ? { oldestReceivedAtMs: number(row, 'oldest') } : {}),
        }
      }),
    // Those that wait once more are read again, and what is unchanged is not written again.
    settleNotifications: ({ flow, notifications }) =>
      quickly(() => {
        for (const { connection, notificationId } of notifications)
          sql.settle.run(flow, connection, notificationId)
      }),
  }
}

interface Asked {
  readonly notification: AcceptedNotification
  readonly resolve: (isNew: boolean) => void
  readonly reject: (error: unknown) => void
}

/** Keeps notifications that come in one burst in one transaction: syncing to disk costs the same for one and for a hundred. */
const together = (
  transaction: UnitOfWork['transaction'],
  accept: (notification: AcceptedNotification) => boolean,
): Inbox['acceptNotification'] => {
  let asked: Asked[] = []
  const keep = (): void => {
    const burst = asked
    asked = []
    transaction(() => burst.map(({ notification }) => accept(notification))).then(
      kept => {
        for (const [index, { resolve }] of burst.entries()) resolve(kept[index] === true)
      },
      (error: unknown) => {
        for (const { reject } of burst) reject(error)
      },
    )
  }
  return notification =>
    new Promise((resolve, reject) => {
      asked.push({ notification, resolve, reject })
      if (asked.length === 1) setImmediate(keep)
    })
}

const toWaiting = (row: Row): WaitingNotification => ({
  flow: text(row, 'flow'),
  connection: text(row, 'connection'),
  notificationId: text(row, 'notification_id'),
  topic: text(row, 'topic'),
  receivedAtMs: number(row, 'received_at_ms'),
  ...(isSet(row, 'record_id') ? { recordId: text(row, 'record_id') } : {}),
})

const countWaiting = `SELECT count(*) AS waiting, min(kept.received_at_ms) AS oldest
  FROM waiting_notifications AS waiting JOIN notifications AS kept USING (connection, notification_id)`

const prepareAll = (database: Database) => ({
  find: database.prepare('SELECT 1 FROM notifications WHERE connection = ? AND notification_id = ?'),
  add: database.prepare(
    'INSERT INTO notifications (connection, notification_id, topic, record_id, received_at_ms) VALUES (?, ?, ?, ?, ?)',
  ),
  addWaiting: database.prepare(
    'INSERT INTO waiting_notifications (flow, connection, notification_id) VALUES (?, ?, ?)',
  ),
  list: createSelect(
    database,
    `SELECT waiting.flow, kept.* FROM waiting_notifications AS waiting
       JOIN notifications AS kept USING (connection, notification_id)`,
    'waiting.id',
  ),
  count: database.prepare(countWaiting),
  countOfFlow: database.prepare(`${countWaiting} WHERE waiting.flow = ?`),
  settle: database.prepare(
    'DELETE FROM waiting_notifications WHERE flow = ? AND connection = ? AND notification_id = ?',
  ),
})
