import { expect, test } from 'vitest'
import { createSandbox } from '../../create-sandbox.js'
import { makeShop } from '../../generate/make-shop.js'
import vectors from '../__fixtures__/signing-vectors.json' with { type: 'json' }
import samplesByType from '../__fixtures__/webhook-samples.json' with { type: 'json' }
import { defaultTikTokShopCredentials as known } from '../seed.js'
import type { TikTokShopSettings } from '../settings.js'
import { admin } from '../testing/admin.js'
import { callChecked } from '../testing/call-checked.js'
import { rowsOf } from '../testing/call-shop.js'
import { withLongLivedToken } from '../testing/long-lived-token.js'
import { signWebhook } from './webhook-sender.js'

const nowMs = Date.parse('2026-03-02T10:00:00Z')
const minute = 60_000
const samples: Readonly<Record<string, { readonly data: object }>> = samplesByType

interface Received {
  readonly atMs: number
  readonly signature: string | null
  readonly body: string
}

/** A receiver that answers with these statuses, then with 200. */
const listen = (
  options: { answers?: number[]; held?: number; webhooks?: Partial<TikTokShopSettings['webhooks']> } = {},
) => {
  const received: Received[] = []
  const answers = [...(options.answers ?? [])]
  const made = makeShop({ orders: 30, seed: 2, nowMs })
  const seed = withLongLivedToken(made.seed)
  const sandbox = createSandbox({
    clock: { at: nowMs },
    seed: { ...seed, tiktokShop: { ...seed.tiktokShop, settings: { webhooks: options.webhooks } } },
    fetch: async (_url, init) => {
      received.push({
        atMs: sandbox.clock.now(),
        signature: new Headers(init?.headers).get('authorization'),
        body: String(init?.body),
      })
      if (received.length <= (options.held ?? 0))
        await new Promise((_, reject) => init?.signal?.addEventListener('abort', reject, { once: true }))
      return new Response(null, { status: answers.shift() ?? 200 })
    },
  })
  const onHold = [...made.kinds].filter(([, kind]) => kind === 'on-hold').map(([id]) => id)
  return { sandbox, received, onHold, made }
}

const subscribe = (sandbox: ReturnType<typeof listen>['sandbox'], event_type = 'ORDER_STATUS_CHANGE') =>
  callChecked(sandbox, {
    method: 'PUT',
    path: '/event/202309/webhooks',
    body: { address: 'https://hooks.example.com/tiktok', event_type },
  })

test.each(vectors.webhook)('the signature agrees with the vector "$name"', vector => {
  expect(signWebhook(vector.appKey, vector.appSecret, vector.rawBody)).toBe(vector.authorization)
})

test('a status change is sent once, signed, with CANCEL for cancelled orders', async () => {
  const { sandbox, received, onHold } = listen()
  await subscribe(sandbox)
  await admin(sandbox, 'POST', `/orders/${onHold[0]}/cancel-request`, { reason: 'changed my mind' })
  sandbox.clock.runDue()
  await sandbox.settled()

  expect(received).toHaveLength(1)
  const [{ body, signature }] = received as [Received]
  expect(signature).toBe(signWebhook(known.appKey, known.appSecret, body))
  expect(JSON.parse(body)).toMatchObject({
    type: 1,
    shop_id: known.shopId,
    timestamp: nowMs / 1000,
    data: { order_id: onHold[0], order_status: 'CANCEL' },
  })
  expect(Object.keys(JSON.parse(body).data).sort()).toEqual(Object.keys(samples['1']?.data ?? {}).sort())
})

test('a refused notification is tried again after 2 min, 30 min, 3 h and 12 h, then dropped', async () => {
  const { sandbox, received } = listen({ answers: [500, 401, 503, 302, 500, 500] })
  await subscribe(sandbox, 'PRODUCT_CREATION')
  await admin(sandbox, 'POST', '/webhooks', { type: 16, data: { product_id: '1' } })
  await sandbox.settled()
  for (const ms of [2, 30, 180, 720, 5000].map(minutes => minutes * minute)) {
    sandbox.clock.advance(ms)
    await sandbox.settled()
  }

  const waits = received.map(row => row.atMs).map((at, index, all) => (at - (all[index - 1] ?? at)) / minute)
  expect(waits).toEqual([0, 2, 30, 180, 720])
  expect(new Set(received.map(row => row.body)).size).toBe(1)
})

test('a receiver that takes too long is asked again, as one that refuses', async () => {
  const { sandbox, received, onHold } = listen({ held: 1, webhooks: { answerWithinMs: 1 } })
  await subscribe(sandbox)
  await admin(sandbox, 'POST', `/orders/${onHold[0]}/advance`)
  sandbox.clock.runDue()
  await sandbox.settled()
  expect(received).toHaveLength(1)
  sandbox.clock.advance(2 * minute)
  await sandbox.settled()

  expect(received).toHaveLength(2)
  expect(received[1]?.body).toBe(received[0]?.body)
  expect(await sandbox.admin('GET', '/tiktok-shop/webhooks')).toMatchObject({
    deliveries: [{ attempts: 2, status: 'delivered' }],
  })
})

test('duplicates carry the same id; lost ones never come; late ones overtake each other', async () => {
  const twice = listen({ webhooks: { duplicateProbability: 1 } })
  await subscribe(twice.sandbox)
  await admin(twice.sandbox, 'POST', '/webhooks', { type: 1, data: {} })
  await twice.sandbox.settled()
  expect(twice.received).toHaveLength(2)
  expect(twice.received[0]?.body).toBe(twice.received[1]?.body)

  const lost = listen({ webhooks: { lostProbability: 1 } })
  await subscribe(lost.sandbox)
  await admin(lost.sandbox, 'POST', '/webhooks', { type: 1, data: {} })
  await lost.sandbox.settled()
  expect(lost.received).toHaveLength(0)

  const late = listen({ webhooks: { lateProbability: 1, lateSecs: 600 } })
  await subscribe(late.sandbox)
  for (let number = 0; number < 10; number++)
    await admin(late.sandbox, 'POST', '/webhooks', { type: 1, data: { number } })
  late.sandbox.clock.advance(10 * minute)
  await late.sandbox.settled()
  const order = late.received.map(row => JSON.parse(row.body).data.number)
  expect([...order].sort((one, other) => one - other)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(order).not.toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
})

test('any bytes are sent when asked for, signed, and the log tells how they were answered', async () => {
  const { sandbox, received } = listen({ answers: [401] })
  const address = 'https://hooks.example.com/tiktok'
  const body = '{"type": 999, "shop_id": "of nobody", '
  await sandbox.admin('POST', '/tiktok-shop/webhooks/raw', { appKey: known.appKey, address, body })
  await sandbox.settled()

  expect(received).toMatchObject([{ body, signature: signWebhook(known.appKey, known.appSecret, body) }])
  const sent = await sandbox.admin('GET', '/tiktok-shop/webhooks')
  expect(JSON.stringify(sent)).toContain('401')
})

test('a forged notification is signed by nobody the receiver knows', async () => {
  const { sandbox, received } = listen()
  const address = 'https://hooks.example.com/tiktok'
  await sandbox.admin('POST', '/tiktok-shop/webhooks/raw', { appKey: 'nobody', address, body: '{}' })
  await sandbox.settled()

  expect(received).toMatchObject([{ body: '{}', signature: expect.stringMatching(/^[0-9a-f]{64}$/) }])
  expect(received[0]?.signature).not.toBe(signWebhook(known.appKey, known.appSecret, '{}'))
})

test('nobody who did not subscribe hears anything; addresses are checked, listed and deleted', async () => {
  const { sandbox, received } = listen()
  await subscribe(sandbox, 'RETURN_STATUS_CHANGE')
  await admin(sandbox, 'POST', '/webhooks', { type: 1, data: {} })
  await sandbox.settled()
  expect(received).toHaveLength(0)

  const list = async () =>
    rowsOf((await callChecked(sandbox, { path: '/event/202309/webhooks' })).data, 'webhooks')
  expect((await list()).map(row => row['event_type'])).toEqual(['RETURN_STATUS_CHANGE'])
  const wrong = await callChecked(sandbox, {
    method: 'PUT',
    path: '/event/202309/webhooks',
    body: { address: 'http://hooks.example.com', event_type: 'ORDER_STATUS_CHANGE' },
  })
  expect(wrong.code).toBe(36009004)
  const asPost = await callChecked(sandbox, { path: '/event/202309/webhooks', body: {} })
  expect(asPost).toMatchObject({ status: 405, code: 36009010 })
  await callChecked(sandbox, {
    method: 'DELETE',
    path: '/event/202309/webhooks',
    body: { event_type: 'RETURN_STATUS_CHANGE' },
  })
  expect(await list()).toEqual([])
})

test('deliveries that wait survive a dump and a restore', async () => {
  const { sandbox, received } = listen({ answers: [500] })
  await subscribe(sandbox)
  await admin(sandbox, 'POST', '/webhooks', { type: 1, data: {} })
  await sandbox.settled()
  const state: unknown = JSON.parse(JSON.stringify(sandbox.dump()))
  sandbox.restore(state)
  sandbox.clock.advance(2 * minute)
  await sandbox.settled()

  expect(received).toHaveLength(2)
})

test('in the last thirty days of an authorization a warning comes every midnight', async () => {
  const { sandbox, received } = listen()
  await subscribe(sandbox, 'UPCOMING_AUTHORIZATION_EXPIRATION')
  sandbox.clock.advance(333 * 24 * 60 * minute)
  await sandbox.settled()
  expect(received).toHaveLength(0)
  sandbox.clock.advance(5 * 24 * 60 * minute)
  await sandbox.settled()

  expect(received).toHaveLength(3)
  expect(received.every(row => row.atMs % (24 * 60 * minute) === 0)).toBe(true)
  expect(JSON.parse(received[0]?.body ?? '{}')).toMatchObject({
    type: 7,
    data: { expiration_time: expect.any(String) },
  })
})

test('each change sends its own topic', async () => {
  const { sandbox, received, made } = listen()
  for (const event of [
    'RECIPIENT_ADDRESS_UPDATE',
    'PACKAGE_UPDATE',
    'PRODUCT_STATUS_CHANGE',
    'CANCELLATION_STATUS_CHANGE',
    'RETURN_STATUS_CHANGE',
  ]) {
    await subscribe(sandbox, event)
  }
  const idOf = (wanted: string, index = 0) =>
    [...made.kinds].filter(([, kind]) => kind === wanted)[index]?.[0] ?? ''
  const splittable = made.orders.find(row => made.kinds.get(row.id) === 'normal' && row.line_items.length > 1)
  const [first, ...others] = (splittable?.line_items ?? []).map(line => line.id)

  await admin(sandbox, 'PUT', `/orders/${idOf('normal')}/recipient-address`, { name: 'New Name' })
  await callChecked(sandbox, {
    path: `/fulfillment/202309/orders/${splittable?.id}/split`,
    body: {
      splittable_groups: [
        { id: 'a', order_line_item_ids: [first] },
        { id: 'b', order_line_item_ids: others },
      ],
    },
  })
  await callChecked(sandbox, {
    path: '/product/202309/products/deactivate',
    body: { product_ids: [made.seed.tiktokShop?.shops?.[0]?.products?.[0]?.id] },
  })
  await admin(sandbox, 'POST', `/orders/${idOf('normal', 1)}/cancel-request`, { reason: 'any' })
  await admin(sandbox, 'POST', `/orders/${idOf('delivered')}/return-request`, {
    type: 'REFUND',
    reason: 'any',
  })
  sandbox.clock.runDue()
  await sandbox.settled()

  const bodies = received.map(row => JSON.parse(row.body))
  expect(bodies.map(body => body.type)).toEqual([3, 4, 5, 11, 12])
  // Exactly the members of the official samples, of which only topic 3's leaves the notification's id out.
  for (const body of bodies) {
    const sample = samples[String(body.type)]
    const members = new Set([...Object.keys(sample ?? {}), 'tts_notification_id'])
    expect(Object.keys(body).sort()).toEqual([...members].sort())
    expect(Object.keys(body.data).sort()).toEqual(Object.keys(sample?.data ?? {}).sort())
  }
  expect(bodies[1]).toMatchObject({ data: { sc_type: 'SPLIT', role_type: 'ROLE_SELLER' } })
  expect(new Set(bodies.map(body => body.tts_notification_id)).size).toBe(5)
})
