import type { Inbox, WaitingNotification } from '../ports/inbox.js'

export interface MemoryInbox extends Inbox {
  pruneNotifications(beforeMs: number | undefined): number
}

export const createMemoryInbox = (): MemoryInbox => {
  const known = new Map<string, number>()
  let waiting: WaitingNotification[] = []
  const idOf = (connection: string, notificationId: string): string =>
    JSON.stringify([connection, notificationId])

  return {
    acceptNotification: async ({ flows, ...notification }) => {
      const id = idOf(notification.connection, notification.notificationId)
      if (known.has(id)) return false
      known.set(id, notification.receivedAtMs)
      waiting.push(...flows.map(flow => ({ ...notification, flow })))
      return true
    },
    listNotifications: async ({ flow, limit }) =>
      waiting.filter(entry => flow === undefined || entry.flow === flow).slice(0, limit),
    countNotifications: async flow => {
      const ofFlow = waiting.filter(entry => flow === undefined || entry.flow === flow)
      const [oldest] = ofFlow
      return {
        waiting: ofFlow.length,
        ...(oldest === undefined ? {} : { oldestReceivedAtMs: oldest.receivedAtMs }),
      }
    },
    settleNotifications: async ({ flow, notifications }) => {
      const settled = new Set(
        notifications.map(({ connection, notificationId }) => idOf(connection, notificationId)),
      )
      waiting = waiting.filter(
        entry => entry.flow !== flow || !settled.has(idOf(entry.connection, entry.notificationId)),
      )
    },
    pruneNotifications: (beforeMs = Number.NEGATIVE_INFINITY) => {
      const open = new Set(waiting.map(({ connection, notificationId }) => idOf(connection, notificationId)))
      const old = [...known].filter(([id, receivedAtMs]) => receivedAtMs < beforeMs && !open.has(id))
      for (const [id] of old) known.delete(id)
      return old.length
    },
  }
}
