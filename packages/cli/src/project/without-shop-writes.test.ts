import { fakeConnector } from '@tiktok-ns/flow-engine/testing'
import { tiktokShopDescription } from '@tiktok-ns/tiktok-client/connector'
import { expect, test } from 'vitest'
import { withoutShopWrites } from './without-shop-writes.js'

const request = {
  target: 'externalOrder',
  operation: 'add',
  items: [{ payload: {}, idempotencyKey: '1', externalId: '1' }],
}
const context = { signal: new AbortController().signal }

test('a back-fill writes into NetSuite and not into the shop; both are read as ever', async () => {
  const shop = fakeConnector({ description: tiktokShopDescription, lookups: { a: [{ id: '1' }] } })
  const books = fakeConnector({ description: { ...tiktokShopDescription, name: 'netsuite' } })
  const reached = withoutShopWrites(
    new Map([
      ['shop', shop],
      ['books', books],
    ]),
  )

  expect(await reached.get('shop')?.importMany(request, context)).toEqual([
    { status: 'ignored', reason: 'a back-fill writes nothing into TikTok Shop' },
  ])
  expect(shop.writes).toEqual([])
  expect(await reached.get('shop')?.lookupMany({ lookup: 'x', keys: ['a'] }, context)).toEqual([
    { key: 'a', matches: [{ id: '1' }] },
  ])
  await reached.get('books')?.importMany(request, context)
  expect(books.writes).toHaveLength(1)
})
