import type { JsonObject, JsonSchema } from '../../json.js'
import { ConnectorError } from '../connector-error.js'
import { parseJson } from '../parse-json.js'
import { readPath } from '../read-path.js'
import type { HttpConnectorSpec } from './http-spec.js'

/** Gives the headers that a call is authorised by. */
export interface Authorizer {
  headers(signal: AbortSignal): Promise<Readonly<Record<string, string>>>
  /** The system refused the credentials: forget what can be renewed. True when trying again makes sense. */
  renew(): boolean
}

type AuthSpec = HttpConnectorSpec['auth']

const secret = (description: string): JsonSchema => ({
  type: 'string',
  writeOnly: true,
  minLength: 1,
  description,
})
const text = (description: string): JsonSchema => ({ type: 'string', minLength: 1, description })

/** The settings an account has to give for each kind of authorisation. */
export const credentialSettings = (auth: AuthSpec): Readonly<Record<string, JsonSchema>> => {
  switch (auth.kind) {
    case 'none':
      return {}
    case 'header':
      return { apiKey: secret(`What is sent in the header ${auth.name}.`) }
    case 'basic':
      return { username: text('The user.'), password: secret("The user's password.") }
    case 'oauth2':
      return { clientId: text('Id of the client.'), clientSecret: secret('Secret of the client.') }
    default:
      return auth satisfies never
  }
}

interface AuthorizerOptions {
  readonly auth: AuthSpec
  readonly settings: JsonObject
  readonly baseUrl: string
  readonly fetch: typeof globalThis.fetch
  readonly now: () => number
}

export const createAuthorizer = (options: AuthorizerOptions): Authorizer => {
  const { auth, settings } = options
  switch (auth.kind) {
    case 'none':
      return fixed({})
    case 'header':
      return fixed({ [auth.name]: `${auth.prefix}${String(settings['apiKey'] ?? '')}` })
    case 'basic':
      return fixed({ authorization: basic(settings['username'], settings['password']) })
    case 'oauth2':
      return createTokenAuthorizer({ ...options, auth })
    default:
      return auth satisfies never
  }
}

const fixed = (headers: Readonly<Record<string, string>>): Authorizer => ({
  headers: async () => headers,
  renew: () => false,
})

const basic = (user: unknown, password: unknown): string =>
  `Basic ${Buffer.from(`${String(user ?? '')}:${String(password ?? '')}`).toString('base64')}`

/** Tokens are renewed this long before they end, so that none ends under way. */
const renewBeforeMs = 60_000

interface Token {
  readonly value: string
  readonly endsAtMs: number
}

/** OAuth 2.0 client credentials: one token for all calls, renewed before it ends, asked for once at a time. */
const createTokenAuthorizer = ({
  auth,
  settings,
  baseUrl,
  fetch,
  now,
}: AuthorizerOptions & { readonly auth: Extract<AuthSpec, { kind: 'oauth2' }> }): Authorizer => {
  let token: Token | undefined
  let asking: Promise<Token> | undefined

  const ask = async (signal: AbortSignal): Promise<Token> => {
    const form = new URLSearchParams({ grant_type: 'client_credentials' })
    if (auth.scope !== undefined) form.set('scope', auth.scope)
    const headers: Record<string, string> = { accept: 'application/json' }
    if (auth.credentialsIn === 'basic')
      headers['authorization'] = basic(settings['clientId'], settings['clientSecret'])
    else {
      form.set('client_id', String(settings['clientId'] ?? ''))
      form.set('client_secret', String(settings['clientSecret'] ?? ''))
    }
    const url = auth.tokenUrl.startsWith('/') ? `${baseUrl}${auth.tokenUrl}` : auth.tokenUrl
    const response = await fetch(url, { method: 'POST', body: form, headers, signal, redirect: 'manual' })
    return toToken(response.status, await response.text(), now())
  }

  return {
    headers: async signal => {
      if (token === undefined || token.endsAtMs - renewBeforeMs <= now()) {
        asking ??= ask(signal).finally(() => {
          asking = undefined
        })
        token = await asking
      }
      return { authorization: `Bearer ${token.value}` }
    },
    renew: () => {
      token = undefined
      return true
    },
  }
}

const toToken = (status: number, answer: string, nowMs: number): Token => {
  const refused = (reason: string) =>
    new ConnectorError({
      kind: status >= 500 ? 'unavailable' : 'auth',
      message: `No access token: ${reason}`,
      hint: 'Check clientId and clientSecret of the connection, and tokenUrl in the connector file.',
      status,
    })
  if (status !== 200) throw refused(`the token address answered ${status}`)
  try {
    const body = parseJson(answer)
    const value = readPath(body, 'access_token')
    if (typeof value !== 'string' || value === '') throw refused('the answer has no access_token')
    const lifetime = Number(readPath(body, 'expires_in') ?? 3_600)
    return { value, endsAtMs: nowMs + (Number.isFinite(lifetime) ? lifetime : 3_600) * 1_000 }
  } catch (error) {
    if (error instanceof SyntaxError) throw refused('the answer is no JSON')
    throw error
  }
}
