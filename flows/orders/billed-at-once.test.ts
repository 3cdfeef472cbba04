import { expect, test } from 'vitest'
import { openShopWorld, type ShopWorld } from '../testing/open-shop-world.js'
import { orderFlows, orderSettings } from '../testing/order-flows.js'

const openWorld = async () => {
  const world = openShopWorld({ skus: 3 })
  const skus = (await world.shop.products()).flatMap(product => product.skus.map(sku => sku.seller_sku ?? ''))
  const [one = '', other = ''] = skus
  const buy = () =>
    world.shop.buy({
      units: [
        { sellerSku: one, count: 3, price: '16.67', sellerDiscount: '3.33', platformDiscount: '1.11' },
        { sellerSku: other, price: '20.00' },
      ],
      shipping: '4.99',
    })
  return { world, buy }
}

const onHand = (world: ShopWorld) =>
  world.netsuite.stock.levels().reduce((sum, level) => sum + level.onHand, 0)

const totals = async (world: ShopWorld, type: string) =>
  (await world.netsuite.list(type)).map(({ externalId, total }) => [externalId, total])

test('units of an invoiced order that are cancelled are credited, once, and are in stock again', async () => {
  const { world, buy } = await openWorld()
  const before = onHand(world)
  const order = await buy()
  await world.run(orderFlows.invoices, orderSettings(world))
  expect(await totals(world, 'invoice')).toEqual([[`TTS-US1-INV-${order.id}`, 65.01]])

  await world.shop.cancelLines(order.id, [order.line_items[0]?.id ?? ''])
  await world.run(orderFlows.cancellations)
  await world.run(orderFlows.cancellations, {}, { again: true, fromMs: 0 })
  expect(await totals(world, 'creditMemo')).toEqual([[`TTS-US1-CM-${order.id}-1`, 13.34]])
  expect(before - onHand(world)).toBe(3)

  await world.shop.cancelLines(order.id)
  await world.run(orderFlows.cancellations)
  expect(await totals(world, 'creditMemo')).toEqual([
    [`TTS-US1-CM-${order.id}-1`, 13.34],
    [`TTS-US1-CM-${order.id}-2`, 51.67],
  ])
  expect(before - onHand(world)).toBe(0)
  expect(
    world.netsuite.ledger.balancesBy({ by: 'entity' }).filter(({ balance }) => balance !== '0.00'),
  ).toEqual([])
  expect(await world.parked()).toEqual([])
})

test('what is cancelled of a cash sale goes back from where it came', async () => {
  const { world, buy } = await openWorld()
  const cashAccount = await world.netsuite.add('account', {
    acctNumber: '1160',
    acctName: 'TikTok Clearing',
    acctType: { id: 'OthCurrAsset' },
  })
  const order = await buy()
  await world.run(orderFlows.cashSales, { ...orderSettings(world), cashAccount })
  expect(world.netsuite.ledger.balance(cashAccount)).toBe('65.01')

  await world.shop.cancelLines(order.id, [order.line_items[3]?.id ?? ''])
  await world.run(orderFlows.cancellations, { cashAccount })

  expect(await totals(world, 'cashRefund')).toEqual([[`TTS-US1-CR-${order.id}-1`, 20]])
  expect(world.netsuite.ledger.balance(cashAccount)).toBe('45.01')
})

test('a credit that was written before a crash is not written again when more is cancelled', async () => {
  const { world, buy } = await openWorld()
  const order = await buy()
  await world.run(orderFlows.invoices, orderSettings(world))
  await world.shop.cancelLines(order.id, [order.line_items[0]?.id ?? ''])
  await world.run(orderFlows.cancellations)
  // What the crash left: the credit was decided and written, and not yet remembered as done.
  const key = `US1-${order.id}`
  const kept = await world.store.readCache('cancelledUnits', [key], world.sandbox.clock.now())
  await world.store.writeCache('cancelledUnits', [{ key, value: { ...Object(kept.get(key)), units: [] } }])

  await world.shop.cancelLines(order.id, [order.line_items[1]?.id ?? ''])
  await world.run(orderFlows.cancellations)

  expect(await totals(world, 'creditMemo')).toEqual([
    [`TTS-US1-CM-${order.id}-1`, 13.34],
    [`TTS-US1-CM-${order.id}-2`, 13.34],
  ])
})

test('lines of its own for discount, tax and shipping are billed and credited to the cent', async () => {
  const { world, buy } = await openWorld()
  const item = (itemId: string) => world.netsuite.add('nonInventorySaleItem', { itemId })
  const settings = {
    ...orderSettings(world),
    discountAs: 'line',
    platformDiscountAs: 'line',
    platformDiscountItem: await item('Paid by TikTok'),
    shippingItem: await item('Shipping'),
  }
  const order = await buy()
  await world.run(orderFlows.invoices, settings)
  expect(await totals(world, 'invoice')).toEqual([[`TTS-US1-INV-${order.id}`, 65.01]])

  await world.shop.cancelLines(order.id, [order.line_items[0]?.id ?? ''])
  await world.run(orderFlows.cancellations, { discountAs: 'line' })
  await world.shop.cancelLines(order.id)
  await world.run(orderFlows.cancellations, { discountAs: 'line' })

  expect((await totals(world, 'creditMemo')).map(([, total]) => total)).toEqual([13.34, 51.67])
})

test('goods of an invoiced order come back by their return, and its money by its credit', async () => {
  const { world, buy } = await openWorld()
  const refundItem = await world.netsuite.add('nonInventorySaleItem', { itemId: 'Refunds' })
  const order = await buy()
  await world.run(orderFlows.invoices, orderSettings(world))
  await world.shop.ship(order.id)
  for (const _ of ['collected', 'delivered']) await world.shop.advance(order.id)
  const sold = onHand(world)
  const asked = await world.shop.requestReturn(order.id, {
    type: 'RETURN_AND_REFUND',
    lineIds: [order.line_items[0]?.id ?? ''],
  })
  for (const status of ['AWAITING_BUYER_SHIP', 'BUYER_SHIPPED_ITEM', 'RETURN_OR_REFUND_REQUEST_SUCCESS'])
    await world.shop.moveReturn(String(asked['return_id']), status, 'SELLER')
  await world.shop.moveReturn(String(asked['return_id']), 'RETURN_OR_REFUND_REQUEST_COMPLETE', 'SELLER')
  await world.run(orderFlows.returns, { refundItem })

  expect(onHand(world) - sold).toBe(1)
  expect(await totals(world, 'creditMemo')).toEqual([[`TTS-US1-CM-${String(asked['return_id'])}`, 13.34]])
  const [authorization] = await world.netsuite.list('returnAuthorization')
  const { status } = await world.netsuite.client.records.get('returnAuthorization', authorization?.id ?? '')
  expect(status).toMatchObject({ id: 'H' })
})
