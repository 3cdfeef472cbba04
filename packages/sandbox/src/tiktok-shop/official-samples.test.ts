import { expect, test } from 'vitest'
import { createSandbox } from '../create-sandbox.js'
import { checkSeed } from '../seed.js'
import orderSample from './__fixtures__/order-detail-202507.example.json' with { type: 'json' }
import productSample from './__fixtures__/product-detail.example.json' with { type: 'json' }
import { defaultTikTokShopCredentials as known } from './seed.js'
import { callChecked } from './testing/call-checked.js'
import { callShop, rowsOf } from './testing/call-shop.js'

const seed = checkSeed({
  tiktokShop: {
    settings: { unpaidCancelSecs: null },
    shops: [
      {
        id: known.shopId,
        name: 'Samples',
        cipher: known.shopCipher,
        code: 'SAMPLES',
        orders: orderSample.data.orders.map(order => ({
          ...order,
          status: 'AWAITING_SHIPMENT',
          shipping_type: 'SELLER',
        })),
        products: [{ ...productSample.data, create_time: 1, update_time: 2 }],
      },
    ],
  },
})

test('the official sample order is a seed, and comes back as it went in', async () => {
  const sandbox = createSandbox({ seed, clock: { at: '2021-04-28T13:00:00Z' } })
  const [order] = orderSample.data.orders
  const answer = await sandbox.admin('GET', `/tiktok-shop/shops/${known.shopId}/orders/${order?.id}`)

  expect(answer).toEqual({ ...order, status: 'AWAITING_SHIPMENT', shipping_type: 'SELLER' })
})

test('so is the official sample product', async () => {
  const sandbox = createSandbox({ seed, clock: { at: '2021-04-28T13:00:00Z' } })
  const { data } = await callChecked(sandbox, { path: `/product/202309/products/${productSample.data.id}` })

  expect(data).toMatchObject({ id: productSample.data.id, title: productSample.data.title })
  expect(rowsOf(data, 'skus')).toHaveLength(productSample.data.skus.length)
})

test('fields that no documentation knows appear when asked for', async () => {
  const sandbox = createSandbox({
    clock: { at: '2021-04-28T13:00:00Z' },
    seed: { tiktokShop: { ...seed.tiktokShop, settings: { extraFields: true } } },
  })
  const ids = orderSample.data.orders[0]?.id ?? ''
  const { data } = await callShop(sandbox, { path: '/order/202507/orders', query: { ids } })

  expect(rowsOf(data, 'orders')[0]).toHaveProperty('sandbox_extra_field')
})

test('a wrong seed names each wrong place', () => {
  expect(() => checkSeed({ tiktokShop: { shops: [{ id: '1', orders: [{ id: 5 }] }] }, other: {} })).toThrow(
    /shops\[0\].orders\[0\].id[\s\S]*/,
  )
  expect(() => checkSeed({ other: {} })).toThrow('other')
})
