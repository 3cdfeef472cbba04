import type { CallOptions, EndpointCaller } from '../../transport/call-endpoint.js'
import type { AnswerOf, ItemOf } from '../answer-types.js'
import { shopWebhooksDelete, shopWebhooksList, shopWebhooksUpdate } from '../versions.js'

export type WebhookSubscription = ItemOf<AnswerOf<typeof shopWebhooksList>['webhooks']>

/** Where TikTok sends the notifications of this shop; without one, they go to the app's URL from Partner Center. */
export interface WebhookSubscriptions {
  /** @see "Get Shop Webhooks", TikTok Shop Partner Center */
  list(options?: CallOptions): Promise<readonly WebhookSubscription[]>
  /**
   * Sends notifications of one type, for example `ORDER_STATUS_CHANGE`, to an address: https, a domain name, no port.
   *
   * @see "Update Shop Webhook", TikTok Shop Partner Center
   */
  set(eventType: string, address: string, options?: CallOptions): Promise<void>
  /** @see "Delete Shop Webhook", TikTok Shop Partner Center */
  delete(eventType: string, options?: CallOptions): Promise<void>
}

export const createWebhookSubscriptions = (call: EndpointCaller): WebhookSubscriptions => ({
  list: async options => {
    const { webhooks = [] } = await call(shopWebhooksList, {}, options)
    return webhooks
  },
  set: async (eventType, address, options) => {
    await call(shopWebhooksUpdate, { body: { event_type: eventType, address } }, options)
  },
  delete: async (eventType, options) => {
    await call(shopWebhooksDelete, { body: { event_type: eventType } }, options)
  },
})
