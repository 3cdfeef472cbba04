import { z } from 'zod'
import { type AuthorizationSeed, app, authorization } from './authorization/authorization.js'
import { tiktokShopSettings } from './settings.js'
import { shopSeed } from './shop.js'

/** Credentials of a sandbox whose seed names none. They open nothing but a sandbox. */
export const defaultTikTokShopCredentials = {
  appKey: 'sandboxapp',
  appSecret: 'sandbox-app-secret-for-local-use-only',
  accessToken: 'TTP_sandbox-access-token',
  refreshToken: 'TTP_sandbox-refresh-token',
  authCode: 'TTP_sandbox-auth-code',
  shopId: '7490000000000000001',
  shopCipher: 'TTP_sandboxAAAAshopcipher0001',
} as const

const known = defaultTikTokShopCredentials

/** The whole TikTok Shop side of a seed file: apps, consents, shops. */
export const tiktokShopSeed = z.strictObject({
  apps: z.array(app).default([{ app_key: known.appKey, app_secret: known.appSecret }]),
  /** Left out, one seller has agreed for all shops, with the tokens that every sandbox knows. */
  authorizations: z.array(authorization).optional(),
  shops: z.array(shopSeed).prefault([
    {
      id: known.shopId,
      name: 'Sandbox Shop',
      region: 'US',
      cipher: known.shopCipher,
      code: 'USLCSANDBOX1',
    },
  ]),
  settings: tiktokShopSettings.prefault({}),
})

/** The consent of a seed that has none. */
export const defaultConsent = (shopIds: readonly string[]): AuthorizationSeed =>
  authorization.parse({
    app_key: known.appKey,
    open_id: 'sandbox-open-id',
    seller_name: 'Sandbox Seller',
    access_token: known.accessToken,
    refresh_token: known.refreshToken,
    auth_code: known.authCode,
    shop_ids: [...shopIds],
  })

export type TikTokShopSeed = z.input<typeof tiktokShopSeed>
