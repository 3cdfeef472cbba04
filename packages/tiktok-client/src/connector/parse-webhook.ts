import { ApiError } from '@tiktok-ns/client-kit'
import type { JsonSchema, WebhookDescription, WebhookNotice, WebhookRequest } from '@tiktok-ns/flow-engine'
import { webhookTopics } from '../generated/webhook-topics.js'
import { type Notification, parseWebhook as parseNotification } from '../webhooks/parse-webhook.js'
import { toJson } from './to-json.js'

const text: JsonSchema = { type: 'string' }

/** Notifications that start flows: what they are about, and the field of their data that names the record to read again. */
const described: Readonly<Record<string, readonly [recordId: string, summary: string]>> = {
  'order-status-change': ['order_id', 'An order changed its status (type 1).'],
  'recipient-address-update': ['order_id', "A buyer changed an order's address (type 3)."],
  'product-status-change': ['product_id', 'A product was reviewed, or changed its status (type 5).'],
  'cancellation-status-change': [
    'cancel_id',
    'A cancellation was asked for or changed its status (type 11).',
  ],
  'return-status-change': ['return_id', 'A return or refund was asked for or changed its status (type 12).'],
  'product-information-change': ['product_id', 'A product was edited (type 15).'],
  'product-creation': ['product_id', 'A product was created (type 16).'],
  'inbound-fbt-order-status-change': [
    'inbound_order_id',
    'Goods on their way to TikTok changed their status (type 21).',
  ],
  'inventory-status-change': ['sku_id', 'Stock runs low or came back (type 27).'],
  'invoice-status-change': ['package_id', 'An invoice was checked (type 36).'],
  'aftersales-request-status-update': [
    'aftersales_request_id',
    'An after-sales request changed its status (type 64).',
  ],
  'refund-success': ['aftersales_request_id', 'A refund was paid (type 67).'],
  'inventory-changed': ['sku_id', 'Stock changed (type 68).'],
}

export const webhookDescriptions: Readonly<Record<string, WebhookDescription>> = Object.fromEntries(
  Object.values(webhookTopics).map(({ topic }) => {
    const [recordId, summary] = described[topic] ?? []
    const properties = {
      ...(recordId === undefined ? {} : { [recordId]: text }),
      update_time: { type: 'integer' },
    }
    return [
      topic,
      { summary: summary ?? `TikTok Shop's notification ${topic}.`, payload: { type: 'object', properties } },
    ]
  }),
)

export interface WebhookApp {
  readonly appKey: string
  readonly appSecret: string
  /** The connection's shop, where its settings say it: notifications about another one are refused. */
  readonly shopId?: string | undefined
}

/** Checks a notification's signature over the raw body and says what it is about. */
export const parseWebhook = (
  { rawBody, headers }: WebhookRequest,
  { shopId, ...app }: WebhookApp,
): WebhookNotice => {
  const notification = parseNotification({ ...app, rawBody, signature: headers['authorization'] })
  const { topic, type, notificationId, data } = notification
  if (shopId !== undefined && notification.shopId !== undefined && notification.shopId !== shopId)
    throw new ApiError({
      kind: 'permission',
      message: `The notification is about the shop ${notification.shopId}, and this connection is the shop ${shopId}`,
      hint: 'Send each shop its notifications to its own connection, with a webhook URL for each shop.',
    })
  const recordId = recordIdOf(notification)
  return {
    notificationId,
    topic: topic === 'unknown' ? `type-${type}` : topic,
    payload: toJson(data),
    ...(topic === 'seller-deauthorization' ? { endsAccess: true } : {}),
    ...(recordId === undefined ? {} : { recordId }),
  }
}

const recordIdOf = ({ topic, data }: Notification): string | undefined => {
  const [field] = described[topic] ?? []
  const value = field === undefined ? undefined : Object.entries(data).find(([name]) => name === field)?.[1]
  return typeof value === 'string' && value !== '' ? value : undefined
}
