import { describe, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../../../create-sandbox.js'
import { makeShop } from '../../../generate/make-shop.js'
import { admin } from '../../testing/admin.js'
import { callChecked } from '../../testing/call-checked.js'
import { rowsOf } from '../../testing/call-shop.js'
import { withLongLivedToken } from '../../testing/long-lived-token.js'

const nowMs = Date.parse('2026-03-02T10:00:00Z')
const made = makeShop({ orders: 60, nowMs })
const delivered = made.orders.filter(row => made.kinds.get(row.id) === 'delivered')
const day = 24 * 3_600_000

const openSandbox = () => createSandbox({ clock: { at: nowMs }, seed: withLongLivedToken(made.seed) })
const ask = async (sandbox: Sandbox, type: string, order = delivered[0]) => {
  const { return_id } = await admin(sandbox, 'POST', `/orders/${order?.id}/return-request`, {
    type,
    reason: 'any',
    lineIds: [order?.line_items[0]?.id],
  })
  return String(return_id)
}
const everything = ['LINE_ITEMS', 'SKU_RETURN_REQUESTS', 'RETURN_MERCHANDISE_AUTHORIZATIONS']
const search = async (sandbox: Sandbox, filters: object, more: object = {}) =>
  callChecked(sandbox, {
    path: '/return_refund/202603/aftersales/search',
    body: { filters, whitelisted_data_fields: everything, ...more },
  })
const searchRmas = async (sandbox: Sandbox, filters: object = {}) =>
  rowsOf(
    (
      await callChecked(sandbox, {
        path: '/return_refund/202604/rma/search',
        body: { filters, whitelisted_data_fields: everything },
      })
    ).data,
    'return_merchandise_authorizations',
  )
const review = async (sandbox: Sandbox, decision: object) =>
  rowsOf(
    (
      await callChecked(sandbox, {
        path: '/return_refund/202603/aftersales/review',
        body: { aftersales_request_decisions: [decision] },
      })
    ).data,
    'errors',
  )

test('a return goes its way in the newer model: request, authorization, parcel, money', async () => {
  const sandbox = openSandbox()
  const returnId = await ask(sandbox, 'RETURN_AND_REFUND')
  const [request] = rowsOf((await search(sandbox, {})).data, 'aftersales_requests')
  expect(request).toMatchObject({
    status: 'PENDING_REQUEST_REVIEW',
    sku_return_requests: [{ return_id: returnId }],
    return_merchandise_authorizations: [],
  })
  expect(await searchRmas(sandbox)).toEqual([])

  const approved = await review(sandbox, {
    request_id: request?.['id'],
    request_id_type: 'AFTERSALES',
    line_item_decisions: [{ action: 'APPROVE_REQUEST', line_items: request?.['line_items'] }],
  })
  expect(approved).toEqual([])
  const [rma] = await searchRmas(sandbox)
  expect(rma).toMatchObject({ status: 'AWAITING_BUYER_RETURN', aftersales_request_id: request?.['id'] })

  sandbox.clock.advance(2 * day + 1000)
  expect(await searchRmas(sandbox, { statuses: ['RETURN_IN_TRANSIT'] })).toHaveLength(1)
  sandbox.clock.advance(2 * day)
  expect(await searchRmas(sandbox, { rma_ids: [rma?.['id']] })).toMatchObject([
    { status: 'PENDING_PACKAGE_REVIEW' },
  ])
  expect(
    await review(sandbox, {
      request_id: rma?.['id'],
      request_id_type: 'RMA',
      line_item_decisions: [{ action: 'APPROVE_RETURN_PACKAGE' }],
    }),
  ).toEqual([])
  expect(await searchRmas(sandbox)).toMatchObject([{ status: 'PACKAGE_REVIEW_COMPLETED' }])
  expect(
    (await search(sandbox, { aftersales_request_statuses: ['PENDING_REQUEST_REVIEW'] })).data,
  ).toMatchObject({
    total_count: 0,
  })
})

describe('decisions', () => {
  test('what does not suit the request is told per decision, under code 0', async () => {
    const sandbox = openSandbox()
    const request_id = `6${await ask(sandbox, 'REFUND')}`
    const decide = (action: string, more: object = {}) =>
      review(sandbox, {
        request_id,
        request_id_type: 'AFTERSALES',
        line_item_decisions: [{ action, ...more }],
      })

    expect(await decide('APPROVE_RETURN_PACKAGE')).toMatchObject([{ code: '25020004' }])
    expect(await decide('APPROVE_REQUEST', { line_items: [{ return_line_item_id: 'other' }] })).toMatchObject(
      [{ code: '25020004' }],
    )
    expect(await decide('REJECT_REQUEST', { reason: { reason_id: 'nonsense' } })).toMatchObject([
      { code: '25001014' },
    ])
    const offer = { currency: 'USD', partial_refund_amount: '0.50' }
    expect(await decide('OFFER_PARTIAL_REFUND', { alternative_solution_details: offer })).toEqual([])
    expect(await decide('APPROVE_REQUEST')).toMatchObject([{ code: '25011012' }])
    expect(await review(sandbox, { request_id: 'unknown' })).toMatchObject([{ code: '25020005' }])
  })

  test('a key that was seen is not decided again', async () => {
    const sandbox = openSandbox()
    const decision = {
      request_id: `6${await ask(sandbox, 'REPLACEMENT')}`,
      request_id_type: 'AFTERSALES',
      idempotency_key: 'once',
      line_item_decisions: [{ action: 'APPROVE_REQUEST' }],
    }
    expect([await review(sandbox, decision), await review(sandbox, decision)]).toEqual([[], []])

    const replacements = await admin(sandbox, 'GET', '/orders?is_replacement_order=true&limit=1000')
    expect(
      rowsOf(replacements, 'orders').filter(row => row['replaced_order_id'] === delivered[0]?.id),
    ).toHaveLength(1)
  })
})

test('pages are bound to the body that asked for them, and only listed fields come', async () => {
  const sandbox = openSandbox()
  await ask(sandbox, 'REFUND', delivered[0])
  await ask(sandbox, 'REFUND', delivered[1])
  const sort = { sort_field: 'CREATE_TIME', sort_order: 'ASC' }
  const first = await search(sandbox, {}, { sort, pagination: { page_size: 1 }, whitelisted_data_fields: [] })
  const page_token = first.data?.['next_page_token']
  const second = await search(sandbox, {}, { sort, pagination: { page_size: 1, page_token } })

  expect(rowsOf(first.data, 'aftersales_requests')).toEqual([
    { id: expect.any(String), status: 'PENDING_REQUEST_REVIEW' },
  ])
  expect(rowsOf(second.data, 'aftersales_requests')).toHaveLength(1)
  expect(second.data?.['next_page_token']).toBe('')
  const other = await search(sandbox, { return_types: ['REFUND'] }, { sort, pagination: { page_token } })
  expect(other.code).toBe(36009004)
  expect((await search(sandbox, {}, { pagination: { page_size: 51 } })).code).toBe(36009004)
})
