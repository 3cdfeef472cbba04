import { expect, test } from 'vitest'
import { createSandbox } from '../../create-sandbox.js'
import { admin } from '../testing/admin.js'
import { callChecked } from '../testing/call-checked.js'
import { rowsOf } from '../testing/call-shop.js'
import {
  idOf,
  linesOf,
  made,
  nowMs,
  openSandbox,
  ordersOf,
  readOrder,
  ship,
  tracking,
  usps,
} from '../testing/made-shop.js'

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

test('a carrier of another delivery option than the order’s is refused', async () => {
  const sandbox = openSandbox()
  const other = { id: '99', name: 'Express', shipping_providers: [{ id: '77', name: 'OnTrac' }] }
  await admin(sandbox, 'PUT', '/delivery-options', { 'delivery-options': [other] })

  expect((await ship(sandbox, idOf('normal'), { shipping_provider_id: '77' })).code).toBe(21004015)
})

test('parts make the order PARTIALLY_SHIPPING until the last one; the rest must be named', async () => {
  const sandbox = openSandbox()
  const order = ordersOf('normal').find(row => row.line_items.length > 2)
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
  const [one, two] = ordersOf('normal')

  const odd = await ship(sandbox, one?.id ?? '', { tracking_number: '1Z999AA10123456784' })

  expect(odd.data?.['warning']).toMatchObject({ message: expect.stringContaining('UPS') })
  expect((await ship(sandbox, two?.id ?? '', { tracking_number: '1Z999AA10123456784' })).code).toBe(21011025)
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
  const order = ordersOf('normal').find(row => row.line_items.length > 1)
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
