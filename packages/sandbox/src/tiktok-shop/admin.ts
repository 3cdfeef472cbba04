import { Hono } from 'hono'
import { z } from 'zod'
import type { SandboxCore } from '../sandbox-system.js'
import { authCodeLifeSecs } from './authorization/authorization.js'
import { order } from './orders/order.js'
import type { Shop } from './shop.js'
import type { TikTokShopState } from './tiktok-shop-state.js'

/** Routes under `/_sandbox/tiktok-shop/`: what a seller, a buyer or TikTok itself would do by other means than the API. */
export const createTikTokShopAdmin = (readState: () => TikTokShopState, core: SandboxCore): Hono => {
  const admin = new Hono()

  const shopOf = (id: string): Shop => {
    const shop = readState().shops.get(id)
    if (!shop)
      throw new Error(`There is no shop "${id}"; there are ${[...readState().shops.keys()].join(', ')}.`)
    return shop
  }
  const authorizationOf = (openId: string) => {
    const authorization = readState().authorizations.find(candidate => candidate.open_id === openId)
    if (!authorization) throw new Error(`No authorization has the open id "${openId}".`)
    return authorization
  }

  admin.get('/shops', context =>
    context.json({
      shops: [...readState().shops.values()].map(({ id, name, region, cipher, active, orders }) => ({
        id,
        name,
        region,
        cipher,
        active,
        orderCount: orders.size,
      })),
    }),
  )

  admin.get('/shops/:shop/orders/:id', context => {
    const found = shopOf(context.req.param('shop')).orders.get(context.req.param('id'))
    return found
      ? context.json(found)
      : context.json({ error: `There is no order "${context.req.param('id')}".` }, 404)
  })

  // Orders as they come, whole; `update_time` is taken as given.
  admin.put('/shops/:shop/orders', async context => {
    const { orders } = z.strictObject({ orders: z.array(order) }).parse(await context.req.json())
    const shop = shopOf(context.req.param('shop'))
    for (const row of orders) shop.orders.put(row)
    return context.json({ count: orders.length })
  })

  admin.post('/authorizations/:openId/revoke', context => {
    authorizationOf(context.req.param('openId')).revoked = true
    return context.body(null, 204)
  })

  // The seller agrees once more: a fresh code, as the redirect would bring it.
  admin.post('/authorizations/:openId/auth-code', async context => {
    const { code } = z.strictObject({ code: z.string().min(1) }).parse(await context.req.json())
    const expireAt = core.clock.nowSecs() + authCodeLifeSecs
    authorizationOf(context.req.param('openId')).authCodes.push({ code, expireAt })
    return context.json({ code, expireAt })
  })

  return admin
}
