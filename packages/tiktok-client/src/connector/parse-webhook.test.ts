import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { parseWebhook } from './parse-webhook.js'

const app = { appKey: 'abcdef', appSecret: '123' }

const receive = (notification: object, shopId?: string) => {
  const rawBody = new TextEncoder().encode(JSON.stringify(notification))
  const authorization = createHmac('sha256', app.appSecret).update(app.appKey).update(rawBody).digest('hex')
  return parseWebhook({ rawBody, headers: { authorization } }, { ...app, shopId })
}

const change = { type: 1, tts_notification_id: 'n1', shop_id: '7', data: { order_id: '5761' } }

test('a notification about another shop than the connection’s is refused, whoever signed it', () => {
  expect(() => receive(change, '8')).toThrow('is about the shop 7, and this connection is the shop 8')
  expect(receive(change, '7')).toMatchObject({ recordId: '5761' })
  expect(receive(change)).toMatchObject({ recordId: '5761' })
})

test('a seller who takes the authorization back ends the access, and nothing else does', () => {
  const over = { type: 6, tts_notification_id: 'n2', shop_id: '7', data: { message: 'over' } }

  expect(receive(over, '7')).toMatchObject({ topic: 'seller-deauthorization', endsAccess: true })
  expect(receive(change)).not.toHaveProperty('endsAccess')
})
