import { isJsonObject, type JsonObject } from '../../json.js'
import type { CallContext } from '../../sandbox-system.js'
import { ApiRefusal } from '../api-refusal.js'
import type { App, Authorization } from '../authorization/authorization.js'
import { type Endpoint, matchEndpoint } from '../endpoints.js'
import type { Shop } from '../shop.js'
import type { Call } from '../shop-call.js'
import type { TikTokShopState } from '../tiktok-shop-state.js'
import { checkBody, checkQuery } from './check-parameters.js'
import { computeSign, isSameSign } from './sign.js'

/** A call that may be handled: one of a seller, or of one shop. */
export interface AdmittedCall extends Call {
  readonly shop?: Shop
}

/**
 * The platform's gateway. Checks in this order: path, version, method, app key, time stamp, signature, token, scope, shop
 * cipher, parameters. The first three are seen live, the rest is inferred.
 */
export const checkRequest = async (
  request: Request,
  state: TikTokShopState,
  context: CallContext,
): Promise<AdmittedCall> => {
  const url = new URL(request.url)
  const query = Object.fromEntries(url.searchParams)
  const match = matchEndpoint(request.method, url.pathname)
  if (match.found === 'nothing') throw new ApiRefusal(36009009)
  if (match.found === 'other-version') throw new ApiRefusal(36009014)
  if (match.found !== 'endpoint') throw new ApiRefusal(36009010)
  const { endpoint, path } = match
  if (isRetired(endpoint.name, context.nowMs)) throw new ApiRefusal(36009014)

  const app = checkAppKey(query, state)
  const nowSecs = Math.floor(context.nowMs / 1000)
  checkTimestamp(query['timestamp'], nowSecs)
  const bytes = new Uint8Array(await request.clone().arrayBuffer())
  const isMultipart = (request.headers.get('content-type') ?? '').startsWith('multipart/form-data')
  checkSign(query, app, url.pathname, isMultipart ? undefined : bytes)
  const authorization = checkToken(request.headers.get('x-tts-access-token'), app, state, context, nowSecs)
  checkScope(endpoint, app, authorization, state)
  const shop = checkShop(endpoint, query, authorization, state)

  return {
    endpoint,
    path,
    query: checkQuery(endpoint.query, query),
    body: isMultipart ? {} : checkBody(endpoint.body, toBody(bytes)),
    ...(isMultipart ? { form: await toForm(request) } : {}),
    authorization,
    state,
    origin: url.origin,
    nowMs: context.nowMs,
    nowSecs,
    ...(shop ? { shop } : {}),
    ...(context.fault ? { fault: context.fault } : {}),
  }
}

const retirements: Readonly<Record<string, number>> = {
  'finance-statement-transactions-202309': Date.parse('2025-12-31T00:00:00Z'),
  'finance-order-transactions-202309': Date.parse('2025-12-31T00:00:00Z'),
  'finance-payments-202309': Date.parse('2026-08-15T00:00:00Z'),
}

const isRetired = (name: string, nowMs: number): boolean =>
  nowMs >= (retirements[name] ?? Number.POSITIVE_INFINITY)

const checkAppKey = (query: Readonly<Record<string, string>>, state: TikTokShopState): App => {
  const app = state.apps.get(query['app_key'] ?? '')
  // Straight quotes and the help link as observed live.
  if (!app) {
    throw new ApiRefusal(
      36009004,
      "Invalid credentials. Invalid 'app_key' query parameter. For more details: https://m.tiktok.shop/s/AIu6dbFhs2XW",
    )
  }
  return app
}

const checkTimestamp = (text: string | undefined, nowSecs: number): void => {
  const timestamp = /^\d+$/.test(text ?? '') ? Number(text) : -1
  const wrong =
    timestamp < 0
      ? 'must not be lesser than 0.'
      : timestamp < nowSecs - 300
        ? 'must not be earlier than 5 minutes before the current time.'
        : timestamp > nowSecs + 30
          ? 'must not exceed the current time by more than 30 seconds.'
          : undefined
  if (wrong) {
    throw new ApiRefusal(
      36009004,
      `Invalid timestamp. The value of the \`timestamp\` query parameter ${wrong}`,
    )
  }
}

const checkSign = (
  query: Readonly<Record<string, string>>,
  { app_secret: appSecret }: App,
  path: string,
  body: Uint8Array | undefined,
): void => {
  const given = query['sign']
  if (!given) {
    throw new ApiRefusal(
      36009004,
      'Missing credentials. The request does not include a required signature in the query.',
    )
  }
  if (isSameSign(given, computeSign({ appSecret, path, query, ...(body ? { body } : {}) }))) return
  // The written rule signs an empty object, TikTok's Node SDK does not, and both work.
  const isEmptyObject = body?.length === 2 && body[0] === 0x7b && body[1] === 0x7d
  if (isEmptyObject && isSameSign(given, computeSign({ appSecret, path, query }))) return
  throw new ApiRefusal(106001)
}

const checkToken = (
  token: string | null,
  app: App,
  state: TikTokShopState,
  { fault }: CallContext,
  nowSecs: number,
): Authorization => {
  const authorization = state.authorizations.find(
    candidate =>
      candidate.app_key === app.app_key && candidate.accessTokens.some(access => access.token === token),
  )
  if (!authorization || authorization.revoked || fault?.kind === 'token-revoked') {
    throw new ApiRefusal(36009004, 'Invalid credentials. The `x-tts-access-token` header is invalid.')
  }
  const access = authorization.accessTokens.find(candidate => candidate.token === token)
  if (!access || access.expireAt <= nowSecs) throw new ApiRefusal(105002)
  if (!authorization.sellerActive) throw new ApiRefusal(36009044)
  return authorization
}

const checkScope = (
  endpoint: Endpoint,
  app: App,
  authorization: Authorization,
  state: TikTokShopState,
): void => {
  const held = state.allScopes(app.app_key)
  const granted = authorization.granted_scopes ?? held
  const allowed =
    endpoint.scopes.length === 0 ||
    endpoint.scopes.some(scope => held.includes(scope) && granted.includes(scope))
  if (!allowed) throw new ApiRefusal(105005)
  // Seller endpoints want a seller's token; creators and partners have others.
  if (authorization.user_type !== 0) throw new ApiRefusal(101000)
}

const checkShop = (
  endpoint: Endpoint,
  query: Readonly<Record<string, string>>,
  authorization: Authorization,
  state: TikTokShopState,
): Shop | undefined => {
  for (const name of ['shop_cipher', 'category_asset_cipher'] as const) {
    const wanted = name === 'shop_cipher' && endpoint.shopCipher !== 'not-accepted'
    if (query[name] !== undefined && !wanted) {
      throw new ApiRefusal(
        36009004,
        `Unexpected identifier. The \`${name}\` query parameter is not required for this request.`,
      )
    }
  }
  if (endpoint.shopCipher === 'not-accepted') return undefined
  const shop = query['shop_cipher']
    ? findShop(state, query['shop_cipher'])
    : onlyShop(endpoint, authorization, state)
  if (!shop) throw new ApiRefusal(query['shop_cipher'] ? 106011 : 106013)
  if (!authorization.shop_ids.includes(shop.id)) throw new ApiRefusal(101000)
  if (!shop.active) throw new ApiRefusal(36009043)
  return shop
}

const findShop = (state: TikTokShopState, cipher: string): Shop | undefined => {
  for (const shop of state.shops.values()) if (shop.cipher === cipher) return shop
  return undefined
}

/** Where the cipher is optional, a token of a single shop needs none. */
const onlyShop = (
  endpoint: Endpoint,
  authorization: Authorization,
  state: TikTokShopState,
): Shop | undefined => {
  const [first, second] = authorization.shop_ids
  return endpoint.shopCipher === 'accepted' && first !== undefined && second === undefined
    ? state.shops.get(first)
    : undefined
}

const toBody = (bytes: Uint8Array): JsonObject => {
  if (bytes.length === 0) return {}
  let body: unknown
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new ApiRefusal(36009022)
  }
  if (!isJsonObject(body)) throw new ApiRefusal(36009022)
  return body
}

const toForm = async (request: Request): Promise<FormData> => {
  try {
    return await request.formData()
  } catch {
    throw new ApiRefusal(36009023)
  }
}
