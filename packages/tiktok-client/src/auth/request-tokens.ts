import type { Redactor, RunCall } from '@tiktok-ns/client-kit'
import { z } from 'zod'
import { openEnvelope } from '../transport/envelope.js'
import { parseAnswer } from '../transport/parse-answer.js'
import type { Tokens } from './tokens.js'

/** Both expiry times are absolute Unix seconds, despite their names. */
const tokenAnswer = z.looseObject({
  access_token: z.string(),
  access_token_expire_in: z.number(),
  refresh_token: z.string(),
  refresh_token_expire_in: z.number(),
  granted_scopes: z.array(z.string()).optional(),
})

export type TokenGrant =
  | { readonly grantType: 'authorized_code'; readonly authCode: string }
  | { readonly grantType: 'refresh_token'; readonly refreshToken: string }

export interface TokenRequestOptions {
  readonly appKey: string
  readonly appSecret: string
  readonly authBaseUrl: string
  readonly runCall: RunCall
  readonly redactor: Redactor
  readonly timeoutMs: number
}

/**
 * Asks for tokens: with a code that a seller's consent gave, or with a refresh token.
 *
 * @see "Authorization guide", TikTok Shop Partner Center
 */
export const requestTokens = async (grant: TokenGrant, options: TokenRequestOptions): Promise<Tokens> => {
  const isRefresh = grant.grantType === 'refresh_token'
  const url = new URL(isRefresh ? '/api/v2/token/refresh' : '/api/v2/token/get', options.authBaseUrl)
  url.searchParams.set('app_key', options.appKey)
  url.searchParams.set('app_secret', options.appSecret)
  if (grant.grantType === 'refresh_token') url.searchParams.set('refresh_token', grant.refreshToken)
  else url.searchParams.set('auth_code', grant.authCode)
  url.searchParams.set('grant_type', grant.grantType)

  const request = { method: 'GET', url: url.href, headers: {}, timeoutMs: options.timeoutMs } as const
  const call = {
    operation: isRefresh ? 'token-refresh' : 'token-get',
    method: 'GET',
    route: url.pathname,
    // A code works once: an answer that was lost may have used it up, so only a refresh is tried again.
    repeatable: isRefresh,
  }
  return options.runCall(call, async send => {
    const response = await send(request)
    const context = { request: `GET ${url.pathname}`, redactor: options.redactor, writes: false }
    const { data } = openEnvelope(response, context)
    const answer = parseAnswer(tokenAnswer, data, { ...context, body: response.body })
    for (const secret of [answer.access_token, answer.refresh_token]) options.redactor.learn(secret)
    return {
      accessToken: answer.access_token,
      accessTokenExpiresAt: answer.access_token_expire_in * 1000,
      refreshToken: answer.refresh_token,
      refreshTokenExpiresAt: answer.refresh_token_expire_in * 1000,
      // Nothing is refused for want of a list.
      ...(answer.granted_scopes?.length ? { grantedScopes: answer.granted_scopes } : {}),
    }
  })
}
