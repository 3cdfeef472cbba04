import type { ConnectionUse, ProbeContext } from '@tiktok-ns/flow-engine'
import { defaultTikTokShopCredentials as app, createSandbox, makeShop } from '@tiktok-ns/sandbox'
import { expect, test } from 'vitest'
import { createTikTokShopClient } from '../tiktok-shop-client.js'
import { callsOfParts } from './calls-of-parts.js'
import { tiktokShopConnector } from './connector.js'
import { tiktokShopDescription } from './description.js'

const nowMs = Date.parse('2026-11-26T10:00:00Z')
const uses: ConnectionUse = {
  resources: ['orders', 'statements'],
  lookups: [],
  imports: ['externalOrder'],
  webhooks: ['order-status-change'],
}
const webhookUrl = 'https://hooks.example.com/webhooks/us-shop'

/** A shop whose seller has granted these scopes; left out, all. */
const openShop = (granted?: readonly string[]) => {
  const { seed } = makeShop({ orders: 1, seed: 3, nowMs })
  const authorization = {
    app_key: app.appKey,
    open_id: 'o',
    seller_name: 'A seller',
    access_token: 'ROW_access',
    refresh_token: 'ROW_refresh',
    shop_ids: [app.shopId],
    ...(granted === undefined ? {} : { granted_scopes: [...granted] }),
  }
  const tiktokShop = { ...seed.tiktokShop, authorizations: [authorization] }
  const { tiktokShop: shop, clock } = createSandbox({ clock: { at: nowMs }, seed: { ...seed, tiktokShop } })
  const settings = { appKey: app.appKey, appSecret: app.appSecret, refreshToken: 'ROW_refresh' }
  const host = { fetch: shop.fetch, now: () => clock.now() }
  const connector = tiktokShopConnector.connect(settings, host)
  const probe = (more: Partial<ProbeContext> = {}) =>
    connector.probe({ signal: new AbortController().signal, uses, ...more })
  return { probe, shop, clock }
}

const about = (findings: readonly { readonly subject: string }[], subject: RegExp) =>
  findings.filter(finding => subject.test(finding.subject))

test('every part of the connector says which calls it makes', () => {
  for (const part of ['resources', 'lookups', 'imports'] as const)
    expect(Object.keys(callsOfParts[part]).sort()).toEqual(Object.keys(tiktokShopDescription[part]).sort())
})

test('scopes that flows need and the seller has not granted are named; others of the app do not matter', async () => {
  const basic = ['seller.authorization.info', 'seller.shop.info', 'seller.order.info']
  const findings = await openShop(basic).probe()

  expect(about(findings, /^scope/)).toEqual([
    expect.objectContaining({ ok: false, subject: 'scope seller.finance.info', message: 'not granted' }),
    expect.objectContaining({
      ok: false,
      subject: 'scope seller.order.ext_ref.write.custom or seller.order.ext_ref.write',
    }),
  ])
})

test('where all is granted, that and the versions are one finding each', async () => {
  const findings = await openShop().probe()

  expect(about(findings, /^scope/)).toEqual([expect.objectContaining({ ok: true, subject: 'scopes' })])
  expect(about(findings, /^API versions$/)).toEqual([expect.objectContaining({ ok: true })])
})

test('notifications that go elsewhere than to this host are found, and none once they do', async () => {
  const { probe, shop, clock } = openShop()
  const client = createTikTokShopClient({
    appKey: app.appKey,
    appSecret: app.appSecret,
    accessToken: 'ROW_access',
    fetch: shop.fetch,
    clock: { now: () => clock.now(), wait: async () => undefined },
  })
  const nowhere = about(await probe({ webhookUrl }), /^webhooks$/)
  await client.webhooks.set('ORDER_STATUS_CHANGE', 'https://old.example.com/hook')
  const elsewhere = about(await probe({ webhookUrl }), /^webhooks$/)
  await client.webhooks.set('ORDER_STATUS_CHANGE', webhookUrl)
  const here = about(await probe({ webhookUrl }), /^webhooks$/)

  expect(nowhere).toEqual([
    expect.objectContaining({
      ok: false,
      message: expect.stringMatching(/^ORDER_STATUS_CHANGE goes to the app's own URL/),
    }),
  ])
  expect(elsewhere).toEqual([
    expect.objectContaining({
      ok: false,
      message: `ORDER_STATUS_CHANGE goes to https://old.example.com/hook, and not to ${webhookUrl}`,
    }),
  ])
  expect(here).toEqual([expect.objectContaining({ ok: true })])
})
