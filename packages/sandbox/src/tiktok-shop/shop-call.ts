import type { Fault } from '../faults/fault-rule.js'
import type { Json, JsonObject } from '../json.js'
import type { Authorization } from './authorization/authorization.js'
import type { Endpoint } from './endpoints.js'
import type { QueryValue } from './gateway/check-parameters.js'
import type { Shop } from './shop.js'
import type { TikTokShopState } from './tiktok-shop-state.js'
import type { World } from './world.js'

/** A call that passed the gateway. */
export interface Call {
  readonly endpoint: Endpoint
  readonly path: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, QueryValue>>
  /** Empty when none was sent. */
  readonly body: JsonObject
  /** The form of a multipart call. */
  readonly form?: FormData
  readonly authorization: Authorization
  readonly state: TikTokShopState
  /** Where the caller reached the platform: what it links to is found there too. */
  readonly origin: string
  readonly nowMs: number
  readonly nowSecs: number
  readonly fault?: Fault
}

/** A call on one shop, which its `shop_cipher` named. */
export interface ShopCall extends Call {
  readonly shop: Shop
  readonly world: World
}

/** Gives the envelope's `data`, or throws an `ApiRefusal`. */
export type ShopHandler = (call: ShopCall) => Json | undefined | Promise<Json | undefined>
export type SellerHandler = (call: Call) => Json | undefined | Promise<Json | undefined>
