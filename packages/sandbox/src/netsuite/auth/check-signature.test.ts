import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { token } from './auth-seed.js'
import { checkSignature } from './check-signature.js'

const { vectors, ...credentials } = z
  .looseObject({
    consumerKey: z.string(),
    consumerSecret: z.string(),
    tokenId: z.string(),
    tokenSecret: z.string(),
    vectors: z.array(
      z.looseObject({
        name: z.string(),
        method: z.string(),
        url: z.string(),
        realm: z.string(),
        timestamp: z.string(),
        authorizationHeader: z.string(),
      }),
    ),
  })
  .parse(
    JSON.parse(
      readFileSync(new URL('../../../reference/netsuite/examples/tba-vectors.json', import.meta.url), 'utf8'),
    ),
  )

const owned = token.parse({
  consumerKey: credentials.consumerKey,
  consumerSecret: credentials.consumerSecret,
  tokenId: credentials.tokenId,
  tokenSecret: credentials.tokenSecret,
})

const requestOf = (vector: (typeof vectors)[number], header = vector.authorizationHeader, url = vector.url) =>
  new Request(url, { method: vector.method, headers: { authorization: header } })

const checkWith = (
  vector: (typeof vectors)[number],
  more: Partial<Parameters<typeof checkSignature>[1]> = {},
) => ({
  account: vector.realm,
  credentials: [owned],
  nowMs: Number(vector.timestamp) * 1000,
  nonces: new Map<string, number>(),
  ...more,
})

test.each(vectors)('$name is accepted once', vector => {
  const check = checkWith(vector)

  expect(checkSignature(requestOf(vector), check)).toEqual({ token: owned })
  expect(checkSignature(requestOf(vector), check)).toEqual({ refused: 'the nonce was used before' })
})

const [vector] = vectors
if (vector === undefined) throw new Error('no vectors')
const header = vector.authorizationHeader

test.each([
  ['no header', requestOf(vector, ''), {}],
  ['another realm', requestOf(vector, header.replace('realm="123456"', 'realm="654321"')), {}],
  [
    'an unknown consumer key',
    requestOf(vector, header.replace(/oauth_consumer_key="./, 'oauth_consumer_key="0')),
    {},
  ],
  ['an unknown token', requestOf(vector, header.replace(/oauth_token="./, 'oauth_token="0')), {}],
  ['HMAC-SHA1', requestOf(vector, header.replace('HMAC-SHA256', 'HMAC-SHA1')), {}],
  ['a changed nonce', requestOf(vector, header.replace(/oauth_nonce="./, 'oauth_nonce="Z')), {}],
  [
    'a changed signature',
    requestOf(vector, header.replace(/oauth_signature="(%..|.)/, 'oauth_signature="A')),
    {},
  ],
  ['another query', requestOf(vector, header, `${vector.url}&more=1`), {}],
  ['another method', new Request(vector.url, { method: 'PUT', headers: { authorization: header } }), {}],
  ['a clock six minutes off', requestOf(vector), { nowMs: (Number(vector.timestamp) + 360) * 1000 }],
  ['another secret', requestOf(vector), { credentials: [{ ...owned, tokenSecret: 'other' }] }],
])('%s is refused', (_, request, more) => {
  expect(checkSignature(request, checkWith(vector, more))).toHaveProperty('refused')
})
