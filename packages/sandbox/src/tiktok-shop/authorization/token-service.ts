import type { Json } from '../../json.js'
import type { Random } from '../../random.js'
import { ApiRefusal } from '../api-refusal.js'
import type { TikTokShopState } from '../tiktok-shop-state.js'
import type { Authorization } from './authorization.js'

export const tokenPaths = { get: '/api/v2/token/get', refresh: '/api/v2/token/refresh' }

/** Answers the unsigned token endpoints. Vendor page: "Authorization overview". */
export const answerTokenCall = (
  path: string,
  query: Readonly<Record<string, string>>,
  state: TikTokShopState,
  random: Random,
  nowSecs: number,
): Json => {
  const app = state.apps.get(query['app_key'] ?? '')
  if (!app) throw new ApiRefusal(36009004, 'Invalid credentials. Invalid `app_key` query parameter.')
  // Which code a wrong secret gets is not documented; the gateway's code for bad credentials is the nearest.
  if (app.app_secret !== query['app_secret']) {
    throw new ApiRefusal(36009004, 'Invalid credentials. Invalid `app_secret` query parameter.')
  }
  return path === tokenPaths.get
    ? exchangeCode(query, state, random, nowSecs)
    : refresh(query, state, random, nowSecs)
}

const exchangeCode = (
  query: Readonly<Record<string, string>>,
  state: TikTokShopState,
  random: Random,
  nowSecs: number,
): Json => {
  if (query['grant_type'] !== 'authorized_code') throw invalidGrantType()
  const authorization = state.authorizations.find(candidate =>
    candidate.authCodes.some(({ code, expireAt }) => code === query['auth_code'] && expireAt > nowSecs),
  )
  if (!authorization || authorization.app_key !== query['app_key']) throw new ApiRefusal(36004004)
  authorization.authCodes = authorization.authCodes.filter(({ code }) => code !== query['auth_code'])
  authorization.revoked = false
  return issueTokens(authorization, state, random, nowSecs, true)
}

const refresh = (
  query: Readonly<Record<string, string>>,
  state: TikTokShopState,
  random: Random,
  nowSecs: number,
): Json => {
  // TikTok's own Node SDK sends `authorized_code` here, so the platform must take it.
  if (query['grant_type'] !== 'refresh_token' && query['grant_type'] !== 'authorized_code')
    throw invalidGrantType()
  const authorization = state.authorizations.find(
    candidate =>
      candidate.app_key === query['app_key'] && candidate.refreshToken.token === query['refresh_token'],
  )
  if (!authorization) throw new ApiRefusal(105001)
  if (authorization.revoked) throw new ApiRefusal(36004005)
  if (authorization.refreshToken.expireAt <= nowSecs) throw new ApiRefusal(36004001)
  return issueTokens(authorization, state, random, nowSecs, state.settings.rotateRefreshTokens)
}

const issueTokens = (
  authorization: Authorization,
  state: TikTokShopState,
  random: Random,
  nowSecs: number,
  rotate: boolean,
): Json => {
  const prefix = authorization.seller_base_region === 'US' ? 'TTP_' : 'ROW_'
  const access = {
    token: prefix + createSecret(random),
    expireAt: nowSecs + state.settings.accessTokenLifeSecs,
  }
  authorization.accessTokens = [
    ...authorization.accessTokens.filter(({ expireAt }) => expireAt > nowSecs),
    access,
  ]
  if (rotate) {
    authorization.refreshToken = { ...authorization.refreshToken, token: prefix + createSecret(random) }
  }
  return {
    access_token: access.token,
    access_token_expire_in: access.expireAt,
    refresh_token: authorization.refreshToken.token,
    refresh_token_expire_in: authorization.refreshToken.expireAt,
    open_id: authorization.open_id,
    seller_name: authorization.seller_name,
    seller_base_region: authorization.seller_base_region,
    user_type: authorization.user_type,
    granted_scopes: [...(authorization.granted_scopes ?? state.allScopes(authorization.app_key))],
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

const createSecret = (random: Random): string =>
  Array.from({ length: 60 }, () => alphabet[random.integer(0, alphabet.length - 1)]).join('')

const invalidGrantType = () => new ApiRefusal(36009004, 'param query.grant_type is invalid')
