import { z } from 'zod'
import { scope } from './auth-seed.js'
import type { OAuthCall } from './token-endpoint.js'

const codeLifeMs = 10 * 60_000

const refusedPage = (error: string): Response =>
  new Response(`<html><body>${error}</body></html>`, {
    status: 400,
    headers: { 'content-type': 'text/html' },
  })

/**
 * `/app/login/oauth2/authorize.nl`: where a person would log in and agree. The sandbox's person agrees at once, so the answer is the
 * redirect with the code; mistakes of the link show on the page or come back as `error`.
 */
export const handleConsent = ({ url, account, nowMs }: OAuthCall): Response => {
  const query = url.searchParams
  const integration = account.settings.integrations.find(
    ({ clientId }) => clientId === query.get('client_id'),
  )
  if (integration === undefined) return refusedPage('UnknownIntegration')
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!integration.redirectUris.includes(redirectUri)) return refusedPage('InvalidRedirectURI')

  const state = query.get('state')
  const back = (parameters: Readonly<Record<string, string>>): Response => {
    const target = new URL(redirectUri)
    for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value)
    if (state !== null) target.searchParams.set('state', state)
    return new Response(null, { status: 302, headers: { location: target.href } })
  }

  if (!integration.enabled) return back({ error: 'IntegrationBlocked' })
  const scopes = z.array(scope).safeParse((query.get('scope') ?? '').split(/[\s+]+/).filter(Boolean))
  if (
    !scopes.success ||
    scopes.data.length === 0 ||
    scopes.data.some(own => !integration.scopes.includes(own))
  )
    return back({ error: 'ScopeMismatched' })
  const challenge = query.get('code_challenge') ?? undefined
  const isPlain = challenge !== undefined && query.get('code_challenge_method') !== 'S256'
  const isUnprovable = integration.clientSecret === undefined && challenge === undefined
  if (query.get('response_type') !== 'code' || isPlain || isUnprovable)
    return back({ error: 'invalid_request' })

  const { role, entity } = integration.consent
  const code = account.grants.addCode({
    clientId: integration.clientId,
    role,
    scopes: scopes.data,
    redirectUri,
    ...(challenge === undefined ? {} : { challenge }),
    expireAtMs: nowMs + codeLifeMs,
  })
  return back({ code, role: role ?? '3', entity, company: account.settings.account })
}
