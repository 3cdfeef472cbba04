import type { SandboxSeed } from '../../seed.js'
import { defaultTikTokShopCredentials as known } from '../seed.js'

/** The seed with a token that outlives any clock move of a test. */
export const withLongLivedToken = (seed: SandboxSeed): SandboxSeed => ({
  ...seed,
  tiktokShop: {
    ...seed.tiktokShop,
    authorizations: [
      {
        app_key: known.appKey,
        open_id: 'sandbox-open-id',
        seller_name: 'Sandbox Seller',
        access_token: known.accessToken,
        access_token_expire_in: 4_000_000_000,
        refresh_token: known.refreshToken,
        shop_ids: [known.shopId],
      },
    ],
  },
})
