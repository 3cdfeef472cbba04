import type { CallContext } from '@tiktok-ns/flow-engine'
import { createSandbox, defaultTikTokShopCredentials, makeShop } from '@tiktok-ns/sandbox'
import { expect, test } from 'vitest'
import { tiktokShopConnector } from './connector.js'

const nowMs = Date.parse('2026-03-02T10:00:00Z')
const { appKey, appSecret, accessToken } = defaultTikTokShopCredentials
const context: CallContext = { signal: new AbortController().signal }

const openShop = (region: string) => {
  const made = makeShop({ orders: 3, seed: 11, nowMs, regions: [region] })
  const sandbox = createSandbox({ clock: { at: nowMs }, seed: made.seed })
  const connector = tiktokShopConnector.connect(
    { appKey, appSecret, accessToken, maxAttempts: 1 },
    { fetch: sandbox.tiktokShop.fetch, now: () => sandbox.clock.now() },
  )
  const callsTo = (part: string) => sandbox.calls.list({}).filter(({ path }) => path.includes(part)).length
  return { connector, callsTo }
}

const payments = async ({ connector }: ReturnType<typeof openShop>) => {
  const pages = []
  for await (const page of connector.exportPages({ resource: 'payments', where: {} }, context))
    pages.push(page)
  return pages
}

const shipment = {
  order_id: '576400000000000001',
  tracking_number: '9400111899223100000011',
  shipping_provider_id: '7117858858072016686',
}

test('where TikTok makes no payments, reading them finds none and says what takes their place, without a call', async () => {
  const shop = openShop('ID')

  expect(await payments(shop)).toEqual([
    {
      records: [],
      warnings: [expect.stringMatching(/^TikTok Shop pays sellers by no payments in ID: Withdrawals/)],
    },
  ])
  await payments(shop)
  expect(shop.callsTo('/payments')).toBe(0)
  expect(shop.callsTo('/authorization/')).toBe(1)
})

test('where orders are not marked as shipped, that is said before TikTok refuses it', async () => {
  const { connector, callsTo } = openShop('ID')
  const request = {
    target: 'shipment',
    operation: 'markShipped',
    items: [{ payload: shipment, idempotencyKey: '1' }],
  }

  expect(await connector.importMany(request, context)).toEqual([
    {
      status: 'failed',
      failure: {
        kind: 'invalid',
        message: 'TikTok Shop lets no order be marked as shipped in ID',
        hint: expect.stringContaining('set market'),
      },
    },
  ])
  expect(callsTo('/packages')).toBe(0)
  expect((await connector.missingParts?.(context))?.map(({ name }) => name)).toEqual(['payments', 'shipment'])
})

test('nothing is missing in a market that has it all', async () => {
  const shop = openShop('US')

  expect(await shop.connector.missingParts?.(context)).toEqual([])
  expect((await payments(shop)).flatMap(({ warnings = [] }) => warnings)).toEqual([])
})
