import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import OAuth from 'oauth-1.0a'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { baseString, signOAuth1Request } from './sign-oauth1-request.js'

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
        nonce: z.string(),
        timestamp: z.string(),
        baseString: z.string(),
        signatureEncoded: z.string(),
        authorizationHeader: z.string(),
      }),
    ),
  })
  .parse(
    JSON.parse(readFileSync(new URL('../../reference/examples/tba-vectors.json', import.meta.url), 'utf8')),
  )

test.each(vectors)('$name', vector => {
  const request = { ...vector, timestamp: Number(vector.timestamp) }

  expect(baseString(credentials, request)).toBe(vector.baseString)
  const header = signOAuth1Request(credentials, request)
  expect(header).toContain(`oauth_signature="${vector.signatureEncoded}"`)
  expect(header.split(', ').sort()).toEqual(vector.authorizationHeader.split(', ').sort())
})

test('an independent library signs the same, whatever stands in the query', () => {
  const oauth = new OAuth({
    consumer: { key: credentials.consumerKey, secret: credentials.consumerSecret },
    signature_method: 'HMAC-SHA256',
    hash_function: (text, key) => createHmac('sha256', key).update(text).digest('base64'),
  })
  const name = fc.stringMatching(/^[a-zA-Z]{1,8}$/)
  fc.assert(
    fc.property(
      fc.dictionary(name, fc.string({ unit: 'grapheme', minLength: 1 })),
      fc.constantFrom('GET', 'POST', 'PATCH'),
      (query, method) => {
        const url = new URL(
          'https://123456-sb1.suitetalk.api.netsuite.com/services/rest/record/v1/salesOrder',
        )
        for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value)
        const request = {
          method,
          url: url.href,
          realm: '123456_SB1',
          nonce: 'Nonce0001abcdef',
          timestamp: 1767225600,
        }
        const data = {
          oauth_consumer_key: credentials.consumerKey,
          oauth_token: credentials.tokenId,
          oauth_signature_method: 'HMAC-SHA256',
          oauth_timestamp: 1767225600,
          oauth_nonce: request.nonce,
          oauth_version: '1.0',
        }
        const parameters = Object.fromEntries(url.searchParams)
        const other = oauth.getSignature(
          { url: `${url.origin}${url.pathname}`, method, data: parameters },
          credentials.tokenSecret,
          data,
        )
        expect(
          decodeURIComponent(
            /oauth_signature="([^"]+)"/.exec(signOAuth1Request(credentials, request))?.[1] ?? '',
          ),
        ).toBe(other)
      },
    ),
  )
})
