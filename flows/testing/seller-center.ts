import { defaultTikTokShopCredentials } from '@tiktok-ns/sandbox'
import { createTikTokShopClient, type TikTokShopClient } from '@tiktok-ns/tiktok-client'
import type { ShopWorld } from './open-shop-world.js'

/** TikTok Shop's own client, for what a clerk does in Seller Center: shipping by hand, buying labels. */
export const sellerCenter = ({ sandbox, shop }: ShopWorld): TikTokShopClient => {
  const { appKey, appSecret, accessToken } = defaultTikTokShopCredentials
  const clock = {
    now: () => sandbox.clock.now(),
    wait: async (ms: number) => void sandbox.clock.advance(ms),
  }
  const { fetch } = sandbox.tiktokShop
  return createTikTokShopClient({ appKey, appSecret, accessToken, shopId: shop.id, fetch, clock })
}
