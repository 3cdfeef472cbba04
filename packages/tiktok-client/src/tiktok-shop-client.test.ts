import { readFileSync } from 'node:fs'
import type { Telemetry } from '@tiktok-ns/client-kit'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { signRequest } from './auth/sign-request.js'
import { createMemoryTokenStore } from './auth/token-store.js'
import type { TikTokShopClientOptions } from './client-options.js'
import { createTikTokShopClient } from './tiktok-shop-client.js'

const api = 'https://open-api.tiktokglobalshop.com'
const fixture = (name: string) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'))
const search = fixture('resources/__fixtures__/orders-search.response.json')
const shopsAnswer = fixture('resources/__fixtures__/authorized-shops.response.json')
const tokenAnswer = fixture('resources/__fixtures__/token-get.response.json')
const appKeyError = fixture('resources/__fixtures__/error-400-app-key.observed.response.json')
const tokenOver = {
  code: 105002,
  message: 'Expired credentials. The `x-tts-access-token` header has expired.',
  request_id: 'r1',
}

const server = setupServer()
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const now = 1_660_000_000_000
const waits: number[] = []
const clock = { now: () => now, wait: async (ms: number) => void waits.push(ms) }
const clientWith = (options: Partial<TikTokShopClientOptions> = {}) =>
  createTikTokShopClient({
    appKey: '29a39d',
    appSecret: 'e59af819cc',
    accessToken: 'TTP_token',
    shopCipher: 'GCP_cipher',
    clock,
    ...options,
  })

test('an order search is signed as TikTok signs it, and gives the official example', async () => {
  const seen: { url: URL; body: string; token: string | null }[] = []
  server.use(
    http.post(`${api}/order/202309/orders/search`, async ({ request }) => {
      seen.push({
        url: new URL(request.url),
        body: await request.text(),
        token: request.headers.get('x-tts-access-token'),
      })
      return HttpResponse.json({
        ...search,
        data: { ...search.data, next_page_token: seen.length === 1 ? 'a+/=' : '' },
      })
    }),
  )

  const pages = await collect(clientWith().orders.search({ update_time_ge: 5 }).pages())

  expect(pages.map(({ items, totalCount }) => [items.length, totalCount])).toEqual([
    [1, 22113],
    [1, 22113],
  ])
  expect(pages[0]?.items[0]).toEqual(search.data.orders[0])
  const [first, second] = seen
  if (first === undefined || second === undefined) throw new Error('two pages were expected')
  for (const { url, body } of [first, second]) {
    const { sign, ...query } = Object.fromEntries(url.searchParams)
    expect(sign).toBe(signRequest({ appSecret: 'e59af819cc', path: url.pathname, query, body }))
  }
  expect(second.url.searchParams.get('page_token')).toBe('a+/=')
  expect(first).toMatchObject({ token: 'TTP_token', body: '{"update_time_ge":5}' })
})

const collect = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}

test('a page token that comes back ends in an error instead of a circle', async () => {
  server.use(
    http.post(`${api}/order/202309/orders/search`, () =>
      HttpResponse.json({ ...search, data: { orders: [], next_page_token: 'again' } }),
    ),
  )

  await expect(collect(clientWith().orders.search())).rejects.toThrow('the same page token twice')
})

test('the shop is found by itself when the token covers only one', async () => {
  const ciphers: (string | null)[] = []
  server.use(
    http.get(`${api}/authorization/202309/shops`, ({ request }) => {
      expect(new URL(request.url).searchParams.has('shop_cipher')).toBe(false)
      return HttpResponse.json(shopsAnswer)
    }),
    http.get(`${api}/order/202507/orders`, ({ request }) => {
      ciphers.push(new URL(request.url).searchParams.get('shop_cipher'))
      return HttpResponse.json({ code: 0, message: 'Success', data: { orders: [] } })
    }),
  )
  const { shopCipher: _, ...options } = {
    shopCipher: '',
    appKey: '29a39d',
    appSecret: 'e59af819cc',
    accessToken: 'TTP_token',
    clock,
  }
  const client = createTikTokShopClient(options)

  await client.orders.get(['1'])
  await client.orders.get(['2'])

  expect(ciphers).toEqual(Array(2).fill(shopsAnswer.data.shops[0].cipher))
})

test('a token that is over is renewed once, by one request, however many calls find out', async () => {
  let refreshes = 0
  server.use(
    http.get('https://auth.tiktok-shops.com/api/v2/token/refresh', ({ request }) => {
      refreshes += 1
      expect(Object.fromEntries(new URL(request.url).searchParams)).toEqual({
        app_key: '29a39d',
        app_secret: 'e59af819cc',
        refresh_token: 'old-refresh',
        grant_type: 'refresh_token',
      })
      return HttpResponse.json({ ...tokenAnswer, data: { ...tokenAnswer.data, access_token: 'TTP_new' } })
    }),
    http.get(`${api}/order/202507/orders`, ({ request }) =>
      request.headers.get('x-tts-access-token') === 'TTP_new'
        ? HttpResponse.json({ code: 0, message: 'Success', data: { orders: [] } })
        : HttpResponse.json(tokenOver, { status: 401 }),
    ),
  )
  const tokenStore = createMemoryTokenStore({
    accessToken: 'TTP_old',
    accessTokenExpiresAt: now + 86_400_000,
    refreshToken: 'old-refresh',
    refreshTokenExpiresAt: now * 2,
  })
  const lines: string[] = []
  const log = (message: string, fields: object) => void lines.push(`${message} ${JSON.stringify(fields)}`)
  const observed: string[] = []
  const telemetry: Telemetry = {
    observe: (call, work) => {
      observed.push(`${call.system} ${call.operation} ${call.method} ${call.route}`)
      return work({
        started: () => undefined,
        ended: end => void observed.push(`${call.operation} ${JSON.stringify(end)}`),
        refused: () => undefined,
        retried: () => undefined,
      })
    },
  }
  const client = clientWith({ tokenStore, telemetry, logger: { debug: log, warn: log } })

  await Promise.all([client.orders.get(['1']), client.orders.get(['2']), client.orders.get(['3'])])

  expect(refreshes).toBe(1)
  expect(lines.filter(line => line.startsWith('tiktok-shop answered 200 to token-refresh'))).toHaveLength(1)
  expect(observed.filter(line => line.includes('token-refresh'))).toEqual([
    'tiktok-shop token-refresh GET /api/v2/token/refresh',
    'token-refresh {"status":200}',
  ])
  expect([...lines, ...observed].join()).not.toMatch(/TTP_|old-refresh|e59af819cc/)
  expect(await tokenStore.read()).toMatchObject({
    accessToken: 'TTP_new',
    accessTokenExpiresAt: 1660556783000,
  })
})

test('an error carries kind, hint, code and request id, and no secret', async () => {
  server.use(http.get(`${api}/order/202507/orders`, () => HttpResponse.json(appKeyError, { status: 400 })))

  const error = await clientWith()
    .orders.get(['1'])
    .catch((caught: unknown) => caught)

  expect(error).toMatchObject({
    kind: 'auth',
    code: '36009004',
    status: 400,
    requestId: appKeyError.request_id,
    hint: 'Check the app key.',
    request: 'GET /order/202507/orders',
  })
  expect(JSON.stringify(error)).not.toMatch(/e59af819cc|TTP_token|GCP_cipher/)
})

test.each([
  [
    '429 with retry-after',
    () =>
      HttpResponse.json(
        { code: 36009002, message: 'Too many requests.' },
        { status: 429, headers: { 'retry-after': '7' } },
      ),
    7_000,
  ],
  ['503 without JSON', () => new HttpResponse('<html>busy</html>', { status: 503 }), undefined],
  ['a connection that breaks', () => HttpResponse.error(), undefined],
  ['an answer that is cut off', () => new HttpResponse('{"code":0,"data":{"orders":[{"id":"5'), undefined],
])('%s is tried again', async (_, trouble, waitMs) => {
  let calls = 0
  server.use(
    http.get(`${api}/order/202507/orders`, () => {
      calls += 1
      return calls === 1
        ? trouble()
        : HttpResponse.json({ code: 0, message: 'Success', data: { orders: [] } })
    }),
  )
  const own: number[] = []

  await clientWith({ clock: { now: () => now, wait: async ms => void own.push(ms) } }).orders.get(['1'])

  expect(calls).toBe(2)
  if (waitMs !== undefined) expect(own).toContain(waitMs)
})

test("TikTok's clock is followed once it refuses ours", async () => {
  const stamps: number[] = []
  server.use(
    http.get(`${api}/order/202507/orders`, ({ request }) => {
      const stamp = Number(new URL(request.url).searchParams.get('timestamp'))
      stamps.push(stamp)
      if (stamp === now / 1000) {
        const message = "Invalid timestamp. The 'timestamp' query parameter is out of the window."
        return HttpResponse.json(
          { code: 36009004, message },
          { status: 400, headers: { date: new Date(now + 3_600_000).toUTCString() } },
        )
      }
      return HttpResponse.json({ code: 0, message: 'Success', data: { orders: [] } })
    }),
  )

  await clientWith().orders.get(['1'])

  expect(stamps).toEqual([now / 1000, now / 1000 + 3_600])
})

test('more ids than one call takes are asked in several', async () => {
  const asked: number[] = []
  server.use(
    http.get(`${api}/order/202507/orders`, ({ request }) => {
      asked.push(new URL(request.url).searchParams.get('ids')?.split(',').length ?? 0)
      return HttpResponse.json({ code: 0, message: 'Success', data: { orders: [] } })
    }),
  )

  await clientWith().orders.get(Array.from({ length: 120 }, (_, index) => String(index)))

  expect(asked).toEqual([50, 50, 20])
})
