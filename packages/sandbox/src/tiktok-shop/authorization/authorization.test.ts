import { expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../../create-sandbox.js'
import { defaultTikTokShopCredentials as known } from '../seed.js'
import { callShop } from '../testing/call-shop.js'

const at = '2026-03-02T10:00:00Z'
const nowSecs = Date.parse(at) / 1000

const token = async (sandbox: Sandbox, path: 'get' | 'refresh', query: Record<string, string>) => {
  const parameters = new URLSearchParams({ app_key: known.appKey, app_secret: known.appSecret, ...query })
  const response = await sandbox.tiktokShop.fetch(
    `https://auth.tiktok-shops.com/api/v2/token/${path}?${parameters}`,
  )
  const envelope: unknown = await response.json()
  return { status: response.status, envelope }
}
const exchange = { grant_type: 'authorized_code', auth_code: known.authCode }
const refresh = { grant_type: 'refresh_token', refresh_token: known.refreshToken }

test('a code is exchanged once, within half an hour', async () => {
  const sandbox = createSandbox({ clock: { at } })
  expect(await token(sandbox, 'get', exchange)).toMatchObject({
    status: 200,
    envelope: { code: 0, data: { access_token_expire_in: nowSecs + 7 * 24 * 3600, user_type: 0 } },
  })
  expect(await token(sandbox, 'get', exchange)).toMatchObject({ status: 200, envelope: { code: 36004004 } })

  const late = createSandbox({ clock: { at } })
  late.clock.advance(31 * 60 * 1000)
  expect(await token(late, 'get', exchange)).toMatchObject({ envelope: { code: 36004004 } })
})

test('a refresh gives tokens that work and kills the old refresh token', async () => {
  const sandbox = createSandbox({ clock: { at } })
  const { envelope } = await token(sandbox, 'refresh', refresh)
  const { data } = envelope as { data: { access_token: string; refresh_token: string } }

  expect(data.refresh_token).not.toBe(known.refreshToken)
  const shops = { path: '/authorization/202309/shops', noCipher: true }
  expect(await callShop(sandbox, { ...shops, token: data.access_token })).toMatchObject({ code: 0 })
  expect(await callShop(sandbox, shops)).toMatchObject({ code: 0 })
  expect(await token(sandbox, 'refresh', refresh)).toMatchObject({ envelope: { code: 105001 } })
})

test('a revoked authorization refuses calls and refreshes', async () => {
  const sandbox = createSandbox({ clock: { at } })
  await sandbox.tiktokShop.fetch(
    'http://sandbox/_sandbox/tiktok-shop/authorizations/sandbox-open-id/revoke',
    { method: 'POST' },
  )

  expect(await token(sandbox, 'refresh', refresh)).toMatchObject({ envelope: { code: 36004005 } })
  expect(await callShop(sandbox, { path: '/authorization/202309/shops', noCipher: true })).toMatchObject({
    code: 36009004,
  })
})

test('a wrong secret, a wrong grant and an ended authorization are refused', async () => {
  const sandbox = createSandbox({ clock: { at } })

  expect(await token(sandbox, 'refresh', { ...refresh, app_secret: 'wrong' })).toMatchObject({
    envelope: { code: 36009004 },
  })
  expect(await token(sandbox, 'refresh', { ...refresh, grant_type: 'password' })).toMatchObject({
    envelope: { code: 36009004 },
  })
  sandbox.clock.advance(366 * 24 * 3600 * 1000)
  expect(await token(sandbox, 'refresh', refresh)).toMatchObject({ envelope: { code: 36004001 } })
})

test('the whole state can be dumped and taken back', async () => {
  const sandbox = createSandbox({ clock: { at } })
  const before = sandbox.dump()
  await token(sandbox, 'refresh', refresh)
  expect(sandbox.dump()).not.toEqual(before)

  sandbox.restore(before)

  expect(sandbox.dump()).toEqual(before)
  expect(await token(sandbox, 'refresh', refresh)).toMatchObject({ envelope: { code: 0 } })
})
