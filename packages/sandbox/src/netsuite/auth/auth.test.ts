import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import type { NetSuiteSeed } from '../seed.js'
import { callNetSuite, type TestCall } from '../testing/call-netsuite.js'
import { sampleAccount } from '../testing/sample-account.js'

const tokenPath = '/services/rest/auth/oauth2/v1/token'
const tokenUrl = `https://tstdrv0000001.suitetalk.api.netsuite.com${tokenPath}`
const restletPath = '/app/site/hosting/restlet.nl?script=customscript_tts_rl&deploy=customdeploy_tts_rl'
const nowSecs = Date.parse('2026-03-02T12:00:00Z') / 1000

const invalidLogin =
  'Invalid login attempt. For more details, see the Login Audit Trail in the NetSuite UI at Setup > Users/Roles > User Management > View Login Audit Trail.'

test.each<[string, Partial<TestCall>, RegExp]>([
  ['no header', { authorization: '' }, /Authorization header/],
  ['the realm in lower case', { credentials: { account: 'tstdrv0000001' } }, /realm/],
  ['an unknown consumer key', { parameters: { oauth_consumer_key: '00' } }, /consumer key/],
  ['an unknown token', { parameters: { oauth_token: '00' } }, /token/],
  ['HMAC-SHA1', { parameters: { oauth_signature_method: 'HMAC-SHA1' } }, /method/],
  ['an old time stamp', { parameters: { oauth_timestamp: String(nowSecs - 301) } }, /time stamp/],
  ['a time stamp in milliseconds', { parameters: { oauth_timestamp: `${nowSecs}000` } }, /time stamp/],
  ['a short nonce', { parameters: { oauth_nonce: 'abc' } }, /nonce/],
  ['another version', { parameters: { oauth_version: '2.0' } }, /version/],
  ['another consumer secret', { credentials: { consumerSecret: 'x' } }, /signature/],
  ['another token secret', { credentials: { tokenSecret: 'x' } }, /signature/],
])('%s is an invalid login, for RESTlets in their own words', async (_, call, reason) => {
  const sandbox = sampleAccount({
    restlets: [{ script: 'customscript_tts_rl', deploy: 'customdeploy_tts_rl' }],
  })

  const refused = await callNetSuite(sandbox, { path: 'customer/1514', ...call })
  expect(refused).toMatchObject({ status: 401, code: 'INVALID_LOGIN', detail: invalidLogin })
  const restlet = await callNetSuite(sandbox, { path: restletPath, ...call })
  expect(restlet).toMatchObject({
    status: 401,
    body: { error: { code: 'INVALID_LOGIN_ATTEMPT', message: 'Invalid login attempt.' } },
  })

  const audit = await sandbox.admin('GET', '/netsuite/login-audit')
  expect(audit).toMatchObject({ refused: [{ refused: expect.stringMatching(reason) }, {}] })
})

test('a header sent twice is refused the second time', async () => {
  const sandbox = sampleAccount()
  const parameters = { oauth_nonce: 'Nonce0001abcdef' }

  expect((await callNetSuite(sandbox, { path: 'customer/1514', parameters })).status).toBe(200)
  expect((await callNetSuite(sandbox, { path: 'customer/1514', parameters })).status).toBe(401)
})

test('a revoked token is refused', async () => {
  const sandbox = sampleAccount()
  await sandbox.admin('POST', `/netsuite/tokens/${'c3'.repeat(32)}/revoke`)

  expect((await callNetSuite(sandbox, { path: 'customer/1514' })).status).toBe(401)
})

const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const otherKeys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString()

const machine: NetSuiteSeed = {
  integrations: [{ clientId: 'machine', certificates: [{ id: 'cert-1', publicKey: pem }] }],
}

interface JwtChanges {
  readonly header?: object
  readonly claims?: object
  readonly key?: KeyObject
}

const jwt = ({ header = {}, claims = {}, key = keys.privateKey }: JwtChanges = {}): string => {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const head = encode({ typ: 'JWT', alg: 'ES256', kid: 'cert-1', ...header })
  const body = encode({
    iss: 'machine',
    scope: ['rest_webservices', 'restlets'],
    aud: tokenUrl,
    iat: nowSecs,
    exp: nowSecs + 3600,
    ...claims,
  })
  const signature = sign('sha256', Buffer.from(`${head}.${body}`), { key, dsaEncoding: 'ieee-p1363' })
  return `${head}.${body}.${signature.toString('base64url')}`
}

const form = (fields: Readonly<Record<string, string>>, authorization = ''): TestCall => ({
  method: 'POST',
  path: tokenPath,
  authorization,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
})

const asserted = (assertion: string): TestCall =>
  form({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  })

test('a signed assertion gets a bearer token for an hour, and no refresh token', async () => {
  const sandbox = sampleAccount(machine)
  const { status, body } = await callNetSuite(sandbox, asserted(jwt()))

  expect(status).toBe(200)
  expect(body).toEqual({ access_token: expect.any(String), expires_in: '3600', token_type: 'bearer' })
  const authorization = `Bearer ${String(body['access_token'])}`
  expect((await callNetSuite(sandbox, { path: 'customer/1514', authorization })).status).toBe(200)

  sandbox.clock.advance(3600_000)
  expect((await callNetSuite(sandbox, { path: 'customer/1514', authorization })).code).toBe('INVALID_LOGIN')
})

test('an assertion signed with RSA-PSS is as good', async () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 3072 })
  const publicKey = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const sandbox = sampleAccount({
    integrations: [{ clientId: 'machine', certificates: [{ id: 'cert-1', publicKey }] }],
  })
  const [header, claims] = jwt({ header: { alg: 'PS256' } }).split('.')
  const signature = sign('sha256', Buffer.from(`${header}.${claims}`), {
    key: rsa.privateKey,
    padding: 6, // RSA_PKCS1_PSS_PADDING
    saltLength: 32,
  })

  const { status } = await callNetSuite(
    sandbox,
    asserted(`${header}.${claims}.${signature.toString('base64url')}`),
  )

  expect(status).toBe(200)
})

test.each<[string, string, string]>([
  ['no JWT', 'nonsense', 'invalid_request'],
  ['RS256', jwt({ header: { alg: 'RS256' } }), 'invalid_request'],
  ['an unknown client', jwt({ claims: { iss: 'other' } }), 'invalid_client'],
  ['an unknown certificate', jwt({ header: { kid: 'cert-2' } }), 'invalid_client'],
  ['another audience', jwt({ claims: { aud: 'https://example.com/token' } }), 'invalid_grant'],
  ['an ended assertion', jwt({ claims: { iat: nowSecs - 7200, exp: nowSecs - 3600 } }), 'invalid_grant'],
  ['one for more than an hour', jwt({ claims: { exp: nowSecs + 3601 } }), 'invalid_grant'],
  ['one of the future', jwt({ claims: { iat: nowSecs + 900, exp: nowSecs + 1800 } }), 'invalid_grant'],
  ['another key', jwt({ key: otherKeys.privateKey }), 'invalid_grant'],
  ['a scope that the integration lacks', jwt({ claims: { scope: 'suite_analytics' } }), 'invalid_request'],
])('%s gets no token', async (_, assertion, error) => {
  const { status, body } = await callNetSuite(sampleAccount(machine), asserted(assertion))

  expect(status).toBe(error === 'invalid_client' ? 401 : 400)
  expect(body).toEqual({ error })
})

test.each(['rest_webservices restlets', 'rest_webservices,restlets', ['rest_webservices']])(
  'the scope may be written as %j',
  async scope => {
    expect((await callNetSuite(sampleAccount(machine), asserted(jwt({ claims: { scope } })))).status).toBe(
      200,
    )
  },
)

test('a token without the scope of a service is refused there', async () => {
  const sandbox = sampleAccount(machine)
  const { body } = await callNetSuite(sandbox, asserted(jwt({ claims: { scope: 'restlets' } })))
  const authorization = `Bearer ${String(body['access_token'])}`

  expect((await callNetSuite(sandbox, { path: 'customer/1514', authorization })).code).toBe(
    'INSUFFICIENT_PERMISSION',
  )
})

test('a weak key is refused in the seed', () => {
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({
    type: 'spki',
    format: 'pem',
  })
  const certificates = [{ id: 'cert-1', publicKey: weak.toString() }]

  expect(() => sampleAccount({ integrations: [{ clientId: 'machine', certificates }] })).toThrow('3072')
})

const redirectUri = 'http://localhost:3000/callback'
const verifier = 'a-verifier-of-forty-three-characters-at-least-1'
const challenge = createHash('sha256').update(verifier).digest('base64url')

const consent = (query: Readonly<Record<string, string>> = {}): TestCall => ({
  path: `/app/login/oauth2/authorize.nl?${new URLSearchParams({
    response_type: 'code',
    client_id: 'public',
    redirect_uri: redirectUri,
    scope: 'rest_webservices',
    state: 'xyz',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...query,
  })}`,
  authorization: '',
})

const person: NetSuiteSeed = {
  integrations: [
    { clientId: 'public', redirectUris: [redirectUri] },
    { clientId: 'secret', clientSecret: 's3', redirectUris: [redirectUri] },
    { clientId: 'blocked', enabled: false, redirectUris: [redirectUri] },
  ],
}

test('a person agrees: code, token by PKCE, refresh once, revoke', async () => {
  const sandbox = sampleAccount(person)
  const { status, headers } = await callNetSuite(sandbox, consent())
  expect(status).toBe(302)
  const back = new URL(headers.get('location') ?? '').searchParams
  expect(Object.fromEntries(back)).toMatchObject({
    state: 'xyz',
    role: '3',
    entity: '-5',
    company: 'TSTDRV0000001',
  })

  const exchange = (codeVerifier: string) =>
    callNetSuite(
      sandbox,
      form({
        grant_type: 'authorization_code',
        client_id: 'public',
        code: back.get('code') ?? '',
        redirect_uri: redirectUri,
        code_verifier: codeVerifier,
      }),
    )
  const given = await exchange(verifier)
  expect(given.body).toMatchObject({
    expires_in: '3600',
    token_type: 'bearer',
    refresh_token: expect.any(String),
  })
  expect((await exchange(verifier)).body).toEqual({ error: 'invalid_grant' })

  const refresh = (token: unknown) =>
    callNetSuite(
      sandbox,
      form({ grant_type: 'refresh_token', client_id: 'public', refresh_token: String(token) }),
    )
  const renewed = await refresh(given.body['refresh_token'])
  expect(renewed.status).toBe(200)
  expect((await refresh(given.body['refresh_token'])).body).toEqual({ error: 'invalid_grant' })

  const authorization = `Bearer ${String(renewed.body['access_token'])}`
  expect((await callNetSuite(sandbox, { path: 'customer/1514', authorization })).status).toBe(200)
  await callNetSuite(sandbox, {
    ...form({ client_id: 'public', token: String(renewed.body['refresh_token']) }),
    path: '/services/rest/auth/oauth2/v1/revoke',
  })
  expect((await callNetSuite(sandbox, { path: 'customer/1514', authorization })).status).toBe(401)
})

test('a refresh token of a confidential client stays the same for seven days', async () => {
  const sandbox = sampleAccount(person)
  const { headers } = await callNetSuite(sandbox, consent({ client_id: 'secret' }))
  const code = new URL(headers.get('location') ?? '').searchParams.get('code') ?? ''
  const basic = `Basic ${Buffer.from('secret:s3').toString('base64')}`
  const exchange = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  }
  const { body } = await callNetSuite(sandbox, form(exchange, basic))
  const refresh = form({ grant_type: 'refresh_token', refresh_token: String(body['refresh_token']) }, basic)

  sandbox.clock.advance(6 * 86_400_000)
  expect((await callNetSuite(sandbox, refresh)).body['refresh_token']).toBe(body['refresh_token'])
  sandbox.clock.advance(86_400_001)
  expect((await callNetSuite(sandbox, refresh)).body).toEqual({ error: 'invalid_grant' })
})

test.each([
  ['UnknownIntegration', { client_id: 'nobody' }],
  ['InvalidRedirectURI', { redirect_uri: 'https://example.com' }],
])('the consent page shows %s', async (error, query) => {
  const sandbox = sampleAccount(person)
  const response = await sandbox.netsuite.fetch(`https://x.app.netsuite.com${consent(query).path}`)

  expect(await response.text()).toContain(error)
})

test.each([
  ['IntegrationBlocked', { client_id: 'blocked' }],
  ['ScopeMismatched', { scope: 'suite_analytics' }],
  ['invalid_request', { code_challenge_method: 'plain' }],
])('the consent page goes back with %s', async (error, query) => {
  const { headers } = await callNetSuite(sampleAccount(person), consent(query))

  expect(new URL(headers.get('location') ?? '').searchParams.get('error')).toBe(error)
})

test.each<[Record<string, string>, string]>([
  [{ grant_type: 'password' }, 'unsupported_grant_type'],
  [{ grant_type: 'refresh_token', client_id: 'public', refresh_token: 'expired' }, 'invalid_grant'],
  [{ grant_type: 'refresh_token', client_id: 'secret', refresh_token: 'x' }, 'invalid_client'],
  [{}, 'invalid_request'],
])('%j is refused with %s', async (fields, error) => {
  expect((await callNetSuite(sampleAccount(person), form(fields))).body).toEqual({
    error,
  })
})

const clerk: NetSuiteSeed = {
  roles: [
    {
      id: '1001',
      name: 'Clerk',
      permissions: {
        'Log in using Access Tokens': 'full',
        'REST Web Services': 'full',
        'Sales Order': 'create',
        Customers: 'view',
      },
    },
  ],
  tokens: [
    {
      consumerKey: 'a1'.repeat(32),
      consumerSecret: 'b2'.repeat(32),
      tokenId: 'c3'.repeat(32),
      tokenSecret: 'd4'.repeat(32),
      role: '1001',
    },
  ],
}

test('a role does what its permissions say', async () => {
  const sandbox = sampleAccount(clerk)

  expect((await callNetSuite(sandbox, { path: 'customer/1514' })).status).toBe(200)
  expect(await callNetSuite(sandbox, { method: 'PATCH', path: 'customer/1514', body: {} })).toMatchObject({
    status: 403,
    code: 'INSUFFICIENT_PERMISSION',
    detail:
      "Permission Violation: You need the 'Lists -> Customers' permission to access this page. Please contact your account administrator.",
  })
  expect((await callNetSuite(sandbox, { path: 'invoice' })).detail).toContain("'Transactions -> Invoice'")
  const query = {
    path: '/services/rest/query/v1/suiteql',
    headers: { prefer: 'transient' },
    body: { q: 'SELECT id FROM item' },
  }
  expect((await callNetSuite(sandbox, query)).detail).toContain("'Reports -> SuiteAnalytics Workbook'")
})

test('a role without the permission to log in is an invalid login', async () => {
  const sandbox = sampleAccount(clerk)
  await sandbox.admin('PUT', '/netsuite/roles', { id: '1001', name: 'Clerk', permissions: {} })

  expect((await callNetSuite(sandbox, { path: 'customer/1514' })).status).toBe(401)
})
