import type { JsonObject } from '@tiktok-ns/flow-engine'
import { expect, test } from 'vitest'
import { openShopWorld } from '../testing/open-shop-world.js'
import { orderFlows, orderSettings, shipInNetSuite } from '../testing/order-flows.js'

/** Three units of one SKU on one line, of which the first two have left and are billed. */
const openShipped = async (isCash = false) => {
  const world = openShopWorld({ skus: 3 })
  const refundItem = await world.netsuite.add('nonInventorySaleItem', { itemId: 'Refunds' })
  const sellerSku = (await world.shop.products())[0]?.skus[0]?.seller_sku ?? ''
  const order = await world.shop.buy({
    units: [{ sellerSku, count: 3, price: '16.67', sellerDiscount: '3.33' }],
    shipping: '4.99',
  })
  const onHand = () => world.netsuite.stock.levels().reduce((sum, level) => sum + level.onHand, 0)
  const before = onHand()
  await world.run(orderFlows.orders, orderSettings(world))
  const [a = '', b = '', c = ''] = order.line_items.map(({ id }) => id)
  const key = `TTS-US1-SO-${order.id}`
  const ship = async (ids: readonly string[]) => {
    await shipInNetSuite(world, key, new Map([[1, ids.length]]))
    await world.run(isCash ? orderFlows.cashBilling : orderFlows.billing)
    await world.shop.ship(order.id, ids)
  }
  await ship([a, b])
  const settings: JsonObject = {
    afterShipping: 'authorizeReturn',
    refundItem,
    ...(isCash ? { creditAs: 'cashRefund', cashAccount: '1050' } : {}),
  }
  const cancel = async (...ids: readonly string[]) => {
    await world.shop.cancelLines(order.id, ids, 'refused by the buyer')
    await world.run(orderFlows.cancellations, settings)
    await world.run(orderFlows.cancellations, settings, { again: true, fromMs: 0 })
  }
  const receive = (number: number) =>
    world.netsuite.client.records.transform(
      'returnAuthorization',
      { externalId: `TTS-US1-RMA-${order.id}-${number}` },
      'itemReceipt',
      {},
    )
  const totals = async (type: string) => (await world.netsuite.list(type)).map(({ total }) => total)
  return {
    world,
    order,
    units: { a, b, c },
    key,
    ship,
    cancel,
    receive,
    totals,
    gone: () => before - onHand(),
  }
}

test('a parcel that comes back undelivered is received to stock and credited, once, and its return is closed', async () => {
  const { world, order, units, ship, cancel, receive, totals, gone } = await openShipped()
  await ship([units.c])
  expect(gone()).toBe(3)

  await cancel(units.a, units.b, units.c)
  expect(await world.parked()).toEqual([])
  expect(await totals('creditMemo')).toEqual([45.01]) // 3 x (16.67 - 3.33) + 4.99
  expect(
    world.netsuite.ledger.balancesBy({ by: 'entity' }).filter(({ balance }) => balance !== '0.00'),
  ).toEqual([])
  expect(gone()).toBe(3)

  await receive(1)
  await world.run(orderFlows.closedReturns)
  expect(gone()).toBe(0)
  const [authorization] = await world.netsuite.list('returnAuthorization')
  expect(authorization).toMatchObject({ externalId: `TTS-US1-RMA-${order.id}-1` })
  const { status } = await world.netsuite.client.records.get('returnAuthorization', authorization?.id ?? '')
  expect(status).toMatchObject({ id: 'H' })
  expect(await world.parked()).toEqual([])
})

test('of a line, what is lost comes back and what waits is shipped still; each loss is a return of its own', async () => {
  const { world, units, key, ship, cancel, receive, totals, gone } = await openShipped()

  await cancel(units.a)
  expect(await world.netsuite.get('salesOrder', `eid:${key}`)).toMatchObject({
    item: { items: [{ quantity: 3 }] },
  })
  await ship([units.c])
  await cancel(units.a, units.b)

  expect(await totals('creditMemo')).toEqual([13.34, 13.34])
  expect(await totals('invoice')).toEqual([31.67, 13.34])
  await receive(1)
  await receive(2)
  await world.run(orderFlows.closedReturns)
  expect(gone()).toBe(1)
  expect(world.netsuite.ledger.balancesBy({ by: 'entity' }).map(({ balance }) => balance)).toEqual(['18.33'])
  expect(await world.parked()).toEqual([])
})

test('when what waited is cancelled after what left was lost, the shipping goes back too, and nothing is returned for it', async () => {
  const { world, units, cancel, totals } = await openShipped()

  await cancel(units.a, units.b)
  await cancel(units.a, units.b, units.c)

  expect(await totals('creditMemo')).toEqual([26.68, 4.99])
  expect(await totals('invoice')).toEqual([31.67])
  expect(await totals('returnAuthorization')).toHaveLength(1)
  expect(
    world.netsuite.ledger.balancesBy({ by: 'entity' }).filter(({ balance }) => balance !== '0.00'),
  ).toEqual([])
  expect(await world.parked()).toEqual([])
})

test('what is undelivered of a cash sale goes back from where its money is', async () => {
  const { world, units, cancel, totals } = await openShipped(true)

  await cancel(units.a, units.b, units.c)

  expect(await totals('cashRefund')).toEqual([31.67])
  expect(world.netsuite.ledger.balance('1050')).toBe('0.00')
})
