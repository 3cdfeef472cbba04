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
