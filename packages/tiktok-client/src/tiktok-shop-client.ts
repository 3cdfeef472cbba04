import {
  chooseTransport,
  createCallRunner,
  createRedactor,
  createRequestGate,
  defaultRetryPolicy,
  type GateState,
  systemClock,
} from '@tiktok-ns/client-kit'
import { createAccessTokenSource, fixedAccessToken } from './auth/access-token.js'
import { requestTokens, type TokenGrant } from './auth/request-tokens.js'
import { createMemoryTokenStore } from './auth/token-store.js'
import type { ShopChoice, TikTokShopClientOptions } from './client-options.js'
import { type ProbeFinding, type ProbeOptions, probeConnection } from './probe.js'
import { createResources, type Resources } from './resources/resources.js'
import { chooseCipher } from './resources/shops/shops.js'
import { createEndpointCaller } from './transport/call-endpoint.js'
import { type ClockSkew, createCaller } from './transport/caller.js'
import { defaultUserAgent } from './transport/default-user-agent.js'

export interface TikTokShopClient extends Resources {
  /**
   * Exchanges the code of a seller's consent for tokens and keeps them in the token store, in place of those that are there.
   *
   * @throws ApiError of kind `auth` where the code is used up or over 30 minutes old.
   * @see "Authorization guide", TikTok Shop Partner Center
   */
  authorize(authCode: string): Promise<void>
  /** Says in words whether the connection works: network, app key, secret, clock, token, scopes, shop. Changes nothing. */
  probe(options?: ProbeOptions): Promise<readonly ProbeFinding[]>
  /** A client for another shop that the same token covers, with a rate limit of its own. */
  forShop(shop: ShopChoice): TikTokShopClient
  /** How many calls are at work and waiting, and how often TikTok has refused for too many. */
  readonly governance: GateState
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
  const transport = chooseTransport({ userAgent: defaultUserAgent, ...options })
  const authBaseUrl = options.authBaseUrl ?? 'https://auth.tiktok-shops.com'
  const retryPolicy = options.retryPolicy ?? defaultRetryPolicy
  const { logger, telemetry } = options
  const runner = { system: 'tiktok-shop', transport, clock, redactor, retryPolicy, logger, telemetry }
  // Calls wait for a token in their place at the gate: what asks for one must not wait behind them.
  const runTokenCall = createCallRunner({ ...runner, gate: createRequestGate({ clock }) })
  const tokenRequest = { appKey, appSecret, authBaseUrl, runCall: runTokenCall, redactor, timeoutMs }
  const askForTokens = (grant: TokenGrant) => requestTokens(grant, tokenRequest)
  const store = options.tokenStore ?? createMemoryTokenStore()
  const accessToken =
    options.accessToken !== undefined && options.tokenStore === undefined
      ? fixedAccessToken(options.accessToken)
      : createAccessTokenSource({
          store,
          request: askForTokens,
          clock,
          renewBeforeMs: options.renewBeforeMs ?? 600_000,
          learn: redactor.learn,
        })
  const skew: ClockSkew = { seenMs: undefined, appliedMs: 0 }

  const connect = ({ shopCipher, shopId }: ShopChoice, sharedGate = newGate()): TikTokShopClient => {
    const findCipher = once(async () => {
      const cipher = shopCipher ?? (await chooseCipher(resources.shops, shopId))
      redactor.learn(cipher)
      return cipher
    })
    const caller = createCaller({
      appKey,
      appSecret,
      baseUrl: options.baseUrl ?? 'https://open-api.tiktokglobalshop.com',
      accessToken,
      shopCipher: findCipher,
      runCall: createCallRunner({ ...runner, gate: sharedGate }),
      clock,
      redactor,
      timeoutMs,
      skew,
    })
    const resources = createResources(createEndpointCaller(caller))
    return {
      ...resources,
      authorize: async authCode => {
        const tokens = await askForTokens({ grantType: 'authorized_code', authCode })
        // A consent counts more than what is there; a renewal that comes in between is simply older.
        while (!(await store.replace(tokens, await store.read()))) {}
      },
      probe: (probeOptions = {}) =>
        probeConnection(
          {
            shops: resources.shops,
            webhooks: resources.webhooks,
            tokens: accessToken.kept,
            clockSkewMs: () => skew.seenMs,
            now: clock.now,
          },
          probeOptions,
        ),
      forShop: choice => connect(choice),
      get governance() {
        return sharedGate.state
      },
    }
  }
  const newGate = () =>
    createRequestGate({
      maxConcurrent: options.maxConcurrent ?? 10,
      maxPerSecond: options.maxPerSecond ?? 40,
      clock,
    })

  return connect(options, options.gate)
}

/** Asks once for all who want to know; after a failure, the next one asks again. */
const once = <Answer>(ask: () => Promise<Answer>): (() => Promise<Answer>) => {
  let asked: Promise<Answer> | undefined
  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = undefined
      throw error
    })
    return asked
  }
}
