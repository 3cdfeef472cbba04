import { expect, test } from 'vitest'
import { openShopWorld } from '../testing/open-shop-world.js'
import { orderFlows, orderSettings, shipInNetSuite } from '../testing/order-flows.js'

test('an order of 250 prices has 250 lines, units alike are one, and all of it is shipped and billed to the cent', async () => {
  const world = openShopWorld({ skus: 3 })
  const sellerSku = (await world.shop.products())[0]?.skus[0]?.seller_sku ?? ''
  const cents = Array.from({ length: 250 }, (_, index) => 1_001 + index)
  const order = await world.shop.buy({
    units: cents.map(price => ({ sellerSku, price: (price / 100).toFixed(2), sellerDiscount: '0.01' })),
  })
  const alike = await world.shop.buy({ units: [{ sellerSku, count: 240, price: '0.99' }] })

  await world.run(orderFlows.orders, orderSettings(world))
  for (const { id } of [order, alike]) await shipInNetSuite(world, `TTS-US1-SO-${id}`)
  await world.run(orderFlows.billing)

  const billed = (cents.reduce((sum, price) => sum + price, 0) - 250) / 100
  expect(await world.netsuite.get('salesOrder', `eid:TTS-US1-SO-${order.id}`)).toMatchObject({
    total: billed,
    item: { items: { length: 250 } },
  })
  expect(await world.netsuite.get('invoice', `eid:TTS-US1-INV-${order.id}-250`)).toMatchObject({
    total: billed,
  })
  expect(await world.netsuite.get('invoice', `eid:TTS-US1-INV-${alike.id}-240`)).toMatchObject({
    total: 237.6,
    item: { items: [{ quantity: 240 }] },
  })
  expect(await world.parked()).toEqual([])
})
