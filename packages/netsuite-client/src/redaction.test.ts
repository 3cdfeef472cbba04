import { inspect } from 'node:util'
import { HttpResponse, http } from 'msw'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createMemoryTokenStore } from './auth/token-store.js'
import type { NetSuiteClientOptions } from './netsuite-client.js'
import { startServer } from './test-support/msw-server.js'
import { fakeClock, plantedToken, testClient, tokenUrl } from './test-support/test-client.js'

const server = startServer()
const clock = fakeClock()
const rowOfAnything = z.looseObject({})
const tokens = (expiresAt: number) => ({
  accessToken: 'planted-access-token',
  accessTokenExpiresAt: expiresAt,
  refreshToken: 'planted-refresh-token',
})
const person = (expiresAt: number) => ({
  clientId: 'client-1',
  clientSecret: 'planted-client-secret',
  tokenStore: createMemoryTokenStore(tokens(expiresAt)),
})

/** An answer that says back all it was sent, as proxies and debug pages do. */
const echo = async (request: Request, status: number, secrets: readonly string[]) => {
  const body = await request.text()
  const said = [request.url, ...request.headers.values(), body, ...secrets].join(' ')
  const asJson = { 'o:errorDetails': [{ detail: said, 'o:errorCode': 'USER_ERROR' }] }
  return status === 400
    ? HttpResponse.json(asJson, { status })
    : new HttpResponse(`<html>${said}</html>`, { status })
}

const ours = ['planted-access-token', 'planted-client-secret']
const auths: [string, NetSuiteClientOptions['auth'], readonly string[]][] = [
  ['a signature', plantedToken, Object.values(plantedToken)],
  ['a bearer token', person(clock.now() + 3_600_000), ours],
  ['a renewal', person(0), ['planted-refresh-token', 'planted-client-secret']],
]

test.each(
  auths.flatMap(([name, auth, secrets]) =>
    [400, 401, 503].map(status => [name, status, auth, secrets] as const),
  ),
)(
  'nothing of %s is in an error after HTTP %i that says everything back',
  async (_, status, auth, secrets) => {
    server.use(
      http.post(tokenUrl, ({ request }) => echo(request, status, ['planted-client-secret'])),
      http.all('https://*.api.netsuite.com/*', ({ request }) => echo(request, status, secrets)),
    )
    const client = testClient({ auth, clock })
    const logged: string[] = []

    const errors = await Promise.all(
      [
        client.records.create('customer', { companyName: 'x' }),
        client.restlets.call({ script: 1, deploy: 1, parameters: { token: 'planted-parameter' } }),
        client.suiteQl.query('SELECT 1', { row: rowOfAnything }).next(),
      ].map(call => call.catch((error: unknown) => error)),
    )
    for (const error of errors) logged.push(inspect(error, { depth: 10 }), JSON.stringify(error), `${error}`)

    expect(errors.every(error => error instanceof Error)).toBe(true)
    expect(logged.join('\n')).not.toContain('planted')
  },
)
