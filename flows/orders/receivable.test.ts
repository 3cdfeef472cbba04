import { expect, test } from 'vitest'
import { sampleAccounts } from '../src/settlement/testing/worked-example.js'
import { openShopWorld, type ShopWorld } from '../testing/open-shop-world.js'
import { orderFlows, orderSettings, shipInNetSuite } from '../testing/order-flows.js'
import type { OrderWish } from '../testing/to-order.js'

const statements = 'settlement/tiktok-statements-to-netsuite-books'

/** Orders that are invoiced, and statements that take them off the receivable. */
const openWorld = async () => {
  const world = openShopWorld({
    skus: 3,
    tiktok: { settleAfterSecs: 3600, completeAfterSecs: null, sellerAnswerSecs: null },
  })
  const refundItem = await world.netsuite.add('nonInventorySaleItem', { itemId: 'Refunds' })
  const [sku = ''] = (await world.shop.products()).flatMap(({ skus }) =>
    skus.map(one => one.seller_sku ?? ''),
  )
  const sell = async (wish: Partial<OrderWish> = {}) => {
    const units = [{ sellerSku: sku, price: '40.00', sellerDiscount: '4.00', platformDiscount: '6.00' }]
    const order = await world.shop.buy({ units, tax: '2.88', ...wish })
    await world.run(orderFlows.orders, orderSettings(world))
    return order
  }
  const deliver = async (orderId: string) => {
    await shipInNetSuite(world, `TTS-US1-SO-${orderId}`)
    await world.run(orderFlows.billing)
    await world.shop.ship(orderId)
    for (const _ of ['collected', 'delivered']) await world.shop.advance(orderId)
  }
  const refund = async (orderId: string, partial?: string) => {
    const asked = await world.shop.requestReturn(orderId, { type: 'REFUND' })
    const id = String(asked['return_id'])
    if (partial !== undefined) {
      const row = (await world.shop.list('returns')).find(({ return_id }) => return_id === id)
      await world.shop.call('PUT', '/returns', {
        returns: [{ ...row, partial_refund: { amount: partial, currency: 'USD' } }],
      })
    }
    await world.shop.moveReturn(id, 'RETURN_OR_REFUND_REQUEST_COMPLETE', 'SELLER')
    await world.run(orderFlows.returns, { refundItem })
  }
  const settle = async () => {
    world.pass({ hours: 2 })
    await world.shop.call('POST', '/finance/close-statement')
    const settings = { mode: 'feesOnly', accounts: sampleAccounts, customer: world.ids.customer }
    await world.run(statements, settings)
  }
  return { world, sell, deliver, refund, settle }
}

const receivable = ({ netsuite }: ShopWorld) =>
  netsuite.ledger.balancesBy({ by: 'entity' }).map(({ balance }) => balance)

const credits = async ({ netsuite }: ShopWorld) =>
  (await netsuite.list('creditMemo')).map(({ total }) => total)

test('what TikTok pays of the price, and tax that it collects, leave nothing on the receivable', async () => {
  const { world, sell, deliver, settle } = await openWorld()
  const order = await sell({ shipping: '4.99' })
  await deliver(order.id)
  expect(receivable(world)).toEqual(['40.99'])

  await settle()

  expect(receivable(world)).toEqual([])
})

test.each([
  ['all of it', undefined, 36],
  ['an agreed part, tax included', '15.00', 13.69],
])('a refund after the settlement meets the row of its statement: %s', async (_, partial, credited) => {
  const { world, sell, deliver, refund, settle } = await openWorld()
  const order = await sell()
  await deliver(order.id)
  await settle()

  await refund(order.id, partial)
  expect(await credits(world)).toEqual([credited])
  expect(receivable(world)).toEqual([`-${credited.toFixed(2)}`])
  await settle()

  expect(receivable(world)).toEqual([])
})

test('a refund before the settlement comes to nothing with it', async () => {
  const { world, sell, deliver, refund, settle } = await openWorld()
  const order = await sell({ shipping: '4.99' })
  await deliver(order.id)
  await refund(order.id)
  expect(await credits(world)).toEqual([40.99])

  await settle()

  expect(receivable(world)).toEqual([])
})

test('the rest of an order that was cancelled in part settles to nothing, and one that was cancelled has no row', async () => {
  const { world, sell, deliver, settle } = await openWorld()
  const [unit] = (await sell()).line_items
  const order = await sell({
    units: [{ sellerSku: unit?.seller_sku ?? '', count: 3, price: '16.67', sellerDiscount: '3.33' }],
  })
  const gone = await sell()
  await world.shop.cancelLines(gone.id)
  await world.shop.cancelLines(order.id, [order.line_items[1]?.id ?? ''])
  await world.run(orderFlows.cancellations)
  await deliver(order.id)
  expect(receivable(world)).toEqual(['26.68'])

  await settle()

  expect(receivable(world)).toEqual([])
})
