import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { authCodeLifeSecs, authorization, toAuthorization } from '../authorization/authorization.js'
import type { TikTokShopAdminParts } from './admin-parts.js'

/** What sellers do with their consent, and TikTok with a seller. */
export const addAuthorizationRoutes = (
  admin: Hono,
  { core, readState, worldOf }: TikTokShopAdminParts,
): void => {
  const authorizationFor = (context: Context) => {
    const openId = context.req.param('openId')
    const found = readState().authorizations.find(candidate => candidate.open_id === openId)
    if (!found) throw new Error(`No authorization has the open id "${openId}".`)
    return found
  }

  admin.get('/apps', context => context.json({ apps: [...readState().apps.values()] }))
  admin.get('/authorizations', context => context.json({ authorizations: readState().authorizations }))
  // A seller agrees, in the shape of a seed; one who had agreed to this app before has done so anew.
  admin.put('/authorizations', async context => {
    const { authorizations } = z
      .strictObject({ authorizations: z.array(authorization) })
      .parse(await context.req.json())
    const known = readState().authorizations
    for (const asked of authorizations) {
      const consent = toAuthorization(asked, core.clock.nowSecs())
      const place = known.findIndex(row => row.open_id === consent.open_id && row.app_key === consent.app_key)
      known.splice(place < 0 ? known.length : place, 1, consent)
    }
    return context.json({ count: authorizations.length })
  })
  admin.post('/authorizations/:openId/revoke', context => {
    const consent = authorizationFor(context)
    for (const id of consent.shop_ids) {
      const shop = readState().shops.get(id)
      if (shop) worldOf(shop).notify(6, { message: 'The seller has deauthorized the app.' })
    }
    consent.revoked = true
    return context.body(null, 204)
  })
  admin.put('/authorizations/:openId/seller-active', async context => {
    const { active } = z.strictObject({ active: z.boolean() }).parse(await context.req.json())
    authorizationFor(context).sellerActive = active
    return context.body(null, 204)
  })
  // The seller agrees once more: a fresh code, as the redirect would bring it.
  admin.post('/authorizations/:openId/auth-code', async context => {
    const { code } = z.strictObject({ code: z.string().min(1) }).parse(await context.req.json())
    const expireAt = core.clock.nowSecs() + authCodeLifeSecs
    authorizationFor(context).authCodes.push({ code, expireAt })
    return context.json({ code, expireAt })
  })
}
