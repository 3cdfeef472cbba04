import { describe, expect, test } from 'vitest'
import { createSandbox } from '../create-sandbox.js'
import { marketOf } from '../tiktok-shop/market.js'
import { callChecked } from '../tiktok-shop/testing/call-checked.js'
import { rowsOf } from '../tiktok-shop/testing/call-shop.js'
import { accountPerShop } from './account-per-shop.js'
import { makeMonth } from './make-month.js'
import { makeShop } from './make-shop.js'
import { madeRegions } from './towns.js'

const nowMs = Date.parse('2026-03-02T10:00:00Z')

describe.each(madeRegions)('a shop in %s', region => {
  const { currency, taxIncluded } = marketOf(region)
  const made = makeShop({ orders: 30, regions: [region], nowMs })
  const text = ['JPY', 'IDR'].includes(currency) ? /^-?\d+$/ : /^-?\d+\.\d{2}$/

  test('writes money as its currency is written, tax on top only in the US', () => {
    for (const order of made.orders) {
      const { currency: named, ...amounts } = order.payment ?? {}
      expect(named).toBe(currency)
      for (const value of Object.values(amounts)) expect(value).toMatch(text)
      expect(order.line_items.some(line => line.item_tax !== undefined)).toBe(!taxIncluded)
    }
  })

  test('answers in the documented shape', async () => {
    const sandbox = createSandbox({ seed: made.seed, clock: { at: nowMs } })
    const { data } = await callChecked(sandbox, {
      path: '/order/202309/orders/search',
      query: { page_size: '100' },
      body: {},
    })

    expect(rowsOf(data, 'orders')).toHaveLength(30)
    await callChecked(sandbox, { path: `/order/202407/orders/${made.orders[3]?.id}/price_detail` })
  })

  test('lives through a month whose statements add up', async () => {
    const month = await makeMonth({ orders: 30, region, days: 25 })
    const finance = month.seed.tiktokShop?.shops?.[0]?.finance
    const amounts = JSON.stringify(finance).match(/(?<=_amount":")[^"]+/g) ?? []

    expect(finance?.statements?.length).toBeGreaterThan(2)
    for (const value of amounts) expect(value).toMatch(text)
    const listed = marketOf(region).wallet ? finance?.withdrawals : finance?.payments
    expect(listed?.length).toBeGreaterThan(0)
  })
})

test('several shops of one seller share a token, a catalogue and no id', async () => {
  const made = makeShop({ orders: 30, regions: ['US', 'GB', 'US'], nowMs })
  const sandbox = createSandbox({ seed: made.seed, clock: { at: nowMs } })
  const { data } = await callChecked(sandbox, { path: '/authorization/202309/shops', noCipher: true })

  expect(rowsOf(data, 'shops').map(shop => shop['region'])).toEqual(['US', 'GB', 'US'])
  expect(new Set(made.orders.map(order => order.id)).size).toBe(90)
  const skus = made.seed.tiktokShop?.shops?.map(shop => shop.products?.[0]?.skus[0]) ?? []
  expect(new Set(skus.map(sku => sku?.id)).size).toBe(3)
  expect(new Set(skus.map(sku => sku?.seller_sku)).size).toBe(1)
  expect(made.seed.netsuite?.records?.['customer']).toHaveLength(3)
})

test('the account beside the shop knows the goods, where they lie, and a kit of them', () => {
  const { netsuite, tiktokShop } = makeShop({ orders: 0, nowMs }).seed
  const items = netsuite?.records?.['inventoryItem'] ?? []
  const names = new Set(items.map(item => item['itemId']))

  for (const product of tiktokShop?.shops?.[0]?.products ?? [])
    for (const sku of product.skus) expect(names).toContain(sku.seller_sku)
  expect(items[0]).toMatchObject({ locations: { items: [{ quantityOnHand: 500 }, { quantityOnHand: 120 }] } })
  expect(netsuite?.records?.['kitItem']).toMatchObject([
    { member: { items: [{ quantity: 2 }, { quantity: 1 }] } },
  ])
})

test('a region without towns is refused by name', () => {
  expect(() => makeShop({ regions: ['XX'] })).toThrow('known are US, GB, DE, JP, ID')
})

test('each shop may have an account of its own, in its currency', async () => {
  const { seed } = makeShop({ orders: 4, regions: ['US', 'GB'], nowMs })
  const sandbox = createSandbox({ clock: { at: nowMs }, seed: accountPerShop(seed) })
  const accounts = sandbox.netsuiteAccounts.map(({ account }) => account)
  const customers = accounts.map(account =>
    sandbox.admin('GET', `/netsuite/accounts/${account}/records/customer`),
  )

  expect(accounts).toEqual(['TSTDRV0000001', 'TSTDRV0000002'])
  expect(await Promise.all(customers)).toMatchObject([
    { records: [{ id: '1001', companyName: 'TikTok Shop US', currency: { refName: 'USD' } }] },
    { records: [{ id: '1001', companyName: 'TikTok Shop GB 2', currency: { refName: 'GBP' } }] },
  ])
})
