import { Hono } from 'hono'
import { z } from 'zod'
import { toLabelPdf } from '../fulfillment/label-pdf.js'
import { scheduleShop } from '../schedule-shop.js'
import { shopSeed, toShop, toShopSeed } from '../shop.js'
import { type TikTokShopAdminParts, worldFor } from './admin-parts.js'
import { addAuthorizationRoutes } from './authorization-routes.js'
import { addCollectionRoutes } from './collections.js'
import { addMoneyRoutes } from './money-routes.js'
import { addOrderRoutes } from './order-routes.js'
import { addStockRoutes } from './stock-routes.js'

/** Routes under `/_sandbox/tiktok-shop/`: what a seller, a buyer or TikTok itself would do by other means than the API. */
export const createTikTokShopAdmin = (parts: TikTokShopAdminParts): Hono => {
  const admin = new Hono()
  const { core, readState, worldOf, sender } = parts

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
  // Shops in the shape of a seed; one that is there already is replaced whole.
  admin.put('/shops', async context => {
    const { shops } = z.strictObject({ shops: z.array(shopSeed) }).parse(await context.req.json())
    const state = readState()
    for (const seed of shops) {
      const shop = toShop(seed, state.settings)
      state.shops.set(shop.id, shop)
      scheduleShop(worldOf(shop))
    }
    return context.json({ count: shops.length })
  })
  // Everything of a shop, in the shape of a seed.
  admin.get('/shops/:shop', context => context.json(toShopSeed(worldFor(parts, context).shop)))
  admin.put('/shops/:shop/active', async context => {
    worldFor(parts, context).shop.active = z
      .strictObject({ active: z.boolean() })
      .parse(await context.req.json()).active
    return context.body(null, 204)
  })

  addCollectionRoutes(admin, parts)
  addOrderRoutes(admin, parts)
  addStockRoutes(admin, parts)
  addMoneyRoutes(admin, parts)
  addAuthorizationRoutes(admin, parts)

  // What the address of a shipping document leads to.
  admin.get('/shops/:shop/packages/:id/documents/:type', context => {
    const { shop } = worldFor(parts, context)
    const row = shop.packages.get(context.req.param('id'))
    if (!row) return context.json({ error: `There is no package "${context.req.param('id')}".` }, 404)
    const type = context.req.param('type').replace(/\.pdf$/, '')
    return context.body(toLabelPdf(row, type), 200, { 'content-type': 'application/pdf' })
  })

  admin.get('/webhooks', context => context.json({ deliveries: sender.list() }))
  // A notification now, through the usual ways.
  admin.post('/shops/:shop/webhooks', async context => {
    const asked = z
      .strictObject({ type: z.number().int(), data: z.record(z.string(), z.json()) })
      .parse(await context.req.json())
    worldFor(parts, context).notify(asked.type, asked.data)
    core.clock.runDue()
    return context.body(null, 202)
  })
  // Any bytes to any address, signed as this app: for what a receiver should survive.
  admin.post('/webhooks/raw', async context => {
    const asked = z
      .strictObject({ appKey: z.string(), address: z.url(), body: z.string() })
      .parse(await context.req.json())
    sender.sendRaw(asked.appKey, asked.address, asked.body)
    core.clock.runDue()
    return context.body(null, 202)
  })

  return admin
}
