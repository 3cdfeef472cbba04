import { describe, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../create-sandbox.js'
import { makeShop } from '../generate/make-shop.js'
import type { OrderKind } from '../generate/order-kinds.js'
import { isJsonObject, type JsonObject } from '../json.js'
import { admin } from './testing/admin.js'
import { callChecked } from './testing/call-checked.js'
import { rowsOf } from './testing/call-shop.js'
import { withLongLivedToken } from './testing/long-lived-token.js'

const nowMs = Date.parse('2026-03-02T10:00:00Z')
const hour = 3_600_000
const day = 24 * hour
const made = makeShop({ orders: 60, seed: 11, nowMs })
const openSandbox = () => createSandbox({ clock: { at: nowMs }, seed: withLongLivedToken(made.seed) })
const idOf = (kind: OrderKind) => [...made.kinds].find(([, value]) => value === kind)?.[0] ?? ''
const usps = '7117858858072016686'
const tracking = '9400111899223100000011'

const readOrder = async (sandbox: Sandbox, id: string): Promise<JsonObject> => {
  const { data } = await callChecked(sandbox, { path: '/order/202507/orders', query: { ids: id } })
  return rowsOf(data, 'orders')[0] ?? {}
}
const linesOf = (order: JsonObject) => rowsOf(order, 'line_items')
const ship = (sandbox: Sandbox, id: string, body: object = {}) =>
  callChecked(sandbox, {
    path: `/fulfillment/202309/orders/${id}/packages`,
    body: { tracking_number: tracking, shipping_provider_id: usps, ...body },
  })
describe('orders move by the clock', () => {
  test('a held order is released an hour after payment and shows its address then', async () => {
    const sandbox = openSandbox()
    const id = idOf('on-hold')
    expect(await readOrder(sandbox, id)).toMatchObject({ status: 'ON_HOLD' })

    sandbox.clock.advance(hour)

    const released = await readOrder(sandbox, id)
    expect(released).toMatchObject({ status: 'AWAITING_SHIPMENT', is_on_hold_order: false })
    const paid = Number(released['paid_time'])
    expect(released['update_time']).toBe(paid + 3600)
  })

  test('an unpaid order is cancelled by the system and its stock comes back', async () => {
    const sandbox = openSandbox()
    const id = idOf('unpaid')
    const [line] = linesOf(await readOrder(sandbox, id))
    const stock = async () => {
      const { data } = await callChecked(sandbox, {
        path: '/product/202309/inventory/search',
        body: { sku_ids: [line?.['sku_id']] },
      })
      return rowsOf(rowsOf(rowsOf(data, 'inventory')[0] ?? {}, 'skus')[0] ?? {}, 'warehouse_inventory')[0]
    }
    const before = await stock()

    sandbox.clock.advance(2 * day)

    expect(await readOrder(sandbox, id)).toMatchObject({
      status: 'CANCELLED',
      cancellation_initiator: 'SYSTEM',
    })
    expect(Number((await stock())?.['available_quantity'])).toBeGreaterThan(
      Number(before?.['available_quantity']),
    )
  })

  test('a shipped order is scanned, delivered and completed', async () => {
    const sandbox = openSandbox()
    const id = idOf('normal')
    expect((await ship(sandbox, id)).code).toBe(0)
    const statuses = [(await readOrder(sandbox, id))['status']]
    for (const ms of [12 * hour, 3 * day, 30 * day]) {
      sandbox.clock.advance(ms)
      statuses.push((await readOrder(sandbox, id))['status'])
    }

    expect(statuses).toEqual(['AWAITING_COLLECTION', 'IN_TRANSIT', 'DELIVERED', 'COMPLETED'])
  })

  test('an order that nobody ships is cancelled at its deadline', async () => {
    const sandbox = openSandbox()
    sandbox.clock.advance(8 * day)

    expect(await readOrder(sandbox, idOf('normal'))).toMatchObject({
      status: 'CANCELLED',
      cancellation_initiator: 'SYSTEM',
    })
  })
})

describe('marking orders as shipped', () => {
  test('names the package, commits the tracking number to the lines, and refuses a second time', async () => {
    const sandbox = openSandbox()
    const id = idOf('normal')
    const { data } = await ship(sandbox, id)

    const order = await readOrder(sandbox, id)
    expect(linesOf(order).every(line => line['tracking_number'] === tracking)).toBe(true)
    expect(order['packages']).toEqual([{ id: data?.['package_id'] }])
    expect(data?.['warning']).toBeUndefined()
    const { data: detail } = await callChecked(sandbox, {
      path: `/fulfillment/202309/packages/${data?.['package_id']}`,
    })
    expect(detail).toMatchObject({ package_status: 'PROCESSING', tracking_number: tracking })
    expect((await ship(sandbox, id)).code).toBe(21011020)
  })

  test.each([
    ['held', 'on-hold', {}, 21011003],
    ['cancelled', 'cancelled', {}, 21011041],
    ['fulfilled by TikTok', 'fulfilled-by-tiktok', {}, 21008025],
    ['given a carrier nobody knows', 'normal', { shipping_provider_id: '1' }, 21011022],
    ['given a number that cannot be one', 'normal', { tracking_number: '?' }, 21011022],
  ] as const)('an order that is %s is refused', async (_what, kind, body, code) => {
    expect((await ship(openSandbox(), idOf(kind), body)).code).toBe(code)
  })

  test('parts make the order PARTIALLY_SHIPPING until the last one; the rest must be named', async () => {
    const sandbox = openSandbox()
    const order = made.orders.find(row => made.kinds.get(row.id) === 'normal' && row.line_items.length > 2)
    const [first, second, ...others] = order?.line_items ?? []
    const id = order?.id ?? ''
    await ship(sandbox, id, { order_line_item_ids: [first?.id] })
    expect((await readOrder(sandbox, id))['status']).toBe('PARTIALLY_SHIPPING')
    expect((await ship(sandbox, id)).code).toBe(21011048)
    expect((await ship(sandbox, id, { order_line_item_ids: [first?.id] })).code).toBe(21011020)

    await ship(sandbox, id, { order_line_item_ids: [second, ...others].map(line => line?.id) })

    const whole = await readOrder(sandbox, id)
    expect(whole).toMatchObject({ status: 'AWAITING_COLLECTION', split_or_combine_tag: 'SPLIT' })
    expect(whole['packages']).toHaveLength(2)
  })

  test('a number under the wrong carrier ships with a warning; one of another buyer is refused', async () => {
    const sandbox = openSandbox()
    const [one, two] = made.orders.filter(row => made.kinds.get(row.id) === 'normal')

    const odd = await ship(sandbox, one?.id ?? '', { tracking_number: '1Z999AA10123456784' })

    expect(odd.data?.['warning']).toMatchObject({ message: expect.stringContaining('UPS') })
    expect((await ship(sandbox, two?.id ?? '', { tracking_number: '1Z999AA10123456784' })).code).toBe(
      21011025,
    )
  })

  test('the tracking number may be changed once, within three days', async () => {
    const sandbox = openSandbox()
    const id = idOf('normal')
    const update = (tracking_number: string) =>
      callChecked(sandbox, {
        path: `/fulfillment/202309/orders/${id}/shipping_info/update`,
        body: { tracking_number, shipping_provider_id: usps },
      })
    expect((await update('9400111899223100000028')).code).toBe(21011043)
    await ship(sandbox, id)
    expect((await update('9400111899223100000028')).code).toBe(0)
    expect((await update('9400111899223100000035')).code).toBe(21011051)
    expect(linesOf(await readOrder(sandbox, id))[0]?.['tracking_number']).toBe('9400111899223100000028')
  })

  test('is refused in markets where packages are shipped instead; there the package is there from the start', async () => {
    const known = made.seed.tiktokShop?.shops?.[0]
    if (!known) throw new Error('no shop was made')
    const { packages: _packages, orders = [], ...rest } = known
    const sandbox = createSandbox({
      clock: { at: nowMs },
      seed: { tiktokShop: { shops: [{ ...rest, region: 'MY', orders: orders.slice(0, 1) }] } },
    })
    const order = made.orders.find(row => made.kinds.get(row.id) === 'normal' && row.line_items.length > 1)
    const placed = await admin(sandbox, 'POST', '/orders', { ...order, id: '576400000000099999' })
    const packageId = String(rowsOf(placed, 'packages')[0]?.['id'])
    const body = { self_shipment: { tracking_number: 'MYPOST12345', shipping_provider_id: usps } }

    expect((await ship(sandbox, '576400000000099999')).code).toBe(21008106)
    expect(
      (await callChecked(sandbox, { path: `/fulfillment/202309/packages/${packageId}/ship`, body })).code,
    ).toBe(0)
    expect(
      (await callChecked(sandbox, { path: `/fulfillment/202309/packages/${packageId}/ship`, body })).code,
    ).toBe(21011040)
    const batch = await callChecked(sandbox, {
      path: '/fulfillment/202309/packages/ship',
      body: {
        packages: [
          { id: packageId, ...body },
          { id: 'unknown', ...body },
        ],
      },
    })
    expect(batch).toMatchObject({ code: 0 })
    expect(rowsOf(batch.data, 'errors').map(error => error['code'])).toEqual([21011040, 21011028])
  })
})

describe('splitting and combining', () => {
  test('a split makes a package per group; a wrong partition is refused', async () => {
    const sandbox = openSandbox()
    const order = made.orders.find(row => made.kinds.get(row.id) === 'normal' && row.line_items.length > 1)
    const [first, ...others] = (order?.line_items ?? []).map(line => line.id)
    const split = (groups: object[]) =>
      callChecked(sandbox, {
        path: `/fulfillment/202309/orders/${order?.id}/split`,
        body: { splittable_groups: groups },
      })

    expect((await split([{ id: 'a', order_line_item_ids: [first] }])).code).toBe(21011035)
    const { data } = await split([
      { id: 'a', order_line_item_ids: [first] },
      { id: 'b', order_line_item_ids: others },
    ])

    expect(rowsOf(data, 'packages').map(row => row['splittable_group_id'])).toEqual(['a', 'b'])
    expect(await readOrder(sandbox, order?.id ?? '')).toMatchObject({ split_or_combine_tag: 'SPLIT' })
    const attributes = await callChecked(sandbox, {
      path: '/fulfillment/202309/orders/split_attributes',
      query: { order_ids: order?.id ?? '' },
    })
    expect(rowsOf(attributes.data, 'split_attributes')).toMatchObject([{ can_split: true }])
  })

  test('orders of one buyer to one place can be combined and taken apart', async () => {
    const known = made.seed.tiktokShop?.shops?.[0]
    if (!known) throw new Error('no shop was made')
    const [one, two] = made.orders.filter(row => made.kinds.get(row.id) === 'normal')
    if (!one || !two) throw new Error('too few orders')
    const twin = { ...two, user_id: one.user_id, recipient_address: one['recipient_address'] }
    const sandbox = createSandbox({
      clock: { at: nowMs },
      seed: { tiktokShop: { shops: [{ ...known, orders: [one, twin] }] } },
    })
    const search = await callChecked(sandbox, {
      path: '/fulfillment/202309/combinable_packages/search',
      query: { page_size: '10' },
    })
    const [group] = rowsOf(search.data, 'combinable_packages')
    expect(group?.['order_ids']).toEqual([one.id, two.id])

    const combined = await callChecked(sandbox, {
      path: '/fulfillment/202309/packages/combine',
      body: { combinable_packages: [{ id: group?.['id'], order_ids: [one.id, two.id] }, { id: 'unknown' }] },
    })
    expect(rowsOf(combined.data, 'packages')).toHaveLength(1)
    expect(rowsOf(combined.data, 'errors')).toMatchObject([{ code: 21011028 }])
    expect(await readOrder(sandbox, two.id)).toMatchObject({ split_or_combine_tag: 'COMBINED' })

    const apart = await callChecked(sandbox, {
      path: `/fulfillment/202309/packages/${group?.['id']}/uncombine`,
      body: { order_ids: [two.id] },
    })
    expect(rowsOf(apart.data, 'packages')).toHaveLength(2)
  })
})

test('shipping providers belong to a delivery option', async () => {
  const sandbox = openSandbox()
  const providers = (option: string) =>
    callChecked(sandbox, { path: `/logistics/202309/delivery_options/${option}/shipping_providers` })

  expect(
    rowsOf((await providers('7091146663229654785')).data, 'shipping_providers').map(row => row['name']),
  ).toEqual(['USPS', 'UPS', 'FedEx'])
  expect((await providers('7091146663229654786')).code).toBe(21008117)
  expect((await providers('1')).code).toBe(21008116)
  expect(
    rowsOf((await callChecked(sandbox, { path: '/logistics/202309/warehouses' })).data, 'warehouses'),
  ).toHaveLength(3)
})

describe('cancelling', () => {
  const cancel = (sandbox: Sandbox, body: object) =>
    callChecked(sandbox, { path: '/return_refund/202309/cancellations', body })
  const outOfStock = 'seller_cancel_reason_out_of_stock'

  test('the seller cancels a line: the order lives on with one line less', async () => {
    const sandbox = openSandbox()
    const order = made.orders.find(row => made.kinds.get(row.id) === 'normal' && row.line_items.length > 1)
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
    const order = made.orders.find(row => made.kinds.get(row.id) === 'normal')
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
    const [one, two] = made.orders.filter(row => made.kinds.get(row.id) === 'normal')
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
})

describe('returns', () => {
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
    const [one, two] = made.orders.filter(row => made.kinds.get(row.id) === 'shipped')
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
