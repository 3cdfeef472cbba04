import { expect, test } from 'vitest'
import { createSandbox } from '../create-sandbox.js'
import type { JsonObject } from '../json.js'
import type { Order } from '../tiktok-shop/orders/order.js'
import { admin } from '../tiktok-shop/testing/admin.js'
import { callChecked } from '../tiktok-shop/testing/call-checked.js'
import { callShop, ordersSearch, rowsOf } from '../tiktok-shop/testing/call-shop.js'
import { withLongLivedToken } from '../tiktok-shop/testing/long-lived-token.js'
import { makeShop } from './make-shop.js'
import type { OrderKind } from './order-kinds.js'
import { rareOrderKinds } from './rare-orders.js'

const nowMs = Date.parse('2026-03-02T10:00:00Z')
const made = makeShop({ orders: 30, rareOrders: true, nowMs })
const sent: JsonObject[] = []
const open = () =>
  createSandbox({
    seed: withLongLivedToken(made.seed),
    clock: { at: nowMs },
    fetch: async (_, init) => {
      sent.push(JSON.parse(String(init?.body)))
      return new Response()
    },
  })

const orderOf = (kind: OrderKind): Order => {
  const id = [...made.kinds].find(([, own]) => own === kind)?.[0]
  const found = made.orders.find(order => order.id === id)
  if (found === undefined) throw new Error(`no order is ${kind}`)
  return found
}

const ship = (sandbox: ReturnType<typeof open>, { id }: Order) =>
  callShop(sandbox, {
    path: `/fulfillment/202309/orders/${id}/packages`,
    body: { tracking_number: '9400111899223100000077', shipping_provider_id: '7117858858072016686' },
  })

test('a shop has an order of each rare kind when asked, besides the usual ones, which stay as they are', () => {
  const usual = makeShop({ orders: 30, nowMs })

  expect(made.orders.slice(0, 30)).toEqual(usual.orders)
  expect(made.orders.slice(30).map(({ id }) => made.kinds.get(id))).toEqual(rareOrderKinds)
})

test('their members are those of the documented shape, but for the status that it does not list', async () => {
  const sandbox = open()
  const unlisted = orderOf('unknown-status')
  const ids = made.orders.slice(30).map(({ id }) => id)
  const listed = ids.filter(id => id !== unlisted.id)
  const { code, data } = await callChecked(sandbox, {
    path: '/order/202507/orders',
    query: { ids: listed.join() },
  })

  expect(code).toBe(0)
  expect(rowsOf(data, 'orders').map(({ id }) => id)).toEqual(listed)
})

test('an order of a status that no list has comes out of a search and of a detail', async () => {
  const sandbox = open()
  const { id, status } = orderOf('unknown-status')
  const found = await callShop(sandbox, {
    path: ordersSearch,
    query: { page_size: '10' },
    body: { order_status: status },
  })
  const read = await callShop(sandbox, { path: '/order/202507/orders', query: { ids: id } })

  for (const { data } of [found, read])
    expect(rowsOf(data, 'orders')).toMatchObject([{ id, status: 'AWAITING_VERIFICATION' }])
})

test('what makes them rare', () => {
  const first = made.orders[0]
  const preOrder = orderOf('pre-order')
  expect(preOrder).toMatchObject({ order_type: 'PRE_ORDER', release_date: expect.any(Number) })
  expect(Number(preOrder['rts_sla_time'])).toBeGreaterThan(Number(preOrder['release_date']))
  expect(orderOf('made-to-order')).toMatchObject({ handling_duration: { days: '7' } })
  expect(orderOf('cash-on-delivery')).toMatchObject({ is_cod: true })
  expect(orderOf('cash-on-delivery')).not.toHaveProperty('paid_time')
  expect(orderOf('giveaway')).toMatchObject({ order_type: 'ZERO_LOTTERY', payment: { total_amount: '0.00' } })
  expect(orderOf('exchange')).toMatchObject({ is_exchange_order: true, exchange_source_order_id: first?.id })
  const [one, other] = [orderOf('combined'), orderOf('combined-too')]
  for (const name of ['user_id', 'recipient_address', 'auto_combine_group_id'])
    expect(one[name]).toEqual(other[name])
})

test('the same buyer has another relay address next time', () => {
  const [first] = made.orders
  const again = orderOf('other-relay-address')

  expect(again.user_id).toBe(first?.user_id)
  expect(again['buyer_email']).not.toBe(first?.['buyer_email'])
})

test('an order that needs its invoice first is shipped once that was accepted, which is told', async () => {
  const sandbox = open()
  const order = orderOf('invoice-first')
  await callShop(sandbox, {
    method: 'PUT',
    path: '/event/202309/webhooks',
    body: { address: 'https://hooks.example.com/', event_type: 'INVOICE_STATUS_CHANGE' },
  })

  expect((await ship(sandbox, order)).code).toBe(21004019)
  await admin(sandbox, 'PUT', `/orders/${order.id}/invoice`, { status: 'PROCESSING' })
  expect((await ship(sandbox, order)).code).toBe(21004020)
  await admin(sandbox, 'PUT', `/orders/${order.id}/invoice`, { status: 'SUCCESS' })
  sandbox.clock.runDue()
  await sandbox.settled()
  expect(sent.filter(({ type }) => type === 36)).toMatchObject([
    { data: { order_ids: [order.id], invoice_status: 'PROCESSING' } },
    { data: { order_ids: [order.id], invoice_status: 'SUCCESS' } },
  ])
  expect((await ship(sandbox, order)).code).toBe(0)
})

test('what a campaign holds cannot be set below its units', async () => {
  const [shop] = made.seed.tiktokShop?.shops ?? []
  const [key = '', units = 0] = Object.entries(shop?.locked ?? {})[0] ?? []
  const [skuId = '', warehouseId = ''] = key.split('/')
  const product = shop?.products?.find(({ skus }) => skus.some(({ id }) => id === skuId))
  const stock = product?.skus.find(({ id }) => id === skuId)?.inventory ?? []
  const set = async (quantity: number) => {
    const { data } = await callShop(open(), {
      path: `/product/202309/products/${product?.id}/inventory/update`,
      body: {
        skus: [
          {
            id: skuId,
            inventory: stock.map(own => (own.warehouse_id === warehouseId ? { ...own, quantity } : own)),
          },
        ],
      },
    })
    return rowsOf(data, 'errors')
  }

  expect(units).toBeGreaterThan(0)
  expect(await set(units - 1)).toHaveLength(1)
  expect(await set(units)).toEqual([])
})
