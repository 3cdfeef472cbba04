import { createMemoryStore, type WebhookNotice } from '@tiktok-ns/flow-engine'
import { FakeVendorError, fakeConnector } from '@tiktok-ns/flow-engine/testing'
import { expect, test } from 'vitest'
import { createCounters } from './counters.js'
import { createWebhookReceiver } from './webhook-receiver.js'

const notice: WebhookNotice = { notificationId: 'n1', topic: 'seller-deauthorization', payload: {} }

const receive = async (parseWebhook: () => Promise<WebhookNotice>) => {
  const store = createMemoryStore()
  const counters = createCounters()
  const ended: string[] = []
  const app = createWebhookReceiver({
    connections: new Map([['shop', { ...fakeConnector(), parseWebhook }]]),
    subscriptions: [],
    store,
    now: () => 0,
    counters,
    onAccepted: () => undefined,
    onAccessEnded: connection => void ended.push(connection),
    onError: () => undefined,
  })
  const { status } = await app.request('/webhooks/shop', { method: 'POST', body: '{}' })
  return { status, ended, counted: counters.render() }
}

test('a genuine notification about another shop is neither kept nor sent again, and is counted', async () => {
  const { status, ended, counted } = await receive(() => {
    throw new FakeVendorError({ kind: 'permission', message: 'another shop' })
  })

  expect([status, ended]).toEqual([200, []])
  expect(counted).toContain('result="other-shop"} 1')
})

test('that the seller takes the authorization back is heard at once', async () => {
  const { status, ended, counted } = await receive(async () => ({ ...notice, endsAccess: true }))

  expect([status, ended]).toEqual([200, ['shop']])
  expect(counted).toContain('result="accepted"} 1')
})
