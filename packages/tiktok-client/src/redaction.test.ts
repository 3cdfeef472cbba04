import { inspect } from 'node:util'
import type { Transport } from '@tiktok-ns/client-kit'
import { expect, test } from 'vitest'
import { createMemoryTokenStore } from './auth/token-store.js'
import { createTikTokShopClient } from './tiktok-shop-client.js'

/** Everything that must never be seen outside of a request. */
const planted = {
  appSecret: 'PLANTED-app-secret-1',
  accessToken: 'TTP_PLANTED-access-2',
  refreshToken: 'TTP_PLANTED-refresh-3',
  newAccessToken: 'TTP_PLANTED-new-access-4',
  authCode: 'TTP_PLANTED-code-5',
  cipher: 'GCP_PLANTED/cipher=6',
  buyer: 'PLANTED Jane Buyer',
  phone: '(+1)PLANTED-555',
}

const store = () =>
  createMemoryTokenStore({
    accessToken: planted.accessToken,
    accessTokenExpiresAt: Number.MAX_SAFE_INTEGER,
    refreshToken: planted.refreshToken,
    refreshTokenExpiresAt: Number.MAX_SAFE_INTEGER,
  })

const clientOver = (transport: Transport) =>
  createTikTokShopClient({
    appKey: '29a39d',
    appSecret: planted.appSecret,
    tokenStore: store(),
    shopCipher: planted.cipher,
    transport,
    retryPolicy: { maxAttempts: 1, firstDelayMs: 0, maxDelayMs: 0, maxRetryAfterMs: 0 },
  })

const answer = (status: number, body: unknown) => ({
  status,
  headers: { 'set-cookie': planted.accessToken },
  body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
})

/** Answers that say back all they were sent, as a proxy's error page might. */
const echoes: Readonly<Record<string, Transport>> = {
  'a message with the whole request': async ({ url, headers, body }) =>
    answer(400, { code: 36009004, message: `Bad request ${url} ${JSON.stringify(headers)} ${String(body)}` }),
  'a page that is no JSON': async ({ url, headers }) =>
    answer(502, `<html>${url} ${Object.values(headers).join(' ')} ${decodeURIComponent(url)}</html>`),
  'an answer of the wrong shape, with a buyer in it': async ({ url }) =>
    answer(200, {
      code: 0,
      message: 'Success',
      data: { orders: { recipient_address: { name: planted.buyer, phone_number: planted.phone }, url } },
    }),
  'JSON that breaks off within a buyer': async () =>
    answer(200, `{"code":0,"data":{"orders":[{"recipient_address":{"name":"${planted.buyer}`),
  'a network error that quotes the request': async ({ url, headers }) => {
    throw new TypeError(`fetch failed: ${url} ${JSON.stringify(headers)}`)
  },
}

const everything = (error: unknown): string =>
  `${inspect(error, { depth: 10, showHidden: true })} ${JSON.stringify(error)} ${String(error)}`

const expectNothingPlanted = (text: string): void => {
  for (const secret of Object.values(planted)) {
    expect(text).not.toContain(secret)
    expect(text).not.toContain(encodeURIComponent(secret))
  }
}

test.each(Object.entries(echoes))('%s shows no secret and no buyer', async (_, transport) => {
  const error = await clientOver(transport)
    .orders.get(['5761'])
    .then(
      () => undefined,
      (problem: unknown) => problem,
    )

  expect(error).toBeDefined()
  expectNothingPlanted(everything(error))
})

test.each(Object.entries(echoes))('%s shows nothing when tokens are asked for', async (_, transport) => {
  const error = await clientOver(transport)
    .authorize(planted.authCode)
    .then(
      () => undefined,
      (problem: unknown) => problem,
    )

  expect(error).toBeDefined()
  expectNothingPlanted(everything(error))
})

test('a token that came by renewal is as secret as the first', async () => {
  const client = clientOver(async ({ url, headers }) => {
    if (url.includes('/token/refresh')) {
      const soon = 4_000_000_000
      return answer(200, {
        code: 0,
        data: {
          access_token: planted.newAccessToken,
          access_token_expire_in: soon,
          refresh_token: planted.refreshToken,
          refresh_token_expire_in: soon,
        },
      })
    }
    const token = headers['x-tts-access-token']
    if (token === planted.accessToken) return answer(401, { code: 105002, message: 'Expired credentials.' })
    return answer(400, { code: 36009004, message: `Something about ${token}` })
  })

  const error = await client.orders.get(['1']).catch((problem: unknown) => problem)

  expect(everything(error)).toContain('Something about ***')
  expectNothingPlanted(everything(error))
})
