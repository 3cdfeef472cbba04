import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type PublishInput, publishInput } from './publish-input.js'
import { quantitiesOf, toPublish } from './to-publish.js'

const at = '2026-03-02T12:00:00Z'
const now = Date.parse(at) / 1000

const stockRow = (location: string, available: number, more: object = {}) => ({
  location,
  quantityavailable: available,
  quantityonhand: available,
  quantityonorder: 0,
  quantitybackordered: 0,
  ...more,
})

const listingOf = (available: Readonly<Record<string, number>>, more: object = {}) => ({
  id: 'S1',
  product_id: 'P1',
  product_status: 'ACTIVATE',
  seller_sku: 'SCARF',
  warehouse_inventory: Object.entries(available).map(([id, units]) => ({
    warehouse_id: id,
    available_quantity: units,
  })),
  ...more,
})

const ordered = (orderId: string, units: number, more: object = {}) => ({
  order_id: orderId,
  sku_id: 'S1',
  seller_sku: 'SCARF',
  warehouse_id: 'W1',
  units,
  is_shipped: false,
  // Long ago, so that no margin comes of it.
  create_time: now - 7200,
  ...more,
})

const input = (more: object = {}) => ({
  at,
  listings: [listingOf({ W1: 0 })],
  family: {
    id: '321',
    itemid: 'SCARF',
    isinactive: 'F',
    parts: [{ item: '321', quantity: 1 }],
    sharers: [{ itemid: 'SCARF', uses: [{ item: '321', quantity: 1 }] }],
  },
  packs: [],
  open: {},
  booked: {},
  orderPrefix: 'TTS-US1-SO-',
  stock: { '321': [stockRow('1', 10)] },
  sales: {},
  last: null,
  warehouses: { W1: ['1'] },
  suspendedItems: [],
  suspendedLocations: [],
  count: 'available',
  rules: {},
  unseen: { elsewhereSecs: 180, siblingSecs: 90, ownSecs: 5 },
  raisesFromPercent: 0,
  ...more,
})

const quantity = (more: object = {}) => {
  const parsed = publishInput.parse(input(more))
  const [listing] = parsed.listings
  return listing === undefined ? undefined : quantitiesOf(listing, parsed)[0]?.quantity
}

const decide = (more: object = {}) =>
  toPublish.run({ record: {}, steps: {}, arguments: JSON.parse(JSON.stringify(input(more))) })

describe('units sold in the shop', () => {
  test('that NetSuite has not booked come off what it shows, on hold or parked alike', () => {
    expect(quantity({ open: { SCARF: [ordered('1', 2), ordered('2', 1)] } })).toBe(7)
  })

  test('that NetSuite has booked are off its number already', () => {
    const open = { SCARF: [ordered('1', 2), ordered('2', 1)] }
    expect(quantity({ open, booked: { 'TTS-US1-SO-1': { status: 'B' }, 'TTS-US1-SO-2': null } })).toBe(9)
  })

  test('of an order that waits for approval are not committed yet', () => {
    const booked = { 'TTS-US1-SO-1': { status: 'A' } }
    expect(quantity({ open: { SCARF: [ordered('1', 2)] }, booked })).toBe(8)
  })

  test('from another warehouse stay there; without one they come off everywhere', () => {
    const warehouses = { W1: ['1'], W2: ['2'] }
    expect(quantity({ warehouses, open: { SCARF: [ordered('1', 2, { warehouse_id: 'W2' })] } })).toBe(10)
    expect(quantity({ warehouses, open: { SCARF: [ordered('1', 2, { warehouse_id: '' })] } })).toBe(8)
  })

  test('come off the kit that holds the item, and a kit’s off the item', () => {
    const sharers = [
      { itemid: 'SCARF', uses: [{ item: '321', quantity: 1 }] },
      { itemid: 'SET', uses: [{ item: '321', quantity: 2 }] },
    ]
    const family = { ...input().family, sharers }
    const open = { SET: [ordered('1', 3, { sku_id: 'S2', seller_sku: 'SET' })], SCARF: [ordered('2', 1)] }
    expect(quantity({ family, open })).toBe(10 - 3 * 2 - 1)
    const kit = { ...family, id: '900', itemid: 'SET', parts: [{ item: '321', quantity: 2 }] }
    expect(quantity({ family: kit, open })).toBe(1)
  })

  test('in packs take as many as a pack holds', () => {
    const packs = [{ sku: 'SCARF-6', item: 'SCARF', units: 6 }]
    const open = { 'SCARF-6': [ordered('1', 1, { seller_sku: 'SCARF-6' })] }
    expect(quantity({ packs, open })).toBe(4)
    const listings = [listingOf({ W1: 0 }, { seller_sku: 'SCARF-6' })]
    expect(quantity({ packs, listings, stock: { '321': [stockRow('1', 20)] } })).toBe(3)
  })

  test('that left come off until their order is booked, of what is on hand, too', () => {
    const open = { SCARF: [ordered('1', 2, { is_shipped: true })] }
    const booked = { 'TTS-US1-SO-1': { status: 'B' } }
    for (const count of ['available', 'onHand']) {
      expect(quantity({ count, open })).toBe(8)
      expect(quantity({ count, open, booked })).toBe(10)
      expect(quantity({ count, open, countedOut: ['1'] })).toBe(10)
    }
  })

  test('of orders that were billed at once are off NetSuite’s numbers before they have left', () => {
    const open = { SCARF: [ordered('1', 2)] }
    for (const count of ['available', 'onHand']) expect(quantity({ count, open, countedOut: ['1'] })).toBe(10)
  })

  test('come off what is on hand whether booked or not', () => {
    const booked = { 'TTS-US1-SO-1': { status: 'B' } }
    expect(quantity({ count: 'onHand', open: { SCARF: [ordered('1', 2)] }, booked })).toBe(8)
  })
})

describe('a margin is kept back', () => {
  test('for what other channels have just sold', () => {
    expect(quantity({ sales: { '321': { unitsinhour: 60, unitsinquarter: 10 } } })).toBe(10 - 9)
  })

  test('for a SKU that shares the stock, as long as this one has not been lowered', () => {
    const recent = ordered('1', 4, { sku_id: 'S9', create_time: now - 60 })
    expect(quantity({ open: { SCARF: [recent] }, booked: { 'TTS-US1-SO-1': { status: 'B' } } })).toBe(10 - 3)
  })
})

describe('for sales of its own that a write would cross with', () => {
  const recent = (units: number) => ({
    SCARF: [ordered('1', units, { create_time: now - 60 })],
  })
  const booked = { 'TTS-US1-SO-1': { status: 'B' } }
  const selling = (shown: number) => ({
    open: recent(100),
    booked,
    stock: { '321': [stockRow('1', 300)] },
    listings: [listingOf({ W1: shown })],
    unseen: { elsewhereSecs: 0, siblingSecs: 0, ownSecs: 60 },
  })

  test('a unit is kept back for each that may be sold meanwhile, by the pace of the last quarter of an hour', () => {
    // 100 in a quarter of an hour are 400 an hour, 6.7 in a minute.
    expect(quantity(selling(900))).toBe(300 - Math.ceil(400 / 60 + 3 * Math.sqrt(400 / 60)))
  })
})

describe('what is suspended shows none', () => {
  test.each([
    ['an item', { suspendedItems: ['SCARF'] }],
    ['an item that is inactive', { family: { ...input().family, isinactive: 'T' } }],
    ['every location behind the warehouse', { suspendedLocations: ['1'] }],
  ])('%s', (_, more) => {
    expect(quantity(more)).toBe(0)
  })

  test('one of several locations is left out', () => {
    const stock = { '321': [stockRow('1', 10), stockRow('2', 4)] }
    expect(quantity({ stock, warehouses: { W1: ['1', '2'] }, suspendedLocations: ['1'] })).toBe(4)
  })
})

describe('what is decided', () => {
  test('names what TikTok showed, so that sales until the write come off', () => {
    expect(decide({ listings: [listingOf({ W1: 12, FBT: 50 })] })).toMatchObject({
      answer: {
        skus: [
          { sku_id: 'S1', product_id: 'P1', inventory: [{ warehouse_id: 'W1', quantity: 10, seen: 12 }] },
        ],
      },
    })
  })

  test('is nothing where TikTok shows what it should', () => {
    expect(decide({ listings: [listingOf({ W1: 10, FBT: 50 })] })).toEqual({
      skip: 'TikTok Shop shows what it should',
    })
  })

  test('puts off a raise that nobody would notice, and no lowering', () => {
    const stock = (units: number) => ({ stock: { '321': [stockRow('1', units)] } })
    const listings = [listingOf({ W1: 100 })]
    expect(decide({ ...stock(104), listings, raisesFromPercent: 5 })).toHaveProperty('skip')
    expect(decide({ ...stock(105), listings, raisesFromPercent: 5 })).toHaveProperty('answer')
    expect(decide({ ...stock(99), listings, raisesFromPercent: 5 })).toHaveProperty('answer')
    expect(decide({ ...stock(1), listings: [listingOf({ W1: 0 })], raisesFromPercent: 5 })).toHaveProperty(
      'answer',
    )
  })

  test('tells of products that cannot take stock now, and publishes the rest', () => {
    const listings = [listingOf({ W1: 0 }), listingOf({ W1: 0 }, { id: 'S2', product_status: 'PENDING' })]
    expect(decide({ listings })).toMatchObject({
      answer: {
        skus: [{ sku_id: 'S1' }],
        waiting: ['SKU S2 of product P1 is PENDING, TikTok reviews it'],
      },
    })
  })

  test('is a failure for an item without stock and for a SKU whose warehouses nobody mapped', () => {
    expect(decide({ family: { ...input().family, parts: [] } })).toMatchObject({
      failure: { kind: 'mapping', message: 'NetSuite counts no stock of SCARF' },
    })
    expect(decide({ listings: [listingOf({ FBT: 5 })] })).toMatchObject({
      failure: { message: expect.stringContaining('it is in FBT') },
    })
  })
})

/** A little world: units in places, sold by this shop and elsewhere; NetSuite knows of some of it. */
const world = fc.record({
  inPlaces: fc.array(fc.nat(40), { minLength: 1, maxLength: 3 }),
  soldElsewhere: fc.nat(30),
  orders: fc.array(fc.record({ units: fc.integer({ min: 1, max: 5 }), isBooked: fc.boolean() }), {
    maxLength: 12,
  }),
})

test('whatever was sold where: what is published is what is free, no unit sold twice and none lost', () => {
  fc.assert(
    fc.property(world, ({ inPlaces, soldElsewhere, orders }) => {
      const sum = (list: readonly number[]) => list.reduce((total, each) => total + each, 0)
      const soldHere = sum(orders.map(({ units }) => units))
      const bookedUnits = sum(orders.filter(({ isBooked }) => isBooked).map(({ units }) => units))
      const free = Math.max(0, sum(inPlaces) - soldElsewhere - soldHere)
      const published = quantity(netsuiteOf(inPlaces, soldElsewhere + bookedUnits, orders))
      expect(published).toBe(free)
    }),
  )
})

/** What NetSuite shows: commitments come off place by place; what no place has is back-ordered. */
const netsuiteOf = (
  inPlaces: readonly number[],
  committed: number,
  orders: readonly { readonly units: number; readonly isBooked: boolean }[],
): Partial<PublishInput> => {
  let left = committed
  const rows = inPlaces.map((units, index) => {
    const here = Math.min(units, left)
    left -= here
    return stockRow(String(index + 1), units - here, { quantityonhand: units })
  })
  const [first, ...others] = rows
  const stock = first === undefined ? rows : [{ ...first, quantitybackordered: left }, ...others]
  return {
    warehouses: { W1: rows.map(({ location }) => location) },
    stock: { '321': stock },
    open: { SCARF: orders.map(({ units }, index) => ordered(String(index), units)) },
    booked: Object.fromEntries(
      orders.map(({ isBooked }, index) => [`TTS-US1-SO-${index}`, isBooked ? { status: 'B' } : null]),
    ),
  }
}
