import { expect, test } from 'vitest'
import { callChecked } from '../testing/call-checked.js'
import { rowsOf } from '../testing/call-shop.js'
import { day, hour, idOf, linesOf, openSandbox, readOrder, ship } from '../testing/made-shop.js'

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
