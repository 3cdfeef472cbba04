import { describe, expect, test } from 'vitest'
import { createSandbox } from '../../create-sandbox.js'
import vectors from '../__fixtures__/signing-vectors.json' with { type: 'json' }
import { defaultTikTokShopCredentials } from '../seed.js'
import { callShop, ordersSearch, signedRequest } from '../testing/call-shop.js'
import { computeSign } from './sign.js'

const at = '2026-03-02T10:00:00Z'
const openSandbox = () => createSandbox({ clock: { at } })
const search = { path: ordersSearch, query: { page_size: '20' }, body: {} }
const nowSecs = Date.parse(at) / 1000

const set = (name: string, change: (value: string) => string) => (query: Record<string, string>) => {
  query[name] = change(query[name] ?? '')
}

describe('signature', () => {
  test.each(vectors.request)('agrees with the vector "$name"', vector => {
    const isMultipart = vector.contentType.startsWith('multipart')
    const sign = computeSign({
      appSecret: vector.appSecret,
      path: vector.path,
      query: vector.query,
      ...(isMultipart ? {} : { body: Buffer.from(vector.body) }),
    })

    expect(sign).toBe(vector.sign)
  })

  test('of an empty object may cover the body or leave it out', async () => {
    const sandbox = openSandbox()
    const withBody = await callShop(sandbox, search)
    const request = signedRequest(sandbox, { ...search, method: 'POST', body: undefined })
    const withoutBody = await sandbox.tiktokShop.fetch(
      new Request(request.url, { method: 'POST', body: '{}', headers: request.headers }),
    )

    expect(withBody.code).toBe(0)
    expect(await withoutBody.json()).toMatchObject({ code: 0 })
  })

  const wrongSign = { status: 401, code: 106001 }
  const wrongRequest = { status: 400, code: 36009004 }
  test.each([
    ['the secret of another app', { appSecret: 'another' }, wrongSign],
    ['a parameter added after signing', { tamper: set('sort_order', () => 'ASC') }, wrongSign],
    ['a parameter changed after signing', { tamper: set('page_size', () => '50') }, wrongSign],
    ['a body changed after signing', { sentBody: '{"order_status":"UNPAID"}' }, wrongSign],
    ['the same body with other spaces', { body: { a: 1 }, sentBody: '{ "a": 1 }' }, wrongSign],
    ['upper-case hex', { tamper: set('sign', sign => sign.toUpperCase()) }, wrongSign],
    ['a sign cut short', { tamper: set('sign', sign => sign.slice(0, 40)) }, wrongSign],
    ['no sign', { tamper: (q: Record<string, string>) => void delete q['sign'] }, wrongRequest],
    ['an app key nobody has', { query: { ...search.query, app_key: 'nobody' } }, wrongRequest],
    [
      'a time stamp six minutes old',
      { query: { ...search.query, timestamp: String(nowSecs - 360) } },
      wrongRequest,
    ],
    [
      'a time stamp a minute ahead',
      { query: { ...search.query, timestamp: String(nowSecs + 60) } },
      wrongRequest,
    ],
    [
      'a time stamp in milliseconds',
      { query: { ...search.query, timestamp: String(nowSecs * 1000) } },
      wrongRequest,
    ],
    ['no time stamp', { tamper: (q: Record<string, string>) => void delete q['timestamp'] }, wrongRequest],
  ])('with %s is refused', async (_what, change, expected) => {
    const answer = await callShop(openSandbox(), { ...search, ...change })

    expect({ status: answer.status, code: answer.code }).toEqual(expected)
    expect(answer.data).toBeNull()
  })

  test('covers decoded values, so a percent-encoded page token passes', async () => {
    const answer = await callShop(openSandbox(), {
      ...search,
      query: { page_size: '20', page_token: 'a+b/c==' },
    })

    expect(answer).toMatchObject({ code: 36009004, message: 'param query.page_token is invalid' })
  })
})

describe('checks happen in order', () => {
  test('path, version, method, then the app key', async () => {
    const sandbox = openSandbox()
    const wrongApp = { query: { app_key: 'nobody', page_size: '20' } }

    expect(await callShop(sandbox, { ...wrongApp, path: '/order/202309/nothing' })).toMatchObject({
      status: 404,
      code: 36009009,
    })
    expect(
      await callShop(sandbox, { ...wrongApp, path: '/order/202201/orders/search', body: {} }),
    ).toMatchObject({ code: 36009014 })
    expect(await callShop(sandbox, { ...wrongApp, path: '/api/orders/search', body: {} })).toMatchObject({
      code: 36009014,
    })
    expect(await callShop(sandbox, { ...wrongApp, path: ordersSearch })).toMatchObject({
      status: 405,
      code: 36009010,
    })
    expect(await callShop(sandbox, { ...wrongApp, path: ordersSearch, body: {} })).toMatchObject({
      status: 400,
      code: 36009004,
      message: expect.stringContaining("Invalid 'app_key'"),
    })
  })

  test('a retired version is refused from the day it ended', async () => {
    const path = '/finance/202309/payments'
    const before = createSandbox({ clock: { at: '2026-08-01T00:00:00Z' } })
    const after = createSandbox({ clock: { at: '2026-08-16T00:00:00Z' } })

    expect((await callShop(before, { path })).code).not.toBe(36009014)
    expect((await callShop(after, { path })).code).toBe(36009014)
  })

  test('token unknown, token over, scope missing', async () => {
    const sandbox = openSandbox()
    expect(await callShop(sandbox, { ...search, token: 'made-up' })).toMatchObject({
      code: 36009004,
      message: expect.stringContaining('x-tts-access-token'),
    })

    sandbox.clock.advance(8 * 24 * 3600 * 1000)
    expect(await callShop(sandbox, search)).toMatchObject({ status: 401, code: 105002 })

    const known = defaultTikTokShopCredentials
    const poor = createSandbox({
      clock: { at },
      seed: {
        tiktokShop: {
          apps: [{ app_key: known.appKey, app_secret: known.appSecret, scopes: ['seller.product.basic'] }],
        },
      },
    })
    expect(await callShop(poor, search)).toMatchObject({ code: 105005 })
  })

  test('inactive shops and sellers are told apart', async () => {
    const sandbox = openSandbox()
    await sandbox.admin('PUT', `/tiktok-shop/shops/${defaultTikTokShopCredentials.shopId}/active`, {
      active: false,
    })
    expect(await callShop(sandbox, search)).toMatchObject({ status: 401, code: 36009043 })
    await sandbox.admin('PUT', '/tiktok-shop/authorizations/sandbox-open-id/seller-active', { active: false })
    expect(await callShop(sandbox, search)).toMatchObject({ status: 401, code: 36009044 })
    await expect(sandbox.admin('PUT', '/tiktok-shop/shops/1/active', { active: true })).rejects.toThrow(
      'There is no shop',
    )
  })

  test('a shop cipher is asked for where it is wanted and refused where it is not', async () => {
    const sandbox = openSandbox()

    expect(
      await callShop(sandbox, {
        ...search,
        noCipher: true,
        path: '/finance/202309/statements',
        body: undefined,
      }),
    ).toMatchObject({ code: 106013 })
    expect(
      await callShop(sandbox, { ...search, query: { page_size: '20', shop_cipher: 'unknown' } }),
    ).toMatchObject({ code: 106011 })
    expect(await callShop(sandbox, { path: '/authorization/202309/shops' })).toMatchObject({
      code: 36009004,
      message: expect.stringContaining('Unexpected identifier'),
    })
  })

  test.each([
    ['no page size', {}, {}, 'Page_size is a required field and has not been provided.'],
    ['a page size of 0', { page_size: '0' }, {}, 'param query.page_size is invalid'],
    ['a page size over the limit', { page_size: '101' }, {}, 'param query.page_size is invalid'],
    ['a page size that is no number', { page_size: 'ten' }, {}, 'param query.page_size is invalid'],
    [
      'an unknown sort field',
      { page_size: '10', sort_field: 'price' },
      {},
      'param query.sort_field is invalid',
    ],
    [
      'a text where a number belongs',
      { page_size: '10' },
      { create_time_ge: '1' },
      'param body.create_time_ge is invalid',
    ],
  ])('%s is refused', async (_what, query, body, message) => {
    expect(await callShop(openSandbox(), { path: ordersSearch, query, body })).toMatchObject({
      code: 36009004,
      message,
    })
  })
})

test('a body that is not JSON is refused', async () => {
  const sandbox = openSandbox()
  const request = signedRequest(sandbox, { ...search, method: 'POST', body: undefined })
  const query = Object.fromEntries(new URL(request.url).searchParams)
  const body = 'not json'
  query['sign'] = computeSign({
    appSecret: defaultTikTokShopCredentials.appSecret,
    path: ordersSearch,
    query,
    body: Buffer.from(body),
  })

  const response = await sandbox.tiktokShop.fetch(
    `https://open-api.tiktokglobalshop.com${ordersSearch}?${new URLSearchParams(query)}`,
    { method: 'POST', body, headers: request.headers },
  )

  expect(await response.json()).toMatchObject({ code: 36009022 })
})

test('over the set rate comes 429 with the seconds to wait', async () => {
  const sandbox = createSandbox({
    clock: { at },
    seed: { tiktokShop: { settings: { ratePerSecond: 2, retryAfterSecs: 1 } } },
  })

  const answers = await Promise.all(
    [1, 2, 3, 4].map(() => sandbox.tiktokShop.fetch(signedRequest(sandbox, search))),
  )

  expect(answers.map(answer => answer.status)).toEqual([200, 200, 429, 429])
  expect(answers.at(-1)?.headers.get('retry-after')).toBe('1')
})

test('a development shop over its hourly quota recovers in the next hour', async () => {
  const sandbox = createSandbox({ clock: { at }, seed: { tiktokShop: { settings: { hourlyQuota: 2 } } } })
  const codes: number[] = []
  for (let call = 0; call < 3; call++) codes.push((await callShop(sandbox, search)).code)
  sandbox.clock.advance(3_600_000)

  expect(codes).toEqual([0, 0, 36009037])
  expect((await callShop(sandbox, search)).code).toBe(0)
})

test.each([
  ['HTTP 200', {}, 200],
  ['the status that is set', { businessErrorStatus: 422 }, 422],
])('what the business refuses comes with %s', async (_what, settings, status) => {
  const sandbox = createSandbox({ clock: { at }, seed: { tiktokShop: { settings } } })

  const refused = await callShop(sandbox, {
    path: '/fulfillment/202309/orders/1/packages',
    body: { tracking_number: '9400111899223100000011', shipping_provider_id: '1' },
  })

  expect(refused).toMatchObject({ status, data: null })
  expect(refused.code).not.toBe(0)
})

test('every answer has a request id of its own', async () => {
  const sandbox = openSandbox()
  const idOf = async (call: typeof search & { readonly appSecret?: string }): Promise<unknown> =>
    Reflect.get(
      Object(await (await sandbox.tiktokShop.fetch(signedRequest(sandbox, call))).json()),
      'request_id',
    )
  const ids = [await idOf(search), await idOf(search), await idOf({ ...search, appSecret: 'another' })]

  for (const id of ids) expect(id).toEqual(expect.stringMatching(/^\S{10,}$/))
  expect(new Set(ids).size).toBe(3)
})
