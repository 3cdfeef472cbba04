import type { JsonObject } from '@tiktok-ns/flow-engine'
import { expect, test } from 'vitest'
import { openShopWorld } from '../testing/open-shop-world.js'
import { orderFlows, orderSettings } from '../testing/order-flows.js'

interface PriceCase {
  readonly region: string
  readonly prices: readonly [price: string, sellerDiscount: string, platformDiscount: string][]
  readonly shipping: string
  readonly retailDeliveryFee?: string
  readonly settings: JsonObject
  /** Of the whole order, of its first unit with shipping and fees, and of what is left without its second. */
  readonly totals: readonly [whole: number, first: number, left: number]
}

const thirds: PriceCase['prices'] = [
  ['16.67', '3.33', '1.11'],
  ['16.67', '3.33', '1.11'],
  ['16.67', '3.34', '1.12'],
]

const cases: Readonly<Record<string, PriceCase>> = {
  'a discount in the header': {
    region: 'US',
    prices: thirds,
    shipping: '4.99',
    settings: {},
    totals: [45, 18.33, 31.66],
  },
  'no discount to be seen, and a retail delivery fee': {
    region: 'US',
    prices: thirds,
    shipping: '4.99',
    retailDeliveryFee: '0.28',
    settings: { discountAs: 'price', shippingItem: '9001', retailDeliveryFeeItem: '9002' },
    totals: [45.28, 18.61, 31.94],
  },
  'VAT inside the prices': {
    region: 'GB',
    prices: thirds,
    shipping: '3.60',
    settings: { pricesIncludeTax: true, taxRates: { GB: '20' }, shippingItem: '9001', country: 'GB' },
    totals: [43.61, 16.94, 30.27],
  },
  'VAT inside the prices that TikTok owes': {
    region: 'GB',
    prices: thirds,
    shipping: '3.60',
    settings: {
      pricesIncludeTax: true,
      vatOwedBy: 'rules',
      establishedIn: ['US'],
      taxRates: { GB: '20' },
      shippingItem: '9001',
      country: 'GB',
    },
    totals: [36.34, 14.12, 25.23],
  },
  'yen, with tax inside': {
    region: 'JP',
    prices: [
      ['1000', '333', '0'],
      ['1000', '333', '0'],
      ['1000', '334', '0'],
    ],
    shipping: '499',
    settings: { pricesIncludeTax: true, taxRates: { JP: '10' }, shippingItem: '9001', country: 'JP' },
    totals: [2_499, 1_166, 1_832],
  },
}

test.each(Object.entries(cases))(
  '%s: ordered, billed in parts and cancelled to the cent',
  async (_, given) => {
    const world = openShopWorld({
      skus: 3,
      regions: [given.region],
      netsuite: {
        records: {
          nonInventorySaleItem: [
            { id: '9001', itemId: 'Charge', isFulfillable: false },
            { id: '9002', itemId: 'Fee', isFulfillable: false },
          ],
        },
      },
    })
    const sellerSku = (await world.shop.products())[0]?.skus[0]?.seller_sku ?? ''
    const { id, line_items } = await world.shop.buy({
      units: given.prices.map(([price, sellerDiscount, platformDiscount]) => ({
        sellerSku,
        price,
        sellerDiscount,
        platformDiscount,
      })),
      shipping: given.shipping,
      ...(given.retailDeliveryFee === undefined ? {} : { retailDeliveryFee: given.retailDeliveryFee }),
    })
    const discountAs = String(given.settings['discountAs'] ?? 'header')
    const key = `TTS-${given.region}1-SO-${id}`
    const shipOne = (line: number) =>
      world.netsuite.client.records.transform(
        'salesOrder',
        { externalId: key },
        'itemFulfillment',
        { shipStatus: { id: 'C' }, item: { items: [{ orderLine: line, quantity: 1 }] } },
        { replace: ['item'] },
      )
    const billed = async () =>
      Math.round(
        (await world.netsuite.list('invoice')).reduce((sum, { total }) => sum + Number(total), 0) * 100,
      ) / 100

    await world.run(orderFlows.orders, { ...orderSettings(world), ...given.settings })
    expect(await world.netsuite.get('salesOrder', `eid:${key}`)).toMatchObject({ total: given.totals[0] })

    await shipOne(1)
    await world.run(orderFlows.billing, { discountAs })
    expect(await billed()).toBe(given.totals[1])

    await world.shop.cancelLines(id, [line_items[1]?.id ?? ''])
    await world.run(orderFlows.cancellations, { discountAs })
    await shipOne(2)
    await world.run(orderFlows.billing, { discountAs })
    expect(await billed()).toBe(given.totals[2])
  },
)
