import { z } from 'zod'
import type { Caller } from '../../transport/caller.js'

/** A shop that the seller has opened to this app. `cipher` is what other calls name it by. */
export const authorizedShop = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  region: z.string().optional(),
  seller_type: z.string().optional(),
  cipher: z.string(),
  code: z.string().optional(),
})

export type AuthorizedShop = z.infer<typeof authorizedShop>

export interface Shops {
  /**
   * The shops that the token covers: one for a local seller, one for each country otherwise.
   *
   * @see "Get Authorized Shops", TikTok Shop Partner Center
   */
  listAuthorized(): Promise<readonly AuthorizedShop[]>
}

const answer = z.looseObject({ shops: z.array(authorizedShop).nullish() })

export const createShops = (call: Caller): Shops => ({
  listAuthorized: async () => {
    const { shops } = await call({
      method: 'GET',
      path: '/authorization/202309/shops',
      withShop: false,
      repeatable: true,
      answer,
    })
    return shops ?? []
  },
})
