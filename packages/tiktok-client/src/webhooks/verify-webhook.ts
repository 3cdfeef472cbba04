import { createHmac, timingSafeEqual } from 'node:crypto'

export interface WebhookToVerify {
  readonly appKey: string
  readonly appSecret: string
  /** The body as it arrived: parsing and writing it again would change its bytes. */
  readonly rawBody: Uint8Array
  /** The `Authorization` header. */
  readonly signature: string | undefined
}

/**
 * Whether TikTok Shop sent this notification. Takes the same time whatever the signature is.
 *
 * A verified notification may still be a repetition: de-duplicate by `tts_notification_id`.
 *
 * @see "Webhooks overview", TikTok Shop Partner Center
 */
export const verifyWebhook = ({ appKey, appSecret, rawBody, signature }: WebhookToVerify): boolean => {
  if (signature === undefined) return false
  const expected = createHmac('sha256', appSecret).update(appKey).update(rawBody).digest()
  const given = Buffer.from(signature.trim().toLowerCase(), 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
