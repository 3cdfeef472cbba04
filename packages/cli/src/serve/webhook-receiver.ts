import type { Connector, FlowPlan, Store, WebhookNotice } from '@tiktok-ns/flow-engine'
import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { ServeCounters } from './counters.js'
import { createForgeryGuard } from './forgery-guard.js'

export interface WebhookReceiverOptions {
  /** Connectors by the connection's name in the project. */
  readonly connections: ReadonlyMap<string, Connector>
  readonly subscriptions: readonly WebhookSubscription[]
  readonly store: Store
  readonly now: () => number
  readonly counters: ServeCounters
  /** Something new waits for these flows. */
  readonly onAccepted: (flows: readonly string[]) => void
  /** The other system says that it takes no more calls of this connection. */
  readonly onAccessEnded: (connection: string) => void
  readonly onError: (connection: string, error: unknown) => void
}

/** A flow that wants a connection's notifications of a topic. */
export interface WebhookSubscription {
  readonly flow: string
  readonly connection: string
  readonly topic: string
}

const largestBodyBytes = 512 * 1024

/**
 * Takes notifications at `/webhooks/{connection}`: signature checked over the raw body, kept on disk, then acknowledged. The work is
 * done afterwards, so an answer takes milliseconds; TikTok waits three seconds.
 */
export const createWebhookReceiver = (options: WebhookReceiverOptions): Hono => {
  const { connections, subscriptions, store, now, counters, onAccepted, onAccessEnded, onError } = options
  const forgeries = createForgeryGuard({ now })
  const app = new Hono()

  app.post('/webhooks/:connection', withinLimit, async context => {
    const connection = context.req.param('connection')
    const connector = connections.get(connection)
    if (connector?.parseWebhook === undefined) return context.body(null, 404)

    const rawBody = new Uint8Array(await context.req.arrayBuffer())
    let notice: WebhookNotice
    try {
      notice = await connector.parseWebhook({ headers: context.req.header(), rawBody })
    } catch (error) {
      const { kind } = connector.toFailure(error)
      if (kind === 'permission') {
        // Somebody else's shop behind one address: what is genuine and not ours is neither kept nor sent again.
        counters.count('webhooks_total', { connection, result: 'other-shop' })
        onError(connection, error)
        return context.body(null, 200)
      }
      if (kind !== 'auth') {
        counters.count('webhooks_total', { connection, result: 'unreadable' })
        onError(connection, error)
        return context.body(null, 400)
      }
      counters.count('webhooks_total', { connection, result: 'forged' })
      // A good one is never refused for the bad ones beside it: whoever floods must not silence TikTok.
      if (forgeries.isTooMany(connection)) return context.body(null, 429, { 'retry-after': '60' })
      onError(connection, error)
      return context.body(null, 401)
    }
    const { notificationId, topic, recordId, endsAccess = false } = notice
    if (endsAccess) onAccessEnded(connection)
    const flows = subscriptions
      .filter(wanted => wanted.connection === connection && wanted.topic === topic)
      .map(({ flow }) => flow)
    try {
      const isNew = await store.acceptNotification({
        connection,
        notificationId,
        topic,
        receivedAtMs: now(),
        flows: recordId === undefined ? [] : flows,
        ...(recordId === undefined ? {} : { recordId }),
      })
      counters.count('webhooks_total', { connection, result: isNew ? 'accepted' : 'duplicate' })
      if (isNew) onAccepted(flows)
      return context.body(null, 200)
    } catch (error) {
      // Not on disk is not accepted: it is sent again later.
      counters.count('webhooks_total', { connection, result: 'refused' })
      onError(connection, error)
      return context.body(null, 503)
    }
  })
  return app
}

const counted = bodyLimit({ maxSize: largestBodyBytes, onError: context => context.body(null, 413) })

/** Node reads no more of a body than its length says: only one without a length is counted while it is read, which costs much more. */
const withinLimit: MiddlewareHandler = async (context, next) => {
  const length = context.req.header('content-length')
  if (length === undefined) return counted(context, next)
  return Number(length) > largestBodyBytes ? context.body(null, 413) : next()
}

/** Which flows want which notifications, from their triggers and the accounts they are bound to. */
export const subscriptionsOf = (
  plans: readonly FlowPlan[],
  boundTo: (flow: string, connection: string) => string | undefined,
): readonly WebhookSubscription[] =>
  plans.flatMap(({ flow, triggers }) =>
    triggers.flatMap(trigger => {
      if (trigger.kind !== 'webhook') return []
      const connection = boundTo(flow, trigger.connection)
      return connection === undefined ? [] : [{ flow, connection, topic: trigger.topic }]
    }),
  )
