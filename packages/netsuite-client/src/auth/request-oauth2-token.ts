import {
  ApiError,
  createRedactor,
  excerptOf,
  isApiError,
  isSecretName,
  type TransportResponse,
} from '@tiktok-ns/client-kit'
import { z } from 'zod'
import type { AuthorizerContext } from './authorizer.js'
import { oauth2Meaning } from './oauth2-failure-table.js'

export interface OAuth2Answer {
  readonly accessToken: string
  /** Epoch milliseconds. */
  readonly accessTokenExpiresAt: number
  /** Authorization code flow only; a public client's holds for one use. */
  readonly refreshToken?: string | undefined
}

const path = '/services/rest/auth/oauth2/v1'

/** The account's own token address: what assertions are made out to. */
export const tokenAudience = ({ account }: AuthorizerContext): string => `${account.restUrl}${path}/token`

const tokenAnswer = z.looseObject({
  access_token: z.string().min(1),
  // Seen as text and as a number.
  expires_in: z.coerce.number().positive(),
  refresh_token: z.string().min(1).optional(),
})

const refusal = z.looseObject({ error: z.string(), error_description: z.string().optional() })

export interface TokenRequest {
  readonly form: Readonly<Record<string, string>>
  readonly basic?: { readonly user: string; readonly password: string } | undefined
}

/**
 * Asks NetSuite for an access token, once: whoever needs it asks again where that is worth while.
 *
 * @see "OAuth 2.0", NetSuite Authentication Guide
 */
export const requestOAuth2Token = async (
  request: TokenRequest,
  context: AuthorizerContext,
): Promise<OAuth2Answer> => {
  const response = await send('token', request, context)
  const answer = tokenAnswer.safeParse(parseJson(response.body))
  if (!answer.success) {
    throw new ApiError({
      kind: 'unavailable',
      message: 'NetSuite answered a token request with something that is no token',
      hint: 'Check the base URL; a proxy or a login page may stand between.',
      status: response.status,
      request: `POST ${path}/token`,
    })
  }
  const { access_token: accessToken, expires_in: expiresInSecs, refresh_token: refreshToken } = answer.data
  return {
    accessToken,
    accessTokenExpiresAt: context.clock.now() + expiresInSecs * 1000,
    refreshToken,
  }
}

/** Ends a refresh token and the access tokens that came from it. */
export const requestRevocation = async (request: TokenRequest, context: AuthorizerContext): Promise<void> => {
  await send('revoke', request, context)
}

const send = (
  what: 'token' | 'revoke',
  { form, basic }: TokenRequest,
  context: AuthorizerContext,
): Promise<TransportResponse> => {
  const request = {
    method: 'POST',
    url: `${context.restUrl}${path}/${what}`,
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      ...(basic === undefined ? {} : { authorization: basicHeader(basic) }),
    },
    body: new URLSearchParams(form).toString(),
    timeoutMs: context.timeoutMs,
  } as const
  const route = `${path}/${what}`
  const call = { operation: `oauth2.${what}`, method: 'POST', route, repeatable: false, maxAttempts: 1 }
  return context.runCall(call, async sendOnce => {
    const response = await sendOnce(request).catch((cause: unknown) => {
      if (!isApiError(cause)) throw cause
      // Whatever waits for this token was not sent: its outcome is known.
      const { kind, message, hint } = cause
      throw new ApiError({ kind, message, hint, request: `POST ${route}`, cause })
    })
    if (response.status >= 300) throw toTokenError(response, what, secretsIn(form, basic))
    return response
  })
}

const secretsIn = (form: TokenRequest['form'], basic: TokenRequest['basic']): readonly string[] => [
  ...Object.entries(form).flatMap(([name, value]) => (isSecretName(name) ? [value] : [])),
  ...(basic === undefined ? [] : [basic.password, basicHeader(basic).replace('Basic ', '')]),
]

const basicHeader = ({ user, password }: { readonly user: string; readonly password: string }): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

const toTokenError = (response: TransportResponse, what: string, secrets: readonly string[]): ApiError => {
  const redactor = createRedactor(secrets)
  const parsed = refusal.safeParse(parseJson(response.body))
  const { kind, hint } = oauth2Meaning(response.status, parsed.data?.error)
  const description = parsed.data?.error_description
  return new ApiError({
    kind,
    message: parsed.success
      ? `NetSuite refused the token request: ${parsed.data.error}${description === undefined ? '' : ` (${redactor.text(description)})`}`
      : `NetSuite answered a token request with HTTP ${response.status}`,
    hint,
    code: parsed.data?.error,
    status: response.status,
    requestId: response.headers['x-n-operationid'],
    request: `POST ${path}/${what}`,
    excerpt: parsed.success ? undefined : excerptOf(response.body, redactor),
  })
}

const parseJson = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return undefined // the schemas then say what is missing
  }
}
