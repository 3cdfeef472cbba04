import { createHash, generateKeyPairSync } from 'node:crypto'
import type { Telemetry } from '@tiktok-ns/client-kit'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { example } from '../test-support/reference.js'
import {
  fakeClock,
  host,
  json,
  recordUrl,
  refusal,
  testClient,
  tokenUrl,
} from '../test-support/test-client.js'
import { createConsent, exchangeAuthorizationCode, revokeAuthorization } from './authorization-code.js'
import { createMemoryTokenStore, type OAuth2TokenStore } from './token-store.js'

const server = setupServer()
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const keys = {
  PS256: generateKeyPairSync('rsa', { modulusLength: 3072 }),
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
}
const pemOf = (name: keyof typeof keys): string =>
  keys[name].privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const machine = { clientId: 'client-1', certificateId: 'cert-1', privateKey: pemOf('ES256') }

const formOf = async (request: Request) => Object.fromEntries(new URLSearchParams(await request.text()))

/** Gives tokens `access-1`, `access-2` and so on, and remembers what it was sent. */
const serveTokens = (more: Record<string, string> = {}) => {
  const forms: Record<string, string>[] = []
  server.use(
    http.post(tokenUrl, async ({ request }) => {
      forms.push(await formOf(request))
      const body = example('oauth2-m2m-token').response.body
      return HttpResponse.json({ ...body, access_token: `access-${forms.length}`, ...more })
    }),
  )
  return forms
}

/** Answers a sales order to whoever comes with a token for which `isGood` says so. */
const serveOrder = (isGood: (authorization: string | null) => boolean = () => true) => {
  const seen: (string | null)[] = []
  server.use(
    http.get(`${recordUrl}/salesOrder/1`, ({ request }) => {
      const authorization = request.headers.get('authorization')
      seen.push(authorization)
      return isGood(authorization) ? json({ id: '1' }) : refusal('invalid-login')
    }),
  )
  return seen
}

test('a token request is logged and traced like any other, and tells no secret', async () => {
  serveTokens()
  serveOrder()
  const lines: string[] = []
  const log = (message: string, fields: object) => void lines.push(`${message} ${JSON.stringify(fields)}`)

  const spans: string[] = []
  const telemetry: Telemetry = {
    observe: ({ system, operation, route }, work) => {
      const span = `${system} ${operation} ${route}`
      return work({
        started: () => undefined,
        ended: end => void spans.push(`${span} ${JSON.stringify(end)}`),
        refused: () => undefined,
        retried: () => undefined,
      })
    },
  }

  await testClient({ auth: machine, telemetry, logger: { debug: log, warn: log } }).records.get(
    'salesOrder',
    '1',
  )

  expect(lines.map(line => line.split(' {')[0])).toEqual([
    'netsuite answered 200 to oauth2.token',
    'netsuite answered 200 to records.get',
  ])
  expect(spans.map(span => span.split(' ')[1])).toEqual(['oauth2.token', 'records.get'])
  expect([...lines, ...spans].join()).not.toMatch(/access-1|client_assertion|Bearer/)
})

test.each(['PS256', 'ES256'] as const)(
  'a certificate logs in with %s, made out to the account itself',
  async algorithm => {
    const forms = serveTokens()
    const seen = serveOrder()
    const clock = fakeClock()
    const auth = { ...machine, privateKey: pemOf(algorithm) }

    await testClient({ auth, clock }).records.get('salesOrder', '1')

    const assertion = forms[0]?.['client_assertion'] ?? ''
    const { payload } = await jwtVerify(assertion, keys[algorithm].publicKey, {
      audience: tokenUrl,
      issuer: 'client-1',
      currentDate: new Date(clock.now()),
    })
    expect(decodeProtectedHeader(assertion)).toEqual({ typ: 'JWT', alg: algorithm, kid: 'cert-1' })
    expect(payload['scope']).toEqual(['rest_webservices', 'restlets'])
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBeLessThanOrEqual(3_600)
    expect(forms[0]).toMatchObject({ grant_type: 'client_credentials' })
    expect(seen).toEqual(['Bearer access-1'])
  },
)

test('the assertion is made out to the account although requests go elsewhere', async () => {
  const audiences: unknown[] = []
  const baseUrl = 'http://localhost:4010'
  server.use(
    http.post(`${baseUrl}/services/rest/auth/oauth2/v1/token`, async ({ request }) => {
      const [, claims = ''] = ((await formOf(request))['client_assertion'] ?? '').split('.')
      audiences.push(JSON.parse(Buffer.from(claims, 'base64url').toString()).aud)
      return HttpResponse.json({ access_token: 'a', expires_in: 3600 })
    }),
    http.get(`${baseUrl}/services/rest/record/v1/salesOrder/1`, () => json({ id: '1' })),
  )

  await testClient({ auth: machine, baseUrl }).records.get('salesOrder', '1')

  expect(audiences).toEqual([tokenUrl])
})

test('a token serves many requests, one renewal is in flight, and it is renewed before it ends', async () => {
  const forms = serveTokens()
  serveOrder()
  const clock = fakeClock()
  const { records } = testClient({ auth: machine, clock })

  await Promise.all([1, 2, 3].map(() => records.get('salesOrder', '1')))
  expect(forms).toHaveLength(1)
  await clock.wait(3_590_000)
  await Promise.all([1, 2, 3].map(() => records.get('salesOrder', '1')))
  expect(forms).toHaveLength(2)
})

test('a refused token is given up once; a login that stays wrong is an error', async () => {
  const forms = serveTokens()
  const seen = serveOrder(authorization => authorization === 'Bearer access-2')

  await testClient({ auth: machine }).records.get('salesOrder', '1')
  expect(seen).toEqual(['Bearer access-1', 'Bearer access-2'])

  server.resetHandlers()
  serveTokens()
  const refused = serveOrder(() => false)
  await expect(testClient({ auth: machine }).records.get('salesOrder', '1')).rejects.toMatchObject({
    kind: 'auth',
  })
  expect(refused).toHaveLength(2)
  expect(forms).toHaveLength(2)
})

test.each([
  ['invalid_grant', 400, /clock/],
  ['invalid_client', 401, /certificate id/],
  ['unauthorized_client', 400, /Manage Integrations/],
])('%s is told in words, and shows neither key nor assertion', async (error, status, hint) => {
  const sent: string[] = []
  server.use(
    http.post(tokenUrl, async ({ request }) => {
      const { client_assertion: assertion = '' } = await formOf(request)
      sent.push(assertion)
      return HttpResponse.json({ error, error_description: `no good: ${assertion}` }, { status })
    }),
  )

  const failure = await testClient({ auth: machine })
    .records.create('salesOrder', {})
    .catch((thrown: unknown) => thrown)

  expect(failure).toMatchObject({
    kind: 'auth',
    code: error,
    outcomeUnknown: false,
    hint: expect.stringMatching(hint),
  })
  expect(`${failure} ${JSON.stringify(failure)}`).not.toContain(sent[0])
})

test('a token address that does not answer leaves no doubt about the write that waited for it', async () => {
  server.use(http.post(tokenUrl, () => HttpResponse.error()))

  await expect(testClient({ auth: machine }).records.create('salesOrder', {})).rejects.toMatchObject({
    kind: 'unavailable',
    outcomeUnknown: false,
  })
})

test.each([
  ['not a key', undefined, /no private key in PEM/],
  [pemOf('ES256'), 'PS256', /signs with ES256/],
] as const)('a key that NetSuite would not take is refused at once', (privateKey, algorithm, message) => {
  const auth = { ...machine, privateKey, ...(algorithm === undefined ? {} : { algorithm }) }

  expect(() => testClient({ auth })).toThrow(message)
})

const person = (tokenStore: OAuth2TokenStore) => ({
  clientId: 'client-1',
  clientSecret: 'planted-client-secret',
  tokenStore,
})
const tokens = (
  accessToken: string,
  accessTokenExpiresAt: number,
  refreshToken = `refresh-of-${accessToken}`,
) => ({
  accessToken,
  accessTokenExpiresAt,
  refreshToken,
})

test('a person consents with PKCE, and a client with the same store works from then on', async () => {
  const redirectUri = 'https://merchant.example/callback'
  const options = { account: '123456_SB1', redirectUri }
  const consent = createConsent({ ...options, clientId: 'client-1' })
  const asked = new URL(consent.url)
  expect(asked.origin + asked.pathname).toBe(
    'https://123456-sb1.app.netsuite.com/app/login/oauth2/authorize.nl',
  )
  expect(Object.fromEntries(asked.searchParams)).toMatchObject({
    response_type: 'code',
    scope: 'rest_webservices restlets',
    code_challenge: createHash('sha256').update(consent.codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
  })

  const tokenStore = createMemoryTokenStore()
  const forms = serveTokens({ refresh_token: 'refresh-1' })
  serveOrder(authorization => authorization === 'Bearer access-1')
  const clock = fakeClock()
  const callbackUrl = `${redirectUri}?code=the-code&state=${consent.state}&company=123456_SB1`
  await exchangeAuthorizationCode({ ...options, ...person(tokenStore), callbackUrl, consent, clock })

  expect(forms[0]).toEqual({
    grant_type: 'authorization_code',
    code: 'the-code',
    redirect_uri: redirectUri,
    code_verifier: consent.codeVerifier,
  })
  await testClient({ auth: person(tokenStore), clock }).records.get('salesOrder', '1')
})

test.each([
  ['?error=access_denied', /access_denied/],
  ['?code=c&state=of-somebody-else', /does not belong to this consent/],
])('a callback %s gives no tokens', async (query, message) => {
  const exchange = exchangeAuthorizationCode({
    account: '123456',
    redirectUri: 'https://merchant.example/callback',
    ...person(createMemoryTokenStore()),
    callbackUrl: `https://merchant.example/callback${query}`,
    consent: { state: 'ours', codeVerifier: 'verifier' },
  })

  await expect(exchange).rejects.toThrow(message)
})

test('a refresh token that holds for one use is replaced in the store', async () => {
  const clock = fakeClock()
  const tokenStore = createMemoryTokenStore(tokens('old', clock.now()))
  const forms = serveTokens({ refresh_token: 'refresh-2' })
  serveOrder(authorization => authorization === 'Bearer access-1')

  await testClient({ auth: { clientId: 'public-client', tokenStore }, clock }).records.get('salesOrder', '1')

  expect(forms).toEqual([
    { grant_type: 'refresh_token', refresh_token: 'refresh-of-old', client_id: 'public-client' },
  ])
  expect(await tokenStore.read()).toMatchObject({ accessToken: 'access-1', refreshToken: 'refresh-2' })
})

test('when another process has used the refresh token, what it got is taken from the store', async () => {
  const clock = fakeClock()
  const tokenStore = createMemoryTokenStore(tokens('old', clock.now()))
  serveOrder(authorization => authorization === 'Bearer from-the-other')
  server.use(
    http.post(tokenUrl, async () => {
      await tokenStore.replace(tokens('from-the-other', clock.now() + 3_600_000), 'old')
      const { status, body } = example('oauth2-invalid-grant').response
      return HttpResponse.json({ ...body }, { status })
    }),
  )

  await testClient({ auth: person(tokenStore), clock }).records.get('salesOrder', '1')

  expect(await tokenStore.read()).toMatchObject({ accessToken: 'from-the-other' })
})

test('an empty store says who has to do what', async () => {
  await expect(
    testClient({ auth: person(createMemoryTokenStore()) }).records.get('salesOrder', '1'),
  ).rejects.toMatchObject({ kind: 'auth', hint: expect.stringContaining('createConsent') })
})

test('an authorization is revoked by its refresh token', async () => {
  const seen: unknown[] = []
  server.use(
    http.post(`${host}/services/rest/auth/oauth2/v1/revoke`, async ({ request }) => {
      seen.push(await formOf(request), request.headers.get('authorization'))
      return new HttpResponse(null, { status: 200 })
    }),
  )

  await revokeAuthorization({ account: '123456_SB1', ...person(createMemoryTokenStore(tokens('a', 0))) })

  const basic = Buffer.from('client-1:planted-client-secret').toString('base64')
  expect(seen).toEqual([{ token: 'refresh-of-a' }, `Basic ${basic}`])
})
