import type { Json } from '../../json.js'
import type { Call } from '../shop-call.js'

/** Get Authorized Shops: the shops of this token, with the ciphers that name them. */
export const readAuthorizedShops = ({ authorization, state }: Call): Json => ({
  shops: authorization.shop_ids.flatMap(id => {
    const shop = state.shops.get(id)
    if (!shop) return []
    const { name, region, seller_type, cipher, code } = shop
    return [{ id, name, region, seller_type, cipher, code }]
  }),
})

/** Get Active Shops. */
export const readActiveShops = ({ authorization, state }: Call): Json => ({
  shops: authorization.shop_ids.flatMap(id => {
    const shop = state.shops.get(id)
    return shop?.active ? [{ id, region: shop.region }] : []
  }),
})

/** Get Seller Permissions. */
export const readPermissions = (): Json => ({ permissions: [] })

/** Get Seller Status. Which words it uses is not listed; these are the plainest. */
export const readSellerStatus = ({ authorization, state }: Call): Json => ({
  seller_status_data: {
    seller_status: 'ACTIVE',
    shop_statuses: authorization.shop_ids.flatMap(id => {
      const shop = state.shops.get(id)
      return shop ? [{ shop_id: id, shop_status: shop.active ? 'ACTIVE' : 'INACTIVE' }] : []
    }),
  },
})
