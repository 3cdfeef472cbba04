import { expect, test } from 'vitest'
import type { Sandbox } from '../../create-sandbox.js'
import { isJsonObject } from '../../json.js'
import { admin } from '../testing/admin.js'
import { callChecked } from '../testing/call-checked.js'
import { rowsOf } from '../testing/call-shop.js'
import {
  day,
  hour,
  idOf,
  linesOf,
  made,
  nowMs,
  openSandbox,
  ordersOf,
  readOrder,
  ship,
} from '../testing/made-shop.js'

const search = async (sandbox: Sandbox, id: unknown) => {
  const { data } = await callChecked(sandbox, {
    path: '/return_refund/202309/returns/search',
    query: { page_size: '10' },
    body: { return_ids: [id] },
  })
  return rowsOf(data, 'return_orders')[0] ?? {}
}
const decide = (sandbox: Sandbox, id: unknown, what: 'approve' | 'reject', body: object) =>
  callChecked(sandbox, { path: `/return_refund/202309/returns/${id}/${what}`, body })

test('a return goes from request through parcel to refund', async () => {
  const sandbox = openSandbox()
  const asked = await admin(sandbox, 'POST', `/orders/${idOf('delivered')}/return-request`, {
    type: 'RETURN_AND_REFUND',
    reason: 'ecom_order_delivered_refund_and_return_reason_no_need',
  })
  const id = asked['return_id']
  expect(await search(sandbox, id)).toMatchObject({
    return_status: 'RETURN_OR_REFUND_REQUEST_PENDING',
    seller_next_action_response: [
      { action: 'SELLER_RESPOND_RETURN', deadline: nowMs / 1000 + 2 * 24 * 3600 },
    ],
  })
  expect((await decide(sandbox, id, 'approve', { decision: 'APPROVE_REFUND' })).code).toBe(25020004)
  expect((await decide(sandbox, id, 'approve', {})).code).toBe(36009004)

  await decide(sandbox, id, 'approve', { decision: 'APPROVE_RETURN' })
  expect((await search(sandbox, id))['return_status']).toBe('AWAITING_BUYER_SHIP')
  sandbox.clock.advance(2 * day)
  expect((await search(sandbox, id))['return_status']).toBe('BUYER_SHIPPED_ITEM')
  await decide(sandbox, id, 'approve', { decision: 'APPROVE_RECEIVED_PACKAGE' })
  sandbox.clock.advance(hour)

  expect((await search(sandbox, id))['return_status']).toBe('RETURN_OR_REFUND_REQUEST_COMPLETE')
  const records = await callChecked(sandbox, { path: `/return_refund/202309/returns/${id}/records` })
  expect(rowsOf(records.data, 'records')).toHaveLength(5)
  expect((await decide(sandbox, id, 'approve', { decision: 'APPROVE_RETURN' })).code).toBe(25011012)
})

test('a refund that nobody answers is granted, one that is rejected is over', async () => {
  const sandbox = openSandbox()
  const [one, two] = ordersOf('shipped')
  const ask = (id?: string) =>
    admin(sandbox, 'POST', `/orders/${id}/return-request`, {
      type: 'REFUND',
      reason: 'ecom_order_shipped_refund_reason_not_arrive_on_time',
    })
  const first = await ask(one?.id)
  const second = await ask(two?.id)
  const { data } = await callChecked(sandbox, {
    path: '/return_refund/202309/reject_reasons',
    query: { return_or_cancel_id: String(second['return_id']) },
  })
  await decide(sandbox, second['return_id'], 'reject', {
    decision: 'REJECT_REFUND',
    reject_reason: rowsOf(data, 'reasons')[0]?.['name'],
  })

  sandbox.clock.advance(2 * day + hour)

  expect((await search(sandbox, first['return_id']))['return_status']).toBe(
    'RETURN_OR_REFUND_REQUEST_COMPLETE',
  )
  expect((await search(sandbox, second['return_id']))['return_status']).toBe(
    'REFUND_OR_RETURN_REQUEST_REJECT',
  )
  expect((await readOrder(sandbox, one?.id ?? ''))['status']).toBe('COMPLETED')
})

test('an approved replacement is a new order without money', async () => {
  const sandbox = openSandbox()
  const replaced = idOf('delivered')
  const asked = await admin(sandbox, 'POST', `/orders/${replaced}/return-request`, {
    type: 'REPLACEMENT',
    reason: 'any',
  })
  await decide(sandbox, asked['return_id'], 'approve', { decision: 'APPROVE_REPLACEMENT' })

  expect((await search(sandbox, asked['return_id']))['return_status']).toBe('REPLACEMENT_REQUEST_COMPLETE')
  const { data } = await callChecked(sandbox, {
    path: '/order/202309/orders/search',
    query: { page_size: '100' },
    body: { create_time_ge: nowMs / 1000 },
  })
  const [order] = rowsOf(data, 'orders')
  expect(order).toMatchObject({
    replaced_order_id: replaced,
    is_replacement_order: true,
    payment: { total_amount: '0.00' },
  })
  expect(linesOf(order ?? {}).every(line => line['sale_price'] === '0.00')).toBe(true)
  expect((await ship(sandbox, String(order?.['id']))).code).toBe(0)
})

test('while TikTok arbitrates the seller decides nothing; its word ends the request', async () => {
  const sandbox = openSandbox()
  const asked = await admin(sandbox, 'POST', `/orders/${idOf('shipped')}/return-request`, {
    type: 'REFUND',
    reason: 'any',
  })
  const arbitrate = (status: string) =>
    admin(sandbox, 'POST', `/returns/${asked['return_id']}/arbitration`, { status })
  await arbitrate('IN_PROGRESS')
  expect((await decide(sandbox, asked['return_id'], 'approve', { decision: 'APPROVE_REFUND' })).code).toBe(
    25011010,
  )
  await arbitrate('SUPPORT_BUYER')

  expect(await search(sandbox, asked['return_id'])).toMatchObject({
    arbitration_status: 'SUPPORT_BUYER',
    return_status: 'RETURN_OR_REFUND_REQUEST_SUCCESS',
  })
})

test('the seller refunds a delivered order once, not above what was paid', async () => {
  const sandbox = openSandbox()
  const order_id = idOf('delivered')
  const create = (body: object) =>
    callChecked(sandbox, {
      path: '/return_refund/202309/returns',
      body: {
        order_id,
        return_type: 'REFUND',
        return_reason: 'seller_shipped_refund_package_lost',
        ...body,
      },
    })
  const amount = await callChecked(sandbox, {
    path: '/return_refund/202309/refunds/calculate',
    body: { order_id, request_type: 'REFUND', reason_name: 'any' },
  })
  const refund = amount.data?.['order_refund_amount']
  const paid = made.orders.find(row => row.id === order_id)?.payment?.['total_amount']

  expect(isJsonObject(refund) ? refund['refund_total'] : undefined).toBe(paid)
  expect((await create({ refund_total: '99999.00' })).code).toBe(25005005)
  expect((await create({})).code).toBe(0)
  expect((await create({})).code).toBe(25001011)
  expect(
    rowsOf(
      (
        await callChecked(sandbox, {
          path: `/return_refund/202309/orders/${order_id}/aftersale_eligibility`,
        })
      ).data,
      'sku_eligibility',
    ).length,
  ).toBeGreaterThan(0)
})
test('an idempotency key gives the first answer again', async () => {
  const sandbox = openSandbox()
  const create = () =>
    callChecked(sandbox, {
      path: '/return_refund/202309/returns',
      query: { idempotency_key: 'once' },
      body: {
        order_id: idOf('delivered'),
        return_type: 'REFUND',
        return_reason: 'seller_shipped_refund_package_lost',
      },
    })
  const [first, second] = [await create(), await create()]

  expect(first.code).toBe(0)
  expect(second.data).toEqual(first.data)
})
