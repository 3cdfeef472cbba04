import { ApiError, isApiError } from '@tiktok-ns/client-kit'
import { type AccessToken, createBearerAuthorizer, renewAheadMs } from './access-token.js'
import type { Authorizer, AuthorizerContext } from './authorizer.js'
import { requestOAuth2Token, type TokenRequest } from './request-oauth2-token.js'
import type { OAuth2TokenStore, OAuth2Tokens } from './token-store.js'

/** OAuth 2.0 authorization code: acts as the person who consented. */
export interface PersonCredentials {
  /** Consumer key of the integration record. */
  readonly clientId: string
  /** Left out for a public client, whose refresh tokens hold for one use. */
  readonly clientSecret?: string
  /** Holds what `exchangeAuthorizationCode` gave. */
  readonly tokenStore: OAuth2TokenStore
}

/**
 * Uses the stored tokens and renews them, safely beside other processes that share the store.
 *
 * @see "OAuth 2.0 Authorization Code Grant Flow", NetSuite Authentication Guide
 */
export const createPersonAuthorizer = (
  credentials: PersonCredentials,
  context: AuthorizerContext,
): Authorizer => {
  const { tokenStore } = credentials
  const isFresh = (tokens: OAuth2Tokens, refused: string | undefined): boolean =>
    tokens.accessToken !== refused && context.clock.now() < tokens.accessTokenExpiresAt - renewAheadMs

  return createBearerAuthorizer(async refused => {
    const kept = await tokenStore.read()
    if (kept === undefined) throw noConsent()
    if (isFresh(kept, refused)) return toAccessToken(kept)
    try {
      const answer = await requestOAuth2Token(toTokenRequest(credentials, refreshForm(kept)), context)
      const next = { ...answer, refreshToken: answer.refreshToken ?? kept.refreshToken }
      if (await tokenStore.replace(next, kept.accessToken)) return toAccessToken(next)
      return toAccessToken((await tokenStore.read()) ?? next)
    } catch (error) {
      // A one-time refresh token that another process has just used is refused here, and its fruit is in the store.
      const other = isApiError(error) && error.code === 'invalid_grant' ? await tokenStore.read() : undefined
      if (other !== undefined && other.accessToken !== kept.accessToken && isFresh(other, refused))
        return toAccessToken(other)
      throw error
    }
  }, context.clock)
}

/** A client with a secret shows it in the header; a public one names itself in the form. */
export const toTokenRequest = (
  { clientId, clientSecret }: Pick<PersonCredentials, 'clientId' | 'clientSecret'>,
  form: Readonly<Record<string, string>>,
): TokenRequest =>
  clientSecret === undefined
    ? { form: { ...form, client_id: clientId } }
    : { form, basic: { user: clientId, password: clientSecret } }

const refreshForm = ({ refreshToken }: OAuth2Tokens): Readonly<Record<string, string>> => ({
  grant_type: 'refresh_token',
  refresh_token: refreshToken,
})

const toAccessToken = ({ accessToken, accessTokenExpiresAt }: OAuth2Tokens): AccessToken => ({
  value: accessToken,
  expiresAt: accessTokenExpiresAt,
})

const noConsent = (): ApiError =>
  new ApiError({
    kind: 'auth',
    message: 'Nobody has consented yet: the token store is empty',
    hint: 'Send a person to the address of createConsent, then give the callback to exchangeAuthorizationCode.',
  })
