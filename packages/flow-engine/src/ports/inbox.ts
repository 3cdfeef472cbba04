/**
 * Where accepted webhooks wait. A notification is kept once for each flow that wants it, before it is acknowledged, and stays
 * until that flow has dealt with it.
 */
export interface Inbox {
  /** Keeps it, all flows or none. False when a notification of this connection and id was kept before. */
  acceptNotification(notification: AcceptedNotification): Promise<boolean>
  /** What flows have still to deal with, oldest first. */
  listNotifications(filter: {
    readonly flow?: string
    readonly limit: number
  }): Promise<readonly WaitingNotification[]>
  /** How many wait, and since when: for one flow, or for all. */
  countNotifications(
    flow?: string,
  ): Promise<{ readonly waiting: number; readonly oldestReceivedAtMs?: number }>
  /** The flow has dealt with them. Their ids stay known, so that a late delivery is not taken for a new one. */
  settleNotifications(settled: {
    readonly flow: string
    readonly notifications: readonly NotificationKey[]
  }): Promise<void>
}

export interface NotificationKey {
  /** The connection's name in the project: ids are unique only within one account. */
  readonly connection: string
  readonly notificationId: string
}

export interface AcceptedNotification extends NotificationKey {
  readonly topic: string
  /** The record to read again; without one there is nothing a flow could read, and only the fact is kept. */
  readonly recordId?: string
  readonly receivedAtMs: number
  /** The flows that want it. */
  readonly flows: readonly string[]
}

export interface WaitingNotification extends NotificationKey {
  readonly flow: string
  readonly topic: string
  readonly recordId?: string
  readonly receivedAtMs: number
}
