import { z } from 'zod'

export const app = z.strictObject({
  app_key: z.string().min(1),
  app_secret: z.string().min(1),
  /** Scopes the app holds; left out, every scope. */
  scopes: z.array(z.string()).optional(),
  /** Where its notifications go, unless a shop has an address of its own for the event. */
  webhook_url: z.url().optional(),
})

/** A seller's consent to an app: what Get Access Token answers, and the shops it covers. */
export const authorization = z.strictObject({
  app_key: z.string(),
  open_id: z.string(),
  seller_name: z.string(),
  seller_base_region: z.string().default('US'),
  /** 0 seller, 1 creator, 3 partner. */
  user_type: z.number().int().default(0),
  access_token: z.string().optional(),
  /** Absolute Unix second; left out, seven days from the sandbox's start. */
  access_token_expire_in: z.number().int().optional(),
  refresh_token: z.string().optional(),
  /** Absolute Unix second; left out, a year from the sandbox's start. */
  refresh_token_expire_in: z.number().int().optional(),
  /** Left out: all that the app holds. */
  granted_scopes: z.array(z.string()).optional(),
  shop_ids: z.array(z.string()),
  /** An inactive seller answers 36009044. */
  seller_active: z.boolean().default(true),
  /** A code waiting to be exchanged, as if the seller had just agreed. */
  auth_code: z.string().optional(),
})

export type App = z.output<typeof app>
export type AuthorizationSeed = z.output<typeof authorization>

export interface Authorization {
  readonly app_key: string
  readonly open_id: string
  readonly seller_name: string
  readonly seller_base_region: string
  readonly user_type: number
  readonly granted_scopes: readonly string[] | undefined
  readonly shop_ids: readonly string[]
  /** Access tokens that were given out, with the Unix second each ends at; older ones live on until then. */
  accessTokens: { readonly token: string; readonly expireAt: number }[]
  refreshToken: { readonly token: string; readonly expireAt: number }
  /** Codes not yet exchanged. */
  authCodes: { readonly code: string; readonly expireAt: number }[]
  revoked: boolean
  sellerActive: boolean
}

const weekSecs = 7 * 24 * 3600
const yearSecs = 365 * 24 * 3600
export const authCodeLifeSecs = 30 * 60

export const toAuthorization = (seed: AuthorizationSeed, nowSecs: number): Authorization => ({
  app_key: seed.app_key,
  open_id: seed.open_id,
  seller_name: seed.seller_name,
  seller_base_region: seed.seller_base_region,
  user_type: seed.user_type,
  granted_scopes: seed.granted_scopes,
  shop_ids: seed.shop_ids,
  accessTokens:
    seed.access_token === undefined
      ? []
      : [{ token: seed.access_token, expireAt: seed.access_token_expire_in ?? nowSecs + weekSecs }],
  refreshToken: {
    token: seed.refresh_token ?? `${seed.open_id}-refresh`,
    expireAt: seed.refresh_token_expire_in ?? nowSecs + yearSecs,
  },
  authCodes:
    seed.auth_code === undefined ? [] : [{ code: seed.auth_code, expireAt: nowSecs + authCodeLifeSecs }],
  revoked: false,
  sellerActive: seed.seller_active,
})
