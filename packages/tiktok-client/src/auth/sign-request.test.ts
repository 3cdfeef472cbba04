import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { verifyWebhook } from '../webhooks/verify-webhook.js'
import { signRequest, stringToSign } from './sign-request.js'

const vectors = z
  .object({
    request: z.array(
      z.looseObject({
        name: z.string(),
        appSecret: z.string(),
        path: z.string(),
        query: z.record(z.string(), z.string()),
        contentType: z.string().optional(),
        body: z.string().nullish(),
        sign: z.string(),
      }),
    ),
    webhook: z.array(z.looseObject({ name: z.string(), appKey: z.string(), appSecret: z.string() })),
  })
  .parse(JSON.parse(readFileSync(new URL('__fixtures__/signing-vectors.json', import.meta.url), 'utf8')))

test.each(vectors.request)('$name', ({ appSecret, path, query, contentType, body, sign }) => {
  const isMultipart = contentType?.startsWith('multipart/') === true
  expect(signRequest({ appSecret, path, query, body: isMultipart ? undefined : (body ?? undefined) })).toBe(
    sign,
  )
})

test.each(vectors.webhook)('webhook: $name', vector => {
  const { appKey, appSecret } = vector
  const body = z.string().parse(vector['body'] ?? vector['rawBody'])
  const signature = z.string().parse(vector['signature'] ?? vector['sign'] ?? vector['authorization'])

  expect(verifyWebhook({ appKey, appSecret, rawBody: Buffer.from(body), signature })).toBe(true)
  expect(verifyWebhook({ appKey, appSecret, rawBody: Buffer.from(`${body} `), signature })).toBe(false)
  expect(
    verifyWebhook({ appKey, appSecret, rawBody: Buffer.from(body), signature: signature.slice(1) }),
  ).toBe(false)
})

test('neither the order of parameters nor sign and access_token change the signature', () => {
  const parameters = fc.dictionary(
    fc.string({ minLength: 1 }).filter(name => name !== '__proto__'),
    fc.string(),
  )
  fc.assert(
    fc.property(parameters, fc.string(), (query, extra) => {
      const turned = Object.fromEntries([
        ...Object.entries(query).reverse(),
        ['sign', extra],
        ['access_token', extra],
      ])
      const { sign: _, access_token: __, ...own } = query
      const base = { appSecret: 's', path: '/p' }
      expect(signRequest({ ...base, query: turned })).toBe(signRequest({ ...base, query: own }))
    }),
  )
})

test('any change of a value, the path or the body changes the signature', () => {
  const base = { appSecret: 's', path: '/a', query: { x: '1' }, body: '{}' }
  const signs = [
    base,
    { ...base, path: '/b' },
    { ...base, query: { x: '2' } },
    { ...base, body: '{"a":1}' },
  ].map(signRequest)

  expect(new Set(signs).size).toBe(4)
  expect(stringToSign(base)).toBe('s/ax1{}s')
})
