import { createHash } from 'node:crypto'
import type { Account } from '../account.js'
import { hostLabelOf } from '../account-host.js'
import type { Integration, Scope } from './auth-seed.js'
import { verifyAssertion } from './verify-assertion.js'

export interface OAuthCall {
  readonly request: Request
  readonly url: URL
  readonly nowMs: number
  readonly account: Account
}

type OAuthError =
  | 'invalid_request'
  | 'invalid_grant'
  | 'invalid_client'
  | 'unauthorized_client'
  | 'unsupported_grant_type'

const accessLifeSecs = 3600
const refreshLifeSecs = 7 * 24 * 3600

const refusal = (error: OAuthError): Response =>
  Response.json({ error }, { status: error === 'invalid_client' ? 401 : 400 })

const noStore = { 'cache-control': 'no-store', pragma: 'no-cache' }

/** `/auth/oauth2/v1/token`: assertions, codes and refresh tokens for access tokens of 60 minutes. */
export const handleToken = async (call: OAuthCall): Promise<Response> => {
  const form = new URLSearchParams(await call.request.text())
  switch (form.get('grant_type')) {
    case 'client_credentials':
      return byAssertion(call, form)
    case 'authorization_code':
      return byCode(call, form)
    case 'refresh_token':
      return byRefreshToken(call, form)
    case null:
      return refusal('invalid_request')
    default:
      return refusal('unsupported_grant_type')
  }
}

/** `/auth/oauth2/v1/revoke` */
export const handleRevoke = async (call: OAuthCall): Promise<Response> => {
  const form = new URLSearchParams(await call.request.text())
  const token = form.get('token')
  if (clientOf(call, form) === undefined) return refusal('invalid_client')
  if (token === null) return refusal('invalid_request')
  call.account.grants.revoke(token)
  return new Response(null, { status: 200, headers: noStore })
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

const byAssertion = ({ url, account, nowMs }: OAuthCall, form: URLSearchParams): Response => {
  const assertion = form.get('client_assertion')
  if (form.get('client_assertion_type') !== assertionType || assertion === null)
    return refusal('invalid_request')
  const { settings, grants, audit } = account
  const verified = verifyAssertion(assertion, {
    integrations: settings.integrations,
    // Through a proxy the URL that was called is not the one that was signed.
    audiences: [
      `${url.origin}${url.pathname}`,
      `https://${hostLabelOf(settings.account)}.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/token`,
    ],
    nowMs,
  })
  if ('error' in verified) {
    audit.add({ atMs: nowMs, by: 'oauth2', refused: verified.reason })
    return refusal(verified.error)
  }
  const { integration, certificate, scopes } = verified
  const token = grants.addAccessToken({
    clientId: integration.clientId,
    role: certificate.role,
    scopes: [...scopes],
    expireAtMs: nowMs + accessLifeSecs * 1000,
  })
  return Response.json(
    { access_token: token, expires_in: String(accessLifeSecs), token_type: 'bearer' },
    { headers: noStore },
  )
}

/** The client by HTTP Basic, or a public one by its id in the body. */
const clientOf = ({ request, account }: OAuthCall, form: URLSearchParams): Integration | undefined => {
  const basic = /^Basic\s+(.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  const [id, secret] =
    basic === undefined
      ? [form.get('client_id') ?? '', undefined]
      : Buffer.from(basic, 'base64').toString('utf8').split(/:(.*)/s).map(decodeURIComponent)
  const client = account.settings.integrations.find(({ clientId, enabled }) => clientId === id && enabled)
  return client?.clientSecret === secret ? client : undefined
}

interface Issue {
  readonly client: Integration
  readonly role: string | undefined
  readonly scopes: readonly Scope[]
}

const issue = (
  { account, nowMs }: OAuthCall,
  { client, role, scopes }: Issue,
  refreshToken?: string,
): Response => {
  const grant = { clientId: client.clientId, role, scopes: [...scopes] }
  const { grants } = account
  const body = {
    access_token: grants.addAccessToken({ ...grant, expireAtMs: nowMs + accessLifeSecs * 1000 }),
    refresh_token:
      refreshToken ?? grants.addRefreshToken({ ...grant, expireAtMs: nowMs + refreshLifeSecs * 1000 }),
    expires_in: String(accessLifeSecs),
    token_type: 'bearer',
  }
  return Response.json(body, { headers: noStore })
}

const byCode = (call: OAuthCall, form: URLSearchParams): Response => {
  const client = clientOf(call, form)
  if (client === undefined) return refusal('invalid_client')
  const code = form.get('code')
  const verifier = form.get('code_verifier')
  if (code === null || form.get('redirect_uri') === null) return refusal('invalid_request')
  const grant = call.account.grants.takeCode(code, call.nowMs)
  if (grant === undefined || grant.clientId !== client.clientId) return refusal('invalid_grant')
  if (grant.redirectUri !== form.get('redirect_uri')) return refusal('invalid_grant')
  if (grant.challenge === undefined ? verifier !== null : !fits(verifier, grant.challenge))
    return refusal('invalid_grant')
  return issue(call, { client, role: grant.role, scopes: grant.scopes })
}

const fits = (verifier: string | null, challenge: string): boolean =>
  verifier !== null && createHash('sha256').update(verifier).digest('base64url') === challenge

const byRefreshToken = (call: OAuthCall, form: URLSearchParams): Response => {
  const client = clientOf(call, form)
  if (client === undefined) return refusal('invalid_client')
  const token = form.get('refresh_token')
  if (token === null) return refusal('invalid_request')
  const { grants } = call.account
  const grant = grants.refreshToken(token, call.nowMs)
  if (grant === undefined || grant.clientId !== client.clientId) return refusal('invalid_grant')
  // A public client's refresh token works once; a confidential client keeps its own.
  if (client.clientSecret !== undefined)
    return issue(call, { client, role: grant.role, scopes: grant.scopes }, token)
  grants.revoke(token)
  return issue(call, { client, role: grant.role, scopes: grant.scopes })
}
