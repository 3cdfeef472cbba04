import { ApiError } from '@tiktok-ns/client-kit'
import type { WebhookNotice, WebhookRequest } from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import { verifyWebhook } from '../webhooks/verify-webhook.js'

/** Order ids are text; some samples print them as numbers, which lose digits and cannot be trusted. */
const notification = z.looseObject({
  type: z.number(),
  tts_notification_id: z.string(),
  data: z.looseObject({ order_id: z.string().optional() }).optional(),
})

const topics: Readonly<Record<number, string>> = { 1: 'order-status-change' }

/** Checks a notification's signature over the raw body and says what it is about. */
export const parseWebhook = (
  request: WebhookRequest,
  app: { readonly appKey: string; readonly appSecret: string },
): WebhookNotice => {
  if (!verifyWebhook({ ...app, rawBody: request.rawBody, signature: request.headers['authorization'] })) {
    throw new ApiError({
      kind: 'auth',
      message: 'The notification carries a wrong signature',
      hint: 'Check the app secret, or somebody is knocking who is not TikTok.',
    })
  }
  const parsed = notification.safeParse(parseJson(request.rawBody))
  if (!parsed.success)
    throw new ApiError({
      kind: 'invalid',
      message: 'The notification has no type or no id',
      hint: 'Answer 400; it cannot be used.',
    })
  const { type, tts_notification_id: notificationId, data } = parsed.data
  return {
    notificationId,
    topic: topics[type] ?? `type-${type}`,
    payload: JSON.parse(JSON.stringify(parsed.data)),
    ...(data?.order_id === undefined ? {} : { recordId: data.order_id }),
  }
}

const parseJson = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return undefined
  }
}
