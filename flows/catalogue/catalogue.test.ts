import { expect, test } from 'vitest'
import { z } from 'zod'
import { openShopWorld } from '../testing/open-shop-world.js'

const pricesOut = 'catalogue/netsuite-prices-to-tiktok-prices'
const productsOut = 'catalogue/netsuite-items-to-tiktok-products'

const product = z.looseObject({
  id: z.string(),
  title: z.string(),
  status: z.string(),
  skus: z.array(
    z.looseObject({
      id: z.string(),
      seller_sku: z.string(),
      price: z.looseObject({ tax_exclusive_price: z.string() }).optional(),
    }),
  ),
})

const openWorld = () => {
  const world = openShopWorld({ skus: 2 })
  const products = async () => z.array(product).parse(await world.shop.list('products'))
  const items = () => world.netsuite.list('inventoryItem')
  return { world, products, items }
}

test('a price that NetSuite has changed is the shop’s; one that a promotion has locked waits, and is set afterwards', async () => {
  const { world, products, items } = openWorld()
  const [scarf, belt] = (await products()).flatMap(({ skus }) => skus)
  const price = async (id: string | undefined) =>
    (await products()).flatMap(({ skus }) => skus).find(sku => sku.id === id)?.price?.tax_exclusive_price
  const idOf = async (name = '') => (await items()).find(row => row['itemId'] === name)?.id ?? ''
  const ask = async (name: string | undefined, basePrice: number) =>
    world.netsuite.client.records.update('inventoryItem', await idOf(name), {
      price: {
        items: [{ priceLevel: { id: '1' }, currencyPage: { id: '1' }, price: basePrice }],
      },
    })
  await ask(scarf?.seller_sku, 41.5)
  await world.run(pricesOut, { currency: 'USD' })
  expect(await price(scarf?.id)).toBe('41.50')

  const seed = z.record(z.string(), z.json()).parse(await world.shop.call('GET', ''))
  const lock = (locked: object) =>
    world.sandbox.admin('PUT', '/tiktok-shop/shops', { shops: [{ ...seed, locked }] })
  await lock({ [`${belt?.id}/7068517275539719942`]: 1 })
  await ask(belt?.seller_sku, 12)
  await world.run(pricesOut, { currency: 'USD' })
  expect(await world.parked()).toMatchObject([{ failure: { message: expect.stringContaining('promotion') } }])

  await lock({})
  await world.retry(pricesOut, { currency: 'USD' })
  expect(await price(belt?.id)).toBe('12.00')
  expect(await world.parked()).toEqual([])
})

test('an item becomes a product under review, once; on sale it is changed in what NetSuite owns, and taken off with the item', async () => {
  const { world, products } = openWorld()
  const settings = {
    currency: 'USD',
    warehouse: '7068517275539719942',
    create: true,
    edit: true,
    status: true,
    saveMode: 'LISTING',
    owns: ['title'],
    columns: ['custitem_image', 'custitem_tiktok'],
    imageFields: ['custitem_image'],
    onlyItems: 'custitem_tiktok',
    defaultCategory: '600001',
  }
  const { id: hat } = await world.netsuite.client.records.create('inventoryItem', {
    itemId: 'HAT',
    displayName: 'Felt hat',
    subsidiary: { items: [{ id: world.ids.subsidiary }] },
    price: {
      items: [{ priceLevel: { id: '1' }, currencyPage: { id: '1' }, price: 25 }],
    },
    custitem_image: 'https://example.com/hat.png',
    custitem_tiktok: true,
  })
  const run = () => world.run(productsOut, settings)
  const found = async () =>
    (await products()).filter(({ skus }) => skus.some(sku => sku.seller_sku === 'HAT'))
  await run()
  await world.run(productsOut, settings, { again: true, fromMs: 0 })
  expect(await found()).toMatchObject([{ title: 'Felt hat', status: 'PENDING' }])

  world.pass({ days: 3 })
  await world.netsuite.client.records.update('inventoryItem', hat, { displayName: 'Felt hat, warm' })
  await run()
  expect(await found()).toMatchObject([{ title: 'Felt hat, warm', status: 'ACTIVATE' }])
  await world.netsuite.client.records.update('inventoryItem', hat, { isInactive: true })
  await run()
  expect(await found()).toMatchObject([{ status: 'SELLER_DEACTIVATED' }])
  await world.netsuite.client.records.update('inventoryItem', hat, { isInactive: false })
  await run()
  expect(await found()).toMatchObject([{ status: 'ACTIVATE' }])

  const uploads = world.sandbox.calls.list({}).filter(({ path }) => path.endsWith('/images/upload'))
  expect(uploads).toHaveLength(1)
  expect(await world.parked()).toEqual([])
})
