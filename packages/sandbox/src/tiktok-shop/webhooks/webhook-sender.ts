import { createHmac } from 'node:crypto'
import type { JsonObject } from '../../json.js'
import type { Random } from '../../random.js'
import type { SandboxCore } from '../../sandbox-system.js'
import { createDueQueue } from '../due-queue.js'
import type { Shop } from '../shop.js'
import type { TikTokShopState } from '../tiktok-shop-state.js'
import { eventTypeOfTopic } from './subscriptions.js'
import type { Delivery } from './webhook-records.js'

const minute = 60_000
/** After these the notification is dropped. */
const retryAfterMs = [2 * minute, 30 * minute, 180 * minute, 720 * minute]

/** Signs and sends notifications, and tries again on the sandbox's clock. */
export interface WebhookSender {
  notify(shop: Shop, type: number, data: JsonObject): void
  /** Sends this body to every listener now, signed, whatever it says: for forged and unknown topics. */
  sendRaw(appKey: string, address: string, body: string): void
  nextDueAtMs(): number | undefined
  runDue(nowMs: number): void
  /** Resolves when nothing is under way; retries wait for the clock. */
  settled(): Promise<void>
  list(): readonly Delivery[]
  restore(deliveries: readonly Delivery[]): void
}

/** The header value: lower-case hex over app key and body, without a time stamp. Vendor page: "Webhooks overview". */
export const signWebhook = (appKey: string, appSecret: string, body: string): string =>
  createHmac('sha256', appSecret)
    .update(appKey + body)
    .digest('hex')

export const createWebhookSender = (
  core: SandboxCore,
  random: Random,
  readState: () => TikTokShopState,
): WebhookSender => {
  const deliveries = new Map<string, Delivery>()
  let due = createDueQueue<{ readonly atMs: number; readonly id: string }>()
  const underWay = new Set<Promise<void>>()
  let number = 0

  const replace = (row: Delivery) => {
    deliveries.set(row.id, row)
    if (row.nextTryAtMs !== undefined) due.add({ atMs: row.nextTryAtMs, id: row.id })
  }

  const queue = (appKey: string, address: string, body: string, atMs: number) => {
    number += 1
    replace({
      id: `delivery-${number}`,
      appKey,
      address,
      body,
      attempts: 0,
      nextTryAtMs: atMs,
      status: 'waiting',
    })
    forgetOldest(deliveries)
  }

  const send = async (row: Delivery): Promise<void> => {
    const { apps, settings } = readState()
    const secret = apps.get(row.appKey)?.app_secret ?? ''
    const { answerWithinMs } = settings.webhooks
    let status: number | undefined
    try {
      const response = await core.fetch(row.address, {
        method: 'POST',
        body: row.body,
        headers: {
          'content-type': 'application/json',
          authorization: signWebhook(row.appKey, secret, row.body),
        },
        signal: AbortSignal.any([core.closing, AbortSignal.timeout(answerWithinMs)]),
      })
      status = response.status
      await response.arrayBuffer()
    } catch {
      // No answer in time, or none at all: the same as a wrong one.
    }
    const { nextTryAtMs: _done, ...kept } = row
    const waitMs = retryAfterMs[row.attempts]
    const tried = {
      ...kept,
      attempts: row.attempts + 1,
      ...(status === undefined ? {} : { lastStatus: status }),
    }
    if (status === 200) replace({ ...tried, status: 'delivered' })
    else if (waitMs === undefined) replace({ ...tried, status: 'dropped' })
    else replace({ ...tried, nextTryAtMs: core.clock.now() + waitMs })
  }

  return {
    notify: (shop, type, data) => {
      const { webhooks } = shop.settings
      const nowMs = core.clock.now()
      const id = `${nowMs}${random.integer(100_000, 999_999)}`
      for (const { appKey, address, openId } of listenersOf(readState(), shop, type)) {
        const body = JSON.stringify({
          type,
          ...(sellerTopics.has(type) ? { seller_open_id: openId } : { shop_id: shop.id }),
          tts_notification_id: id,
          timestamp: Math.floor(nowMs / 1000),
          data,
        })
        if (random.chance(webhooks.lostProbability)) continue
        const copies = random.chance(webhooks.duplicateProbability) ? 2 : 1
        for (let copy = 0; copy < copies; copy++) {
          const isLate = random.chance(webhooks.lateProbability)
          const delayMs = isLate ? random.integer(1, Math.max(1, webhooks.lateSecs)) * 1000 : 0
          queue(appKey, address, body, nowMs + delayMs)
        }
      }
    },
    sendRaw: (appKey, address, body) => queue(appKey, address, body, core.clock.now()),
    nextDueAtMs: () => due.peek()?.atMs,
    runDue: nowMs => {
      for (let next = due.peek(); next && next.atMs <= nowMs; next = due.peek()) {
        due.take()
        const row = deliveries.get(next.id)
        if (row?.status !== 'waiting' || row.nextTryAtMs !== next.atMs) continue
        const sending = send(row).finally(() => underWay.delete(sending))
        underWay.add(sending)
      }
    },
    settled: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    list: () => [...deliveries.values()],
    restore: restored => {
      deliveries.clear()
      due = createDueQueue()
      for (const row of restored) replace(row)
      number = Math.max(0, ...restored.map(row => Number(row.id.replace(/\D/g, ''))))
    },
  }
}

const keptDeliveries = 20_000

/** What is over is kept for looking at, the newest of it. */
const forgetOldest = (deliveries: Map<string, Delivery>): void => {
  if (deliveries.size <= keptDeliveries * 1.25) return
  for (const [id, { status }] of deliveries) {
    if (deliveries.size <= keptDeliveries) return
    if (status !== 'waiting') deliveries.delete(id)
  }
}

/** The shop's own address for the event, and the address of every app that the seller has authorized. */
const listenersOf = (state: TikTokShopState, shop: Shop, type: number) => {
  const eventType = eventTypeOfTopic[type]
  const own = eventType === undefined ? undefined : shop.subscriptions.get(eventType)
  const consents = state.authorizations.filter(row => row.shop_ids.includes(shop.id) && !row.revoked)
  const openIds = new Map(consents.map(row => [row.app_key, row.open_id]))
  return [...openIds].flatMap(([appKey, openId]) => {
    const address = own?.address ?? state.apps.get(appKey)?.webhook_url
    return address === undefined ? [] : [{ appKey, address, openId }]
  })
}

/** Topics about a seller: the envelope names the consent instead of a shop. */
const sellerTopics = new Set([19, 21, 22, 23, 24, 35])
