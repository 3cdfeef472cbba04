import type { z } from 'zod'
import { isChecked } from '../checked-lists.js'
import { type App, type Authorization, toAuthorization } from './authorization/authorization.js'
import { endpoints } from './endpoints.js'
import { type TikTokShopSeed, tiktokShopSeed } from './seed.js'
import type { TikTokShopSettings } from './settings.js'
import { type Shop, toShop } from './shop.js'

/** Everything the platform knows. */
export interface TikTokShopState {
  readonly apps: ReadonlyMap<string, App>
  readonly authorizations: Authorization[]
  readonly shops: Map<string, Shop>
  readonly settings: TikTokShopSettings
  /** Scopes an app holds. */
  allScopes(appKey: string): readonly string[]
}

const everyScope = [...new Set(endpoints.flatMap(endpoint => endpoint.scopes))]

/** Checks a seed and builds the state from it. A wrong seed is an error that names each place. */
export const toState = (seed: TikTokShopSeed, nowSecs: number): TikTokShopState => {
  const { apps, authorizations, shops, settings } = parseSeed(seed)
  return createState({
    apps,
    authorizations: authorizations.map(consent => toAuthorization(consent, nowSecs)),
    shops: shops.map(shop => toShop(shop, settings)),
    settings,
  })
}

/** Orders are most of a seed; those that were checked before are taken as they are. */
const parseSeed = (seed: TikTokShopSeed): z.output<typeof tiktokShopSeed> => {
  const { shops } = seed
  if (shops === undefined) return tiktokShopSeed.parse(seed)
  const parsed = tiktokShopSeed.parse({
    ...seed,
    shops: shops.map(shop => (isChecked(shop.orders) ? { ...shop, orders: [] } : shop)),
  })
  return {
    ...parsed,
    shops: parsed.shops.map((shop, index) => {
      const given = shops[index]?.orders
      return given !== undefined && isChecked(given) ? { ...shop, orders: given } : shop
    }),
  }
}

export const createState = ({
  apps,
  authorizations,
  shops,
  settings,
}: {
  readonly apps: readonly App[]
  readonly authorizations: Authorization[]
  readonly shops: readonly Shop[]
  readonly settings: TikTokShopSettings
}): TikTokShopState => {
  const appsByKey = new Map(apps.map(app => [app.app_key, app]))
  return {
    apps: appsByKey,
    authorizations,
    shops: new Map(shops.map(shop => [shop.id, shop])),
    settings,
    allScopes: appKey => appsByKey.get(appKey)?.scopes ?? everyScope,
  }
}
