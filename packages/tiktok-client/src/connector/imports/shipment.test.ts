import type { CallContext, ImportItem, JsonObject } from '@tiktok-ns/flow-engine'
import { createSandbox, defaultTikTokShopCredentials, makeShop, type OrderKind } from '@tiktok-ns/sandbox'
import { expect, test } from 'vitest'
import { tiktokShopConnector } from '../connector.js'

const nowMs = Date.parse('2026-03-02T10:00:00Z')
const { appKey, appSecret, accessToken } = defaultTikTokShopCredentials
const context: CallContext = { signal: new AbortController().signal }

const openShop = (region: string) => {
  const made = makeShop({ orders: 60, seed: 11, nowMs, regions: [region] })
  const sandbox = createSandbox({ clock: { at: nowMs }, seed: made.seed })
  const connector = tiktokShopConnector.connect(
    { appKey, appSecret, accessToken, maxAttempts: 1 },
    { fetch: sandbox.tiktokShop.fetch, now: () => sandbox.clock.now() },
  )
  const write = async (operation: string, payload: JsonObject, more: Partial<ImportItem> = {}) => {
    const item = { payload, idempotencyKey: operation, ...more }
    const [result] = await connector.importMany({ target: 'shipment', operation, items: [item] }, context)
    return result
  }
  const find = async (lookup: string, key: string) => {
    const [answer] = await connector.lookupMany({ lookup, keys: [key] }, context)
    return answer?.matches ?? []
  }
  const orderOf = (kind: OrderKind, units = 1) => {
    const found = made.orders.find(
      ({ id, line_items: lines }) => made.kinds.get(id) === kind && lines.length >= units,
    )
    if (found === undefined) throw new Error(`the shop has no order of kind ${kind} and ${units} units`)
    return { id: found.id, units: found.line_items.map(line => line.id) }
  }
  return { sandbox, write, find, orderOf }
}

const ups = { tracking_number: '1Z999AA10123456784', shipping_provider_id: '7117859084333745966' }
const corrected = { ...ups, tracking_number: '1Z999AA10123456785' }

test('the number of one of several packages is corrected once, and a second change is refused with its cause', async () => {
  const { write, orderOf } = openShop('US')
  const { id: order_id, units } = orderOf('normal', 2)
  const [first = '', ...rest] = units
  await write('markShipped', { order_id, ...ups, order_line_item_ids: rest })
  const shipped = await write('markShipped', { order_id, ...ups, order_line_item_ids: [first] })
  const package_id = shipped?.status === 'written' ? shipped.ref : ''
  const change = { order_id, package_id, order_line_item_ids: [first], ...corrected }

  const changed = await write('updateShippingInfo', change)
  const afterLostAnswer = await write('updateShippingInfo', change, { outcomeUnknown: true })
  const twice = await write('updateShippingInfo', { ...change, ...ups })

  expect([changed, afterLostAnswer]).toMatchObject([
    { status: 'written', change: 'updated', ref: package_id },
    { status: 'written', change: 'unchanged' },
  ])
  expect(twice).toMatchObject({ status: 'failed', failure: { code: '21011051' } })
})

test('an order is split into packages once, however often it is tried, and each is found with its units', async () => {
  const { sandbox, write, find, orderOf } = openShop('ID')
  const { id: order_id, units } = orderOf('normal', 2)
  const [first = '', ...rest] = units
  const groups = [
    { id: 'now', order_line_item_ids: [first] },
    { id: 'later', order_line_item_ids: rest },
  ]

  const split = await write('split', { order_id, groups })
  const again = await write('split', { order_id, groups })

  expect(split).toMatchObject({
    change: 'updated',
    answer: { packages: [{ group: 'now' }, { group: 'later' }] },
  })
  const answer = split?.status === 'written' ? split.answer : undefined
  expect(again).toMatchObject({ change: 'unchanged', answer })
  expect(sandbox.calls.list({}).filter(({ path }) => path.endsWith('/split'))).toHaveLength(1)
  const packages: readonly { readonly id?: string }[] = Array.isArray(answer?.['packages'])
    ? answer['packages']
    : []
  expect(await find('packagesById', packages[0]?.id ?? '')).toMatchObject([
    { orders: [{ id: order_id }], order_line_item_ids: [first], package_status: 'TO_FULFILL' },
  ])
})
