import type { Connector, ExportRequest, JsonObject } from '@tiktok-ns/flow-engine'
import { tiktokShopDescription } from '@tiktok-ns/tiktok-client/connector'
import { expect, test } from 'vitest'
import { findDispatchDeadlines, hasDispatchDeadlines } from './dispatch-deadlines.js'

const nowMs = Date.UTC(2026, 10, 26)
const hour = 3_600_000

const shopWith = (orders: readonly JsonObject[], requests: ExportRequest[] = []): Connector => ({
  description: tiktokShopDescription,
  async *exportPages(request) {
    requests.push(request)
    yield { records: orders }
  },
  lookupMany: async () => [],
  importMany: async () => [],
  probe: async () => [],
  toFailure: error => ({ kind: 'unknown', message: String(error) }),
})

test('orders that wait for shipment are told when their time runs out, and when it has', async () => {
  const requests: ExportRequest[] = []
  const order = (id: string, inHours: number) => ({ id, rts_sla_time: (nowMs + inHours * hour) / 1000 })
  const shop = shopWith(
    [order('late', -1), order('soon', 2), order('later', 20), { id: 'none', rts_sla_time: 0 }],
    requests,
  )

  const alerts = await findDispatchDeadlines({
    connection: 'us-shop',
    connector: shop,
    withinMs: 6 * hour,
    nowMs,
    signal: new AbortController().signal,
  })

  expect(requests).toEqual([{ resource: 'orders', where: { order_status: 'AWAITING_SHIPMENT' } }])
  expect(alerts.map(({ record, title }) => [record, title])).toEqual([
    ['late', 'orders of us-shop should have been shipped and are not'],
    ['soon', 'orders of us-shop have to be shipped within 6 h'],
  ])
  expect(hasDispatchDeadlines(shop)).toBe(true)
  expect(hasDispatchDeadlines({ ...shop, description: { ...shop.description, name: 'netsuite' } })).toBe(
    false,
  )
})
