import type { JsonObject } from '../../json.js'
import type { ShopCall } from '../shop-call.js'
import { maskAddress } from './mask-address.js'
import type { Order } from './order.js'

const detailOnly = new Set([
  'channel_entity_national_registry_id',
  'payment_auth_code',
  'payment_card_type',
  'payment_method_code',
])

const addressless = new Set(['UNPAID', 'ON_HOLD'])

/** The order as the caller may see it: no address while unpaid or on hold, a masked one where TikTok ships. */
export const toServedOrder = (
  order: Order,
  place: 'search' | 'detail',
  { shop }: Pick<ShopCall, 'shop'>,
): JsonObject => {
  const served: Record<string, JsonObject[string]> = {}
  for (const [name, value] of Object.entries(order as JsonObject)) {
    if (place === 'search' && detailOnly.has(name)) continue
    if (name === 'recipient_address') {
      if (addressless.has(order.status)) continue
      served[name] = isMasked(order, shop.settings.maskTikTokShipping) ? maskAddress(value) : value
    } else {
      served[name] = value
    }
  }
  if (shop.settings.extraFields) served['sandbox_extra_field'] = { introduced: 'without notice' }
  return served
}

const isMasked = (order: Order, maskTikTokShipping: boolean): boolean =>
  order.fulfillment_type === 'FULFILLMENT_BY_TIKTOK' ||
  (maskTikTokShipping && order.shipping_type === 'TIKTOK')
