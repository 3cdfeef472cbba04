import { createHash } from 'node:crypto'
import { ApiError } from '@tiktok-ns/client-kit'
import { z } from 'zod'
import { type WebhookContent, webhookTopics } from '../generated/webhook-topics.js'
import { parseJson } from '../transport/parse-json.js'
import { maybeText, whole } from '../transport/tolerant-shapes.js'
import { verifyWebhook } from './verify-webhook.js'

/** What every notification says of itself. */
export interface NotificationEnvelope {
  /** TikTok's number of the topic. */
  readonly type: number
  /** The same for every delivery of one notification. Where TikTok sends none, a digest of the body takes its place. */
  readonly notificationId: string
  readonly shopId: string | undefined
  readonly sellerOpenId: string | undefined
  readonly creatorOpenId: string | undefined
  /** Epoch milliseconds; undefined where TikTok sends none. */
  readonly sentAt: number | undefined
}

/** A notification of a topic that is described: `topic` tells what is in `data`. Fields that TikTok adds are kept. */
export type KnownNotification = NotificationEnvelope & WebhookContent

/** A notification whose topic, or whose content, is newer than this version of the client. Answer it with 200. */
export interface UnknownNotification extends NotificationEnvelope {
  readonly topic: 'unknown'
  readonly data: Readonly<Record<string, unknown>>
}

export type Notification = KnownNotification | UnknownNotification

export interface WebhookRequest {
  readonly appKey: string
  readonly appSecret: string
  /** The body as it arrived: parsing and writing it again would change its bytes. */
  readonly rawBody: Uint8Array
  /** The `Authorization` header. */
  readonly signature: string | undefined
  /**
   * Refuses notifications that were sent longer ago than this, in milliseconds. Off by default, and at least a day: TikTok's last
   * retry comes twelve hours late, and is welcome. What stops repetitions is `notificationId`.
   */
  readonly replayWindowMs?: number | undefined
  /** Epoch milliseconds now; for the replay window. */
  readonly now?: (() => number) | undefined
}

const dayMs = 86_400_000

const envelopeShape = z.looseObject({
  type: whole,
  tts_notification_id: maybeText,
  shop_id: maybeText,
  seller_open_id: maybeText,
  creator_open_id: maybeText,
  timestamp: whole.optional(),
  data: z.looseObject({}).optional(),
})

/**
 * Checks that TikTok sent this notification and says what it is about.
 *
 * Answer 200 with an empty body within three seconds, 401 where this throws an error of kind `auth`. Read the record again rather
 * than trust what a notification says about it: they come late, twice and out of order.
 *
 * @throws ApiError of kind `auth` for a wrong signature, `invalid` for a body that is no notification or too old.
 * @see "Webhooks overview", TikTok Shop Partner Center
 */
export const parseWebhook = (request: WebhookRequest): Notification => {
  if (!verifyWebhook(request)) {
    throw new ApiError({
      kind: 'auth',
      message: 'The notification carries a wrong signature',
      hint: 'Check app key and app secret, or somebody is knocking who is not TikTok.',
    })
  }
  const parsed = envelopeShape.safeParse(withEnvelope(readText(request.rawBody)))
  if (!parsed.success) throw invalid('The notification has no type', 'Answer 400; it cannot be used.')
  const { type, tts_notification_id: id, timestamp, data = {} } = parsed.data
  const sentAt = timestamp === undefined ? undefined : timestamp * 1000
  refuseOld(sentAt, request)
  const envelope = {
    type,
    notificationId: id ?? digestOf(request.rawBody),
    shopId: parsed.data.shop_id,
    sellerOpenId: parsed.data.seller_open_id,
    creatorOpenId: parsed.data.creator_open_id,
    sentAt,
  }
  return readKnown(envelope, data) ?? { ...envelope, topic: 'unknown', data }
}

const readKnown = (
  envelope: NotificationEnvelope,
  data: Readonly<Record<string, unknown>>,
): KnownNotification | undefined => {
  const known = webhookTopics[envelope.type]
  const content = known?.content().safeParse({ topic: known.topic, data }).data
  return content === undefined ? undefined : { ...envelope, ...content }
}

const inventoryChanged = z.looseObject({
  event_id: z.string(),
  quantity_snapshot_after_change: z.looseObject({}),
})

/** The sample of topic 68, inventory changed, has no envelope; whether notifications have one is not settled. */
const withEnvelope = (body: unknown): unknown => {
  const bare = inventoryChanged.safeParse(body)
  return bare.success ? { type: 68, tts_notification_id: bare.data.event_id, data: bare.data } : body
}

const refuseOld = (sentAt: number | undefined, { replayWindowMs, now = Date.now }: WebhookRequest): void => {
  if (replayWindowMs === undefined || sentAt === undefined) return
  if (now() - sentAt <= Math.max(replayWindowMs, dayMs)) return
  throw invalid(
    `The notification was sent at ${new Date(sentAt).toISOString()}, which is too long ago`,
    'Answer 200 and drop it; the next poll finds what it was about.',
  )
}

const readText = (body: Uint8Array): unknown => {
  try {
    return parseJson(new TextDecoder().decode(body))
  } catch {
    return undefined // the caller says that it is no notification
  }
}

const digestOf = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex')

const invalid = (message: string, hint: string): ApiError => new ApiError({ kind: 'invalid', message, hint })
