import { expect, test } from 'vitest'
import type { Sandbox } from '../../create-sandbox.js'
import { admin } from '../testing/admin.js'
import { callChecked } from '../testing/call-checked.js'
import { rowsOf } from '../testing/call-shop.js'
import { day, idOf, linesOf, openSandbox, ordersOf, readOrder, ship } from '../testing/made-shop.js'

const cancel = (sandbox: Sandbox, body: object) =>
  callChecked(sandbox, { path: '/return_refund/202309/cancellations', body })
const outOfStock = 'seller_cancel_reason_out_of_stock'

test('the seller cancels a line: the order lives on with one line less', async () => {
  const sandbox = openSandbox()
  const order = ordersOf('normal').find(row => row.line_items.length > 1)
  const lineId = order?.line_items[0]?.id
  const { code } = await cancel(sandbox, {
    order_id: order?.id,
    cancel_reason: outOfStock,
    order_line_item_ids: [lineId],
  })

  expect(code).toBe(0)
  const after = await readOrder(sandbox, order?.id ?? '')
  expect(after['status']).toBe('AWAITING_SHIPMENT')
  expect(after['payment']).toEqual(order?.payment)
  expect(linesOf(after).find(line => line['id'] === lineId)).toMatchObject({
    display_status: 'CANCELLED',
    cancel_user: 'SELLER',
  })
})

test('the whole order by SKU and quantity is CANCELLED, and no more can be cancelled', async () => {
  const sandbox = openSandbox()
  const order = ordersOf('normal')[0]
  const counts = new Map<string, number>()
  for (const line of order?.line_items ?? []) counts.set(line.sku_id, (counts.get(line.sku_id) ?? 0) + 1)
  const skus = [...counts].map(([sku_id, quantity]) => ({ sku_id, quantity }))

  expect((await cancel(sandbox, { order_id: order?.id, cancel_reason: outOfStock, skus })).code).toBe(0)
  expect(await readOrder(sandbox, order?.id ?? '')).toMatchObject({
    status: 'CANCELLED',
    cancel_reason: outOfStock,
  })
  expect((await cancel(sandbox, { order_id: order?.id, cancel_reason: outOfStock })).code).toBe(25001051)
})

test('wrong reasons, wrong times and unknown orders are refused', async () => {
  const sandbox = openSandbox()
  const order_id = idOf('normal')

  expect((await cancel(sandbox, { order_id, cancel_reason: 'because' })).code).toBe(25001014)
  expect(
    (await cancel(sandbox, { order_id, cancel_reason: 'seller_cancel_unpaid_reason_out_of_stock' })).code,
  ).toBe(25001021)
  expect((await cancel(sandbox, { order_id: idOf('delivered'), cancel_reason: outOfStock })).code).toBe(
    25001045,
  )
  expect((await cancel(sandbox, { order_id: '1', cancel_reason: outOfStock })).code).toBe(25007006)
})

test('a buyer request blocks shipping until it is answered; unanswered it is granted after two days', async () => {
  const sandbox = openSandbox()
  const [one, two] = ordersOf('normal')
  const reason = 'ecom_order_to_ship_canceled_reason_created_by_mistakes'
  const first = await admin(sandbox, 'POST', `/orders/${one?.id}/cancel-request`, { reason })
  await admin(sandbox, 'POST', `/orders/${two?.id}/cancel-request`, { reason })
  expect((await ship(sandbox, one?.id ?? '')).code).toBe(21011007)

  const reject = await callChecked(sandbox, {
    path: `/return_refund/202309/cancellations/${first['cancel_id']}/reject`,
    body: { reject_reason: 'seller_reject_apply_unable_to_change_address' },
  })
  expect(reject.code).toBe(0)
  expect((await ship(sandbox, one?.id ?? '')).code).toBe(0)
  sandbox.clock.advance(2 * day)

  expect(await readOrder(sandbox, two?.id ?? '')).toMatchObject({
    status: 'CANCELLED',
    cancellation_initiator: 'BUYER',
  })
  const found = await callChecked(sandbox, {
    path: '/return_refund/202309/cancellations/search',
    query: { page_size: '50' },
    body: { order_ids: [one?.id, two?.id] },
  })
  expect(new Set(rowsOf(found.data, 'cancellations').map(row => row['cancel_status']))).toEqual(
    new Set(['CANCELLATION_REQUEST_CANCELLED', 'CANCELLATION_REQUEST_COMPLETE']),
  )
})
