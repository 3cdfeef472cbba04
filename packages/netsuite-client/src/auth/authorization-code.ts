import { createHash, randomBytes } from 'node:crypto'
import {
  ApiError,
  type Clock,
  chooseTransport,
  createCallRunner,
  createRedactor,
  createRequestGate,
  type Logger,
  systemClock,
  type Telemetry,
  type Transport,
} from '@tiktok-ns/client-kit'
import { toAccount } from '../transport/account-url.js'
import { defaultUserAgent } from '../transport/default-user-agent.js'
import type { AuthorizerContext } from './authorizer.js'
import type { OAuth2Scope } from './client-assertion.js'
import { defaultScopes } from './machine-authorizer.js'
import { type PersonCredentials, toTokenRequest } from './person-authorizer.js'
import { requestOAuth2Token, requestRevocation } from './request-oauth2-token.js'

export interface ConsentOptions {
  readonly account: string
  readonly clientId: string
  /** As registered on the integration record. */
  readonly redirectUri: string
  readonly scopes?: readonly OAuth2Scope[]
}

/** Where to send a person, and what to keep until they come back. */
export interface Consent {
  readonly url: string
  /** Comes back unchanged; anything else is not an answer to this consent. */
  readonly state: string
  /** Proves that who exchanges the code is who asked for it (PKCE). Keep it secret, for this one exchange. */
  readonly codeVerifier: string
}

/** @see "OAuth 2.0 Authorization Code Grant Flow", NetSuite Authentication Guide */
export const createConsent = ({
  account,
  clientId,
  redirectUri,
  scopes = defaultScopes,
}: ConsentOptions): Consent => {
  const state = randomBytes(24).toString('base64url')
  const codeVerifier = randomBytes(48).toString('base64url')
  const url = new URL('/app/login/oauth2/authorize.nl', toAccount(account).appUrl)
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: scopes.join(' '),
    state,
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString()
  return { url: url.href, state, codeVerifier }
}

export interface ExchangeOptions extends PersonCredentials, NetworkOptions {
  readonly account: string
  readonly redirectUri: string
  /** The address NetSuite sent the person back to, with its query. */
  readonly callbackUrl: string
  readonly consent: Pick<Consent, 'state' | 'codeVerifier'>
}

/** How token requests outside of a client reach NetSuite; as the options of the same names of `createNetSuiteClient`. */
export interface NetworkOptions {
  readonly baseUrl?: string
  readonly fetch?: typeof globalThis.fetch
  readonly transport?: Transport
  readonly clock?: Clock
  readonly logger?: Logger
  readonly telemetry?: Telemetry
  readonly userAgent?: string
  /** Milliseconds for one try. Default 60,000. */
  readonly timeoutMs?: number
}

/**
 * Turns the callback of a consent into tokens and keeps them in the store. A client with the same store works from then on.
 *
 * @throws ApiError of kind `auth` when the person refused, or when the callback belongs to another consent.
 */
export const exchangeAuthorizationCode = async (options: ExchangeOptions): Promise<void> => {
  const code = readCallback(options.callbackUrl, options.consent.state)
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: options.redirectUri,
    code_verifier: options.consent.codeVerifier,
  }
  const { refreshToken, ...token } = await requestOAuth2Token(
    toTokenRequest(options, form),
    toContext(options),
  )
  if (refreshToken === undefined) {
    throw new ApiError({
      kind: 'auth',
      message: 'NetSuite gave an access token but no refresh token',
      hint: 'Allow the authorization code grant on the integration record, then have the person consent again.',
    })
  }
  const before = await options.tokenStore.read()
  await options.tokenStore.replace({ ...token, refreshToken }, before?.accessToken)
}

export interface RevokeOptions extends PersonCredentials, NetworkOptions {
  readonly account: string
}

/** Ends what a person consented to. The store keeps its tokens, which open nothing from then on. */
export const revokeAuthorization = async (options: RevokeOptions): Promise<void> => {
  const kept = await options.tokenStore.read()
  if (kept === undefined) return
  await requestRevocation(toTokenRequest(options, { token: kept.refreshToken }), toContext(options))
}

const readCallback = (callbackUrl: string, state: string): string => {
  const { searchParams } = new URL(callbackUrl)
  const error = searchParams.get('error')
  if (error !== null) {
    throw new ApiError({
      kind: 'auth',
      message: `NetSuite gave no consent: ${error}`,
      hint: 'Check redirect URI, scopes and state of the integration record, or ask the person again.',
      code: error,
    })
  }
  const code = searchParams.get('code')
  if (code === null || searchParams.get('state') !== state) {
    throw new ApiError({
      kind: 'auth',
      message: 'The callback does not belong to this consent: its state differs, or it has no code',
      hint: 'Start again with createConsent; do not go on with this callback.',
    })
  }
  return code
}

const toContext = (
  options: NetworkOptions & Pick<PersonCredentials, 'clientSecret'> & { readonly account: string },
): AuthorizerContext => {
  const { clock = systemClock, timeoutMs = 60_000, clientSecret, logger, telemetry } = options
  const account = toAccount(options.account)
  const runCall = createCallRunner({
    system: 'netsuite',
    transport: chooseTransport({ userAgent: defaultUserAgent, ...options }),
    gate: createRequestGate({ clock }),
    clock,
    redactor: createRedactor([clientSecret]),
    logger,
    telemetry,
  })
  return {
    account,
    restUrl: (options.baseUrl ?? account.restUrl).replace(/\/+$/, ''),
    runCall,
    clock,
    timeoutMs,
  }
}
