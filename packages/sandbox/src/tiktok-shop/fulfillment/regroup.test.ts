import { expect, test } from 'vitest'
import { createSandbox } from '../../create-sandbox.js'
import { callChecked } from '../testing/call-checked.js'
import { rowsOf } from '../testing/call-shop.js'
import { made, nowMs, openSandbox, ordersOf, readOrder } from '../testing/made-shop.js'

test('a split makes a package per group; a wrong partition is refused', async () => {
  const sandbox = openSandbox()
  const order = ordersOf('normal').find(row => row.line_items.length > 1)
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
  const [one, two] = ordersOf('normal')
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
