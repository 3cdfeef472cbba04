import { z } from 'zod'
import { asJson, copyJson, type Json } from '../json.js'
import { app } from './authorization/authorization.js'
import { parseWithOrders } from './orders/orders-aside.js'
import { tiktokShopSettings } from './settings.js'
import { shopSeed, toShop, toShopSeed } from './shop.js'
import { createState, type TikTokShopState } from './tiktok-shop-state.js'
import { type Delivery, delivery } from './webhooks/webhook-records.js'

const expiring = { expireAt: z.number().int() }

const dumped = z.strictObject({
  apps: z.array(app),
  authorizations: z.array(
    z.strictObject({
      app_key: z.string(),
      open_id: z.string(),
      seller_name: z.string(),
      seller_base_region: z.string(),
      user_type: z.number(),
      granted_scopes: z.array(z.string()).optional(),
      shop_ids: z.array(z.string()),
      accessTokens: z.array(z.strictObject({ token: z.string(), ...expiring })),
      refreshToken: z.strictObject({ token: z.string(), ...expiring }),
      authCodes: z.array(z.strictObject({ code: z.string(), ...expiring })),
      revoked: z.boolean(),
      sellerActive: z.boolean(),
    }),
  ),
  shops: z.array(shopSeed),
  settings: tiktokShopSettings,
  deliveries: z.array(delivery).default([]),
})

/**
 * The state as plain JSON; shops in the shape of a seed. A copy: what happens afterwards must not change what was dumped.
 *
 * @param orders whether those that nobody has read yet are read for it, or stay beside their list, see `keepUnread`
 */
export const dumpShopState = (
  state: TikTokShopState,
  deliveries: readonly Delivery[],
  orders: 'read' | 'beside',
): Json =>
  asJson({
    apps: copyJson([...state.apps.values()]),
    authorizations: copyJson(state.authorizations),
    shops: [...state.shops.values()].map(shop =>
      orders === 'read'
        ? copyJson(toShopSeed(shop))
        : // Orders are never changed in place: they need no copy.
          { ...Object(copyJson(toShopSeed(shop, []))), orders: shop.orders.toList() },
    ),
    settings: copyJson(state.settings),
    deliveries: copyJson(deliveries),
  })

export const restoreShopState = (json: Json): { state: TikTokShopState; deliveries: readonly Delivery[] } => {
  const { apps, authorizations, shops, settings, deliveries } = parseWithOrders(dumped, json)
  const state = createState({
    apps,
    authorizations: authorizations.map(consent => ({ ...consent, granted_scopes: consent.granted_scopes })),
    shops: shops.map(shop => toShop(shop, settings)),
    settings,
  })
  return { state, deliveries }
}
