import { ApiError } from '@tiktok-ns/client-kit'
import type { CallOptions, EndpointCaller } from '../../transport/call-endpoint.js'
import type { AnswerOf, ItemOf } from '../answer-types.js'
import { activeShops, authorizedShops, sellerPermissions, sellerStatus } from '../versions.js'

/** A shop that the seller has opened to this app. `cipher` is what other calls name it by. */
export type AuthorizedShop = ItemOf<AnswerOf<typeof authorizedShops>['shops']>
export type ActiveShop = ItemOf<AnswerOf<typeof activeShops>['shops']>
export type SellerStatus = NonNullable<AnswerOf<typeof sellerStatus>['seller_status_data']>

export interface Shops {
  /**
   * The shops that the token covers: one for a local seller, one for each country otherwise.
   *
   * @see "Get Authorized Shops", TikTok Shop Partner Center
   */
  listAuthorized(options?: CallOptions): Promise<readonly AuthorizedShop[]>
  /** @see "Get Active Shops", TikTok Shop Partner Center */
  listActive(options?: CallOptions): Promise<readonly ActiveShop[]>
  /**
   * What the seller may do, for example `MANAGE_GLOBAL_PRODUCT`.
   *
   * @see "Get Seller Permissions", TikTok Shop Partner Center
   */
  sellerPermissions(options?: CallOptions): Promise<readonly string[]>
  /** @see "Get Seller Status", TikTok Shop Partner Center */
  sellerStatus(options?: CallOptions): Promise<SellerStatus>
}

export const createShops = (call: EndpointCaller): Shops => ({
  listAuthorized: async options => {
    const { shops = [] } = await call(authorizedShops, {}, options)
    return shops
  },
  listActive: async options => {
    const { shops = [] } = await call(activeShops, {}, options)
    return shops
  },
  sellerPermissions: async options => {
    const { permissions = [] } = await call(sellerPermissions, {}, options)
    return permissions
  },
  sellerStatus: async options => {
    const answer = await call(sellerStatus, {}, options)
    return answer.seller_status_data ?? {}
  },
})

/**
 * The cipher of the one shop that the token covers, or of the one that was chosen among several.
 *
 * @throws ApiError of kind `invalid` that lists the shops.
 */
export const chooseCipher = async (shops: Shops, shopId: string | undefined): Promise<string> => {
  const authorized = await shops.listAuthorized()
  const chosen = shopId === undefined ? authorized : authorized.filter(({ id }) => id === shopId)
  const [shop] = chosen
  if (shop?.cipher !== undefined && chosen.length === 1) return shop.cipher
  const found = authorized.map(({ id, region }) => `${id} (${region ?? 'no region'})`).join(', ') || 'none'
  throw new ApiError({
    kind: 'invalid',
    message:
      shopId === undefined
        ? `The token covers ${authorized.length} shops, and none is chosen`
        : `The token does not cover the shop ${shopId}`,
    hint: `Set shopId to one of these: ${found}`,
  })
}
