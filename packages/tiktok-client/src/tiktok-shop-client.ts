import {
  ApiError,
  type Clock,
  createKyTransport,
  createRedactor,
  createRequestGate,
  type RetryPolicy,
  systemClock,
  type Transport,
} from '@tiktok-ns/client-kit'
import { type AccessTokenSource, createAccessTokenSource, fixedAccessToken } from './auth/access-token.js'
import { requestTokens, type TokenRequestOptions } from './auth/request-tokens.js'
import { createMemoryTokenStore, type TokenStore } from './auth/token-store.js'
import { createOrders, type Orders } from './resources/orders/orders.js'
import { createShops, type Shops } from './resources/shops/shops.js'
import { createCaller } from './transport/caller.js'

export interface TikTokShopClientOptions {
  readonly appKey: string
  readonly appSecret: string
  /** A token that you renew yourself. Give this or `tokenStore`. */
  readonly accessToken?: string
  /** Where tokens are kept; they are renewed by themselves. */
  readonly tokenStore?: TokenStore
  /** Names the shop; found by itself when the token covers only one. */
  readonly shopCipher?: string
  /** Chooses among the authorized shops when there are several. */
  readonly shopId?: string
  /** Default `https://open-api.tiktokglobalshop.com`. */
  readonly baseUrl?: string
  /** Default `https://auth.tiktok-shops.com`. */
  readonly authBaseUrl?: string
  /** Requests at once. Default 10. */
  readonly maxConcurrent?: number
  /** Requests a second. Default 40, below the 50 that TikTok documented last. */
  readonly maxPerSecond?: number
  /** Milliseconds for one try. Default 30,000. */
  readonly timeoutMs?: number
  readonly retryPolicy?: RetryPolicy
  readonly fetch?: typeof globalThis.fetch
  /** In place of ky over `fetch`. */
  readonly transport?: Transport
  readonly clock?: Clock
}

export interface TikTokShopClient {
  readonly orders: Orders
  readonly shops: Shops
  /** Exchanges the code of a seller's consent for tokens and keeps them in the token store. */
  authorize(authCode: string): Promise<void>
}

/**
 * A client for one TikTok Shop: typed, signed, paged, retried.
 *
 * Every failure is an `ApiError` with a kind, a hint and TikTok's request id.
 *
 * @example
 * const shop = createTikTokShopClient({ appKey, appSecret, accessToken })
 * for await (const order of shop.orders.search({ order_status: 'AWAITING_SHIPMENT' })) console.log(order.id)
 */
export const createTikTokShopClient = (options: TikTokShopClientOptions): TikTokShopClient => {
  const { appKey, appSecret, clock = systemClock, timeoutMs = 30_000 } = options
  const redactor = createRedactor([appSecret, options.accessToken, options.shopCipher])
  const transport = options.transport ?? createKyTransport({ fetch: options.fetch })
  const gate = createRequestGate({
    maxConcurrent: options.maxConcurrent ?? 10,
    maxPerSecond: options.maxPerSecond ?? 40,
    clock,
  })
  const tokenRequest: TokenRequestOptions = {
    appKey,
    appSecret,
    authBaseUrl: options.authBaseUrl ?? 'https://auth.tiktok-shops.com',
    transport,
    redactor,
    clock,
    timeoutMs,
  }
  const store = options.tokenStore ?? createMemoryTokenStore()
  const accessToken: AccessTokenSource =
    options.accessToken !== undefined && options.tokenStore === undefined
      ? fixedAccessToken(options.accessToken)
      : createAccessTokenSource({ store, request: grant => requestTokens(grant, tokenRequest), clock })

  const call = createCaller({
    appKey,
    appSecret,
    baseUrl: options.baseUrl ?? 'https://open-api.tiktokglobalshop.com',
    accessToken,
    shopCipher: () => findCipher(),
    transport,
    gate,
    clock,
    redactor,
    retryPolicy: options.retryPolicy,
    timeoutMs,
  })
  const shops = createShops(call)

  let cipher: Promise<string> | undefined
  const findCipher = (): Promise<string> => {
    if (options.shopCipher !== undefined) return Promise.resolve(options.shopCipher)
    cipher ??= chooseCipher(shops, options.shopId).catch((error: unknown) => {
      cipher = undefined // the next call asks again
      throw error
    })
    return cipher
  }

  return {
    orders: createOrders(call),
    shops,
    authorize: async authCode => {
      const before = await store.read()
      const tokens = await requestTokens({ grantType: 'authorized_code', authCode }, tokenRequest)
      await store.replace(tokens, before?.refreshToken)
    },
  }
}

const chooseCipher = async (shops: Shops, shopId: string | undefined): Promise<string> => {
  const authorized = await shops.listAuthorized()
  const chosen = shopId === undefined ? authorized : authorized.filter(({ id }) => id === shopId)
  const [shop] = chosen
  if (shop !== undefined && chosen.length === 1) return shop.cipher
  const found = authorized.map(({ id, region }) => `${id} (${region ?? 'no region'})`).join(', ') || 'none'
  throw new ApiError({
    kind: 'invalid',
    message:
      shopId === undefined
        ? `The token covers ${authorized.length} shops, and none is chosen`
        : `The token does not cover the shop ${shopId}`,
    hint: `Set shopId to one of these: ${found}`,
  })
}
