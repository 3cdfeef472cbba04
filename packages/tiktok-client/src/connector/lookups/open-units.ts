import type { TikTokShopClient } from '../../tiktok-shop-client.js'
import { toJson } from '../to-json.js'
import type { Lookup } from './lookup.js'
import { OpenOrders } from './open-orders.js'

const text = { type: 'string' } as const

/** One for each shop: it lives as long as the connection. */
const openOrders = new WeakMap<TikTokShopClient, OpenOrders>()

const openOrdersOf = (client: TikTokShopClient): OpenOrders => {
  const known = openOrders.get(client) ?? new OpenOrders(client)
  openOrders.set(client, known)
  return known
}

/** Units that buyers have ordered and that are not shipped, by the seller's SKU: those that TikTok has taken off its own stock. */
export const openUnits: Lookup = {
  description: {
    summary:
      "Units in orders that are not shipped, by the seller's SKU or TikTok's id of it, one match for each order and warehouse. `parameters: { freshSecs: 15 }` allows what was read that long ago. Orders that were open once stay for a week after they were shipped, with `is_shipped`; `shippedSince`, Unix seconds, adds all that were created since then.",
    match: {
      type: 'object',
      properties: {
        order_id: text,
        status: text,
        create_time: { type: 'integer' },
        sku_id: text,
        seller_sku: text,
        warehouse_id: text,
        units: { type: 'integer' },
        is_shipped: { type: 'boolean' },
      },
    },
  },
  lookupMany: async (client, { keys, parameters = {} }, context) => {
    const freshMs = Number(parameters['freshSecs'] ?? 0) * 1000
    const { now } = context
    const shippedSince = Number(parameters['shippedSince'] ?? 0) || undefined
    const asked = { sinceMs: now() - freshMs, shippedSince }
    const bySku = await openOrdersOf(client).unitsBySku(asked, now, context)
    return keys.map(key => ({ key, matches: (bySku.get(key) ?? []).map(toJson) }))
  },
}
