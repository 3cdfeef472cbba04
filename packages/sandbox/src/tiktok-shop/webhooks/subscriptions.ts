import type { Json } from '../../json.js'
import { textOf } from '../aftersales/list-filter.js'
import { ApiRefusal } from '../api-refusal.js'
import type { ShopCall } from '../shop-call.js'

/** Get Shop Webhooks. */
export const readSubscriptions = ({ shop }: ShopCall): Json => ({
  webhooks: [...shop.subscriptions.values()].map(row => ({ ...row })),
  total_count: shop.subscriptions.size,
})

/** Update Shop Webhook: sets the address for one event. */
export const updateSubscription = ({ shop, body, nowSecs }: ShopCall): undefined => {
  const event_type = textOf(body['event_type'])
  if (!eventTypes.has(event_type)) throw new ApiRefusal(36009004, 'param body.event_type is invalid')
  const address = textOf(body['address'])
  if (!isAllowedAddress(address)) throw new ApiRefusal(36009004, 'param body.address is invalid')
  const known = shop.subscriptions.get(event_type)
  shop.subscriptions.set(event_type, {
    event_type,
    address,
    create_time: known?.create_time ?? nowSecs,
    update_time: nowSecs,
  })
}

/** Delete Shop Webhook. */
export const deleteSubscription = ({ shop, body }: ShopCall): undefined => {
  shop.subscriptions.delete(textOf(body['event_type']))
}

const maxAddressLength = 255

/** The platform wants https and a domain; a sandbox also sends to loopback over plain http. */
const isAllowedAddress = (address: string): boolean => {
  if (address.length > maxAddressLength || !URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  const isLocal = hostname === 'localhost' || hostname.startsWith('127.') || hostname === '[::1]'
  return protocol === 'https:' || (protocol === 'http:' && isLocal)
}

/** `event_type` of each topic that has one. */
export const eventTypeOfTopic: Readonly<Record<number, string>> = {
  1: 'ORDER_STATUS_CHANGE',
  2: 'REVERSE_STATUS_UPDATE',
  3: 'RECIPIENT_ADDRESS_UPDATE',
  4: 'PACKAGE_UPDATE',
  5: 'PRODUCT_STATUS_CHANGE',
  6: 'SELLER_DEAUTHORIZATION',
  7: 'UPCOMING_AUTHORIZATION_EXPIRATION',
  11: 'CANCELLATION_STATUS_CHANGE',
  12: 'RETURN_STATUS_CHANGE',
  13: 'NEW_CONVERSATION',
  14: 'NEW_MESSAGE',
  15: 'PRODUCT_INFORMATION_CHANGE',
  16: 'PRODUCT_CREATION',
  18: 'PRODUCT_CATEGORY_CHANGE',
  33: 'NEW_MESSAGE_LISTENER',
  36: 'INVOICE_STATUS_CHANGE',
  37: 'PRODUCT_AUDIT_STATUS_CHANGE',
}

const eventTypes = new Set(Object.values(eventTypeOfTopic))
