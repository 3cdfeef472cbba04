import { expect, test } from 'vitest'
import { openShopWorld, type ShopWorld } from '../testing/open-shop-world.js'
import { orderFlows, orderSettings, shipInNetSuite } from '../testing/order-flows.js'

/** A unit that was sold, billed, delivered and is asked back. */
const openReturn = async () => {
  const world = openShopWorld({ skus: 3 })
  const refundItem = await world.netsuite.add('nonInventorySaleItem', { itemId: 'Refunds' })
  const sellerSku = (await world.shop.products())[0]?.skus[0]?.seller_sku ?? ''
  const order = await world.shop.buy({ units: [{ sellerSku, price: '40.00', sellerDiscount: '4.00' }] })
  await world.run(orderFlows.orders, orderSettings(world))
  const before = onHand(world)
  await shipInNetSuite(world, `TTS-US1-SO-${order.id}`)
  await world.run(orderFlows.billing)
  await world.shop.ship(order.id)
  for (const _ of ['collected', 'delivered']) await world.shop.advance(order.id)
  const asked = await world.shop.requestReturn(order.id, { type: 'RETURN_AND_REFUND' })
  const returnId = String(asked['return_id'])
  const move = (...statuses: readonly string[]) =>
    statuses.reduce<Promise<unknown>>(
      (done, status) => done.then(() => world.shop.moveReturn(returnId, status, 'SELLER')),
      Promise.resolve(),
    )
  const receive = () =>
    world.netsuite.client.records.transform(
      'returnAuthorization',
      { externalId: `TTS-US1-RMA-${returnId}` },
      'itemReceipt',
      {},
    )
  return { world, refundItem, returnId, move, receive, missing: () => before - onHand(world) }
}

const onHand = ({ netsuite }: ShopWorld) =>
  netsuite.stock.levels().reduce((sum, level) => sum + level.onHand, 0)

const statusOf = async (world: ShopWorld): Promise<unknown> => {
  const [authorization] = await world.netsuite.list('returnAuthorization')
  const { status } = await world.netsuite.client.records.get('returnAuthorization', authorization?.id ?? '')
  return status
}

const refunded = ['AWAITING_BUYER_SHIP', 'BUYER_SHIPPED_ITEM', 'RETURN_OR_REFUND_REQUEST_COMPLETE'] as const

test('a quick refund is credited at once; when the warehouse receives its goods, the return is closed', async () => {
  const { world, refundItem, returnId, move, receive, missing } = await openReturn()
  const [row] = await world.shop.list('returns')
  await world.shop.call('PUT', '/returns', { returns: [{ ...row, is_quick_refund: true }] })
  await move(...refunded)
  await world.run(orderFlows.returns, { refundItem })
  await world.run(orderFlows.closedReturns)
  expect(await world.netsuite.list('creditMemo')).toMatchObject([
    { externalId: `TTS-US1-CM-${returnId}`, total: 36 },
  ])
  expect(await statusOf(world)).toMatchObject({ id: 'B' })
  expect(missing()).toBe(1)

  await receive()
  await world.run(orderFlows.closedReturns)
  const again = await world.run(orderFlows.closedReturns)

  expect(await statusOf(world)).toMatchObject({ id: 'H' })
  expect(missing()).toBe(0)
  expect(again.counts).toMatchObject({ read: 0 })
  expect(await world.parked()).toEqual([])
})

test.each([
  ['before', false],
  ['after', true],
])(
  'where the warehouse receives returns, one whose goods come %s their money is closed',
  async (_, isAfter) => {
    const { world, refundItem, move, receive } = await openReturn()
    const settings = { refundItem, receiveGoods: 'byWarehouse' }
    await move('AWAITING_BUYER_SHIP', 'BUYER_SHIPPED_ITEM')
    await world.run(orderFlows.returns, settings)
    if (!isAfter) await receive()
    await world.run(orderFlows.closedReturns)
    await move('RETURN_OR_REFUND_REQUEST_SUCCESS', 'RETURN_OR_REFUND_REQUEST_COMPLETE')
    await world.run(orderFlows.returns, settings)
    if (isAfter) await receive()

    await world.run(orderFlows.closedReturns)

    expect(await statusOf(world)).toMatchObject({ id: 'H' })
    expect(await world.netsuite.list('itemReceipt')).toHaveLength(1)
  },
)

test('goods that stay away are told, until they are received after all', async () => {
  const { world, refundItem, move, receive } = await openReturn()
  await move(...refunded)
  await world.run(orderFlows.returns, { refundItem, receiveGoods: 'byWarehouse' })
  world.pass({ days: 20 })
  await world.run(orderFlows.closedReturns)
  expect(await world.parked()).toEqual([])

  world.pass({ days: 26 })
  await world.run(orderFlows.closedReturns)
  const [parked] = await world.parked()
  expect(parked?.failure.message).toMatch(/^the money of this return went back on .* not back after 45 days/)

  await receive()
  await world.run(orderFlows.closedReturns)
  expect(await statusOf(world)).toMatchObject({ id: 'H' })
  expect(await world.parked()).toEqual([])
})
