import { type App, type Authorization, toAuthorization } from './authorization/authorization.js'
import { endpoints } from './endpoints.js'
import { parseWithOrders } from './orders/orders-aside.js'
import { defaultConsent, type TikTokShopSeed, tiktokShopSeed } from './seed.js'
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
  const { apps, shops, settings, ...given } = parseWithOrders(tiktokShopSeed, seed)
  const { authorizations = [defaultConsent(shops.map(({ id }) => id))] } = given
  return createState({
    apps,
    authorizations: authorizations.map(consent => toAuthorization(consent, nowSecs)),
    shops: shops.map(shop => toShop(shop, settings)),
    settings,
  })
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
