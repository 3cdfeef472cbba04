import { createHmac } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { isApiError } from '@tiktok-ns/client-kit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { topics } from '../../scripts/reference.js'
import { type Notification, parseWebhook } from './parse-webhook.js'

const appKey = 'abcdef'
const appSecret = '123'
const fixtures = new URL('__fixtures__/', import.meta.url)
const samples = readdirSync(fixtures).filter(file => /^\d\d-.*\.json$/.test(file))

const sign = (body: Uint8Array): string =>
  createHmac('sha256', appSecret).update(appKey).update(body).digest('hex')

const receive = (body: string | Uint8Array, more: object = {}): Notification => {
  const rawBody = typeof body === 'string' ? new TextEncoder().encode(body) : body
  return parseWebhook({ appKey, appSecret, rawBody, signature: sign(rawBody), ...more })
}

const kindOf = (work: () => unknown): string | undefined => {
  try {
    work()
  } catch (error) {
    return isApiError(error) ? error.kind : 'other'
  }
  return undefined
}

test.each(samples)('the official sample %s is known by its topic, and every field is kept', file => {
  const text = readFileSync(new URL(file, fixtures), 'utf8')
  const number = Number(file.slice(0, 2))

  const notification = receive(text)

  expect(notification.type).toBe(number)
  expect(notification.topic).not.toBe('unknown')
  const { data = JSON.parse(text) } = JSON.parse(text)
  expect(Object.keys(notification.data).sort()).toEqual(Object.keys(data).sort())
})

test('every topic of the reference has a name of its own', () => {
  const names = topics.map(({ type }) => receive(JSON.stringify({ type, data: {} })).topic)

  expect(new Set(names).size).toBe(topics.length)
  expect(names).not.toContain('unknown')
})

test('the topic tells the type of the data', () => {
  const notification = receive(
    '{"type":1,"tts_notification_id":"n1","shop_id":"7","timestamp":1644412885,"data":{"order_id":"5761","order_status":"CANCEL"}}',
  )

  if (notification.topic !== 'order-status-change') throw new Error('another topic')
  const orderId: string | undefined = notification.data.order_id
  expect(orderId).toBe('5761')
  expect(notification).toMatchObject({ notificationId: 'n1', shopId: '7', sentAt: 1_644_412_885_000 })
})

test('an id printed as a number keeps its digits', () => {
  const { data } = receive('{"type":5,"data":{"product_id":1729592969712207013}}')

  expect(data).toMatchObject({ product_id: '1729592969712207013' })
})

test('a topic of the future is kept as it came', () => {
  const body = '{"type":999,"tts_notification_id":"n2","data":{"anything":{"deep":1}}}'

  expect(receive(body)).toMatchObject({ topic: 'unknown', type: 999, data: { anything: { deep: 1 } } })
})

test('two notifications without an id are told apart by their bodies', () => {
  const [one, two] = ['{"type":1,"data":{"order_id":"1"}}', '{"type":1,"data":{"order_id":"2"}}']

  expect(receive(one ?? '').notificationId).toBe(receive(one ?? '').notificationId)
  expect(receive(one ?? '').notificationId).not.toBe(receive(two ?? '').notificationId)
})

test('a body that was touched is refused, whatever was changed', () => {
  const body = new TextEncoder().encode('{"type":1,"tts_notification_id":"n1","data":{"order_id":"5761"}}')
  const position = fc.integer({ min: 0, max: body.length - 1 })
  fc.assert(
    fc.property(position, fc.integer({ min: 1, max: 255 }), (index, change) => {
      const touched = body.map((byte, at) => (at === index ? byte ^ change : byte))
      const signature = sign(body)
      expect(kindOf(() => parseWebhook({ appKey, appSecret, rawBody: touched, signature }))).toBe('auth')
    }),
  )
})

test('whatever is signed and sent, the answer is a notification or an error with a kind', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map(text => new TextEncoder().encode(text)),
      ),
      body => {
        expect([undefined, 'invalid']).toContain(kindOf(() => receive(body)))
      },
    ),
  )
})

test.each([undefined, '', 'zz', '00'.repeat(32), `${sign(new Uint8Array())}0`])(
  'the signature %j is refused',
  signature => {
    expect(kindOf(() => receive('{"type":1}', { signature }))).toBe('auth')
  },
)

test('the last retry, twelve hours late, is welcome in every replay window; an older one is not', () => {
  const sentAt = 1_644_412_885_000
  const body = '{"type":1,"timestamp":1644412885,"data":{}}'
  const after = (hours: number) => ({ replayWindowMs: 1, now: () => sentAt + hours * 3_600_000 })

  expect(kindOf(() => receive(body, after(12)))).toBeUndefined()
  expect(kindOf(() => receive(body, after(25)))).toBe('invalid')
  expect(kindOf(() => receive(body, { now: () => sentAt * 2 }))).toBeUndefined()
})
