import type { Connector, JsonObject } from '@tiktok-ns/flow-engine'
import type { Alert } from './alert.js'

export interface DispatchDeadlinesOptions {
  readonly connection: string
  readonly connector: Connector
  /** An order that has to ship sooner than this, and has not, is told. */
  readonly withinMs: number
  readonly nowMs: number
  readonly signal: AbortSignal
}

/** Whether a connection's system tells by when orders have to ship, as TikTok Shop does. */
export const hasDispatchDeadlines = ({ description }: Connector): boolean =>
  description.name === 'tiktok-shop' && description.resources['orders'] !== undefined

/**
 * Orders that wait for shipment and whose time runs out, or has.
 *
 * @see "Get Order List", TikTok Shop Partner Center: `rts_sla_time` is by when the seller has to ship, in seconds.
 */
export const findDispatchDeadlines = async (options: DispatchDeadlinesOptions): Promise<readonly Alert[]> => {
  const { connection, connector, withinMs, nowMs, signal } = options
  const request = { resource: 'orders', where: { order_status: 'AWAITING_SHIPMENT' } }
  const alerts: Alert[] = []
  for await (const { records } of connector.exportPages(request, { signal, priority: 'bulk' })) {
    for (const order of records) {
      const dueMs = dueAt(order)
      if (dueMs === undefined || dueMs - nowMs > withinMs) continue
      const late = dueMs < nowMs
      alerts.push({
        kind: 'dispatch-deadline',
        group: `dispatch ${connection} ${late ? 'late' : 'soon'}`,
        title: late
          ? `orders of ${connection} should have been shipped and are not`
          : `orders of ${connection} have to be shipped within ${Math.round(withinMs / 3_600_000)} h`,
        next: 'Ship them, or find out why their fulfilment has not come from NetSuite.',
        connection,
        record: String(order['id']),
      })
    }
  }
  return alerts
}

const dueAt = (order: JsonObject): number | undefined => {
  const seconds = order['rts_sla_time']
  return typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : undefined
}
