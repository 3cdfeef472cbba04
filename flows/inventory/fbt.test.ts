import type { JsonObject } from '@tiktok-ns/flow-engine'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { sampleAccounts } from '../src/settlement/testing/worked-example.js'
import { openShopWorld } from '../testing/open-shop-world.js'

const stockIn = 'inventory/tiktok-fbt-stock-to-netsuite'
const movementsIn = 'inventory/tiktok-fbt-movements-to-netsuite-stock'
const inboundIn = 'inventory/tiktok-fbt-inbound-to-netsuite-transfers'
const packagesIn = 'fulfillment/tiktok-packages-to-netsuite-fulfillments'
const returnsIn = 'orders/tiktok-returns-to-netsuite'
const ordersIn = 'orders/tiktok-orders-to-netsuite-sales-orders'
const statementsIn = 'settlement/tiktok-statements-to-netsuite-books'

const inbound = z.looseObject({ id: z.string() })
const fbtWarehouse = '7136104329798256386'
/** The seller counts 500 of each SKU in the own warehouse, TikTok 120 in its own; NetSuite knows both. */
const [atHome, atTikTok] = [500, 120]
const claims = '1150'

const openWorld = async () => {
  const world = openShopWorld({ skus: 2 })
  const { shop, netsuite, ids } = world
  const damaged = await netsuite.add('location', {
    name: 'Damaged at TikTok',
    subsidiary: { items: [{ id: ids.subsidiary }] },
  })
  const [scarf, belt] = (await shop.products()).flatMap(({ skus }) => skus)
  const names = { scarf: scarf?.seller_sku ?? '', belt: belt?.seller_sku ?? '' }
  const skuIds = { scarf: scarf?.id ?? '', belt: belt?.id ?? '' }
  const items = await netsuite.list('inventoryItem')
  const idOf = (name: string): string => items.find(row => row['itemId'] === name)?.id ?? ''
  const onHand = (name: string, location: string): number =>
    netsuite.stock.levels().find(row => row.item === idOf(name) && row.location === location)?.onHand ?? 0
  const places = (name: string) => [
    onHand(name, ids.location),
    onHand(name, ids.fbtLocation),
    onHand(name, damaged),
  ]
  const settings = {
    locations: { [fbtWarehouse]: ids.fbtLocation },
    damagedLocations: { [fbtWarehouse]: damaged },
    subsidiary: ids.subsidiary,
    lossAccount: claims,
  }
  const move = (fields: JsonObject) =>
    shop.call('POST', '/fbt/movements', { skuId: skuIds.scarf, fbtWarehouseId: fbtWarehouse, ...fields })
  const send = async (quantity: number) =>
    inbound.parse(
      await shop.call('POST', '/fbt/inbound-orders', {
        fbtWarehouseId: fbtWarehouse,
        goods: [
          { skuId: skuIds.scarf, quantity },
          { skuId: skuIds.belt, quantity: 4 },
        ],
      }),
    ).id
  const receive = (id: string, goods: readonly JsonObject[]) =>
    shop.call('POST', `/fbt/inbound-orders/${id}/receive`, { goods })
  const close = (id: string) => shop.call('POST', `/fbt/inbound-orders/${id}/status`, { status: 'RECEIVED' })
  const balance = (number: string): string =>
    netsuite.ledger.trialBalance().find(row => row.number === number)?.balance ?? '0.00'
  return {
    world,
    names,
    skuIds,
    damaged,
    places,
    settings,
    move,
    send,
    receive,
    close,
    balance,
    takeMovements: (more: JsonObject = {}) => world.run(movementsIn, { ...settings, ...more }),
    takeInbound: (more: JsonObject = {}, ids?: readonly string[]) =>
      world.run(
        inboundIn,
        { ...settings, sourceLocation: world.ids.location, ...more },
        ids === undefined ? {} : { ids },
      ),
    compare: (more: JsonObject = {}) => {
      const { locations, damagedLocations } = settings
      return world.run(stockIn, { locations, damagedLocations, ...more })
    },
  }
}

describe('goods sent to TikTok', () => {
  test('are a transfer order, shipped when they leave, received as they are counted, damaged ones apart', async () => {
    const { world, send, receive, takeInbound, places, names, skuIds } = await openWorld()
    const id = await send(10)
    world.pass({ minutes: 1 })
    const [notice] = (await world.notices()).filter(
      ({ topic }) => topic === 'inbound-fbt-order-status-change',
    )
    expect(notice?.recordId).toBe(id)
    await takeInbound({}, [id])
    expect(places(names.scarf)).toEqual([atHome - 10, atTikTok, 0])

    await receive(id, [{ skuId: skuIds.scarf, quantity: 6, defective: 1 }])
    await takeInbound()
    expect(places(names.scarf)).toEqual([atHome - 10, atTikTok + 6, 1])
    await receive(id, [
      { skuId: skuIds.scarf, quantity: 3 },
      { skuId: skuIds.belt, quantity: 4 },
    ])
    await takeInbound()
    await takeInbound({}, [id])
    expect(await world.parked()).toEqual([])

    expect(places(names.scarf)).toEqual([atHome - 10, atTikTok + 9, 1])
    expect(places(names.belt)).toEqual([atHome - 4, atTikTok + 4, 0])
    expect(await world.netsuite.get('transferOrder', `eid:TTS-US1-TO-${id}`)).toMatchObject({
      status: { id: 'G' },
    })
    expect(await world.netsuite.list('itemReceipt')).toHaveLength(3)
    expect(await world.parked()).toEqual([])
  })

  test('that never arrive are told when TikTok closes the order, or go to the claim', async () => {
    const opened = await openWorld()
    const { world, send, receive, close, takeInbound, places, names, skuIds, balance, settings } = opened
    const id = await send(10)
    await receive(id, [
      { skuId: skuIds.scarf, quantity: 7 },
      { skuId: skuIds.belt, quantity: 4 },
    ])
    await close(id)

    await takeInbound()
    expect(await world.parked()).toMatchObject([
      { traceKey: id, failure: { message: expect.stringContaining(`3 of ${names.scarf}`) } },
    ])

    await world.retry(inboundIn, { ...settings, sourceLocation: world.ids.location, short: 'claim' })
    await takeInbound({ short: 'claim' }, [id])
    expect(places(names.scarf)).toEqual([atHome - 10, atTikTok + 7, 0])
    expect(balance('1250')).toBe('0.00')
    expect(Number(balance(claims))).toBeGreaterThan(0)
    expect(await world.parked()).toEqual([])
  })

  test('beyond what was sent come in all the same, against the account of differences', async () => {
    const { send, receive, takeInbound, places, names, skuIds, world } = await openWorld()
    const id = await send(10)
    await receive(id, [{ skuId: skuIds.scarf, quantity: 12 }])

    await takeInbound()
    await takeInbound({}, [id])

    expect(places(names.scarf)).toEqual([atHome - 10, atTikTok + 12, 0])
    expect(await world.parked()).toEqual([])
  })

  test('are nothing to NetSuite where the order was cancelled before it was known; after that it is told', async () => {
    const { world, send, takeInbound } = await openWorld()
    const cancel = (id: string) =>
      world.shop.call('POST', `/fbt/inbound-orders/${id}/status`, { status: 'CANCELLED' })
    const [never, late] = [await send(5), await send(5)]
    await cancel(never)
    const first = await takeInbound({}, [never, late])
    expect(first.counts).toMatchObject({ written: 1, skipped: 1 })

    await cancel(late)
    await takeInbound({}, [late])
    expect(await world.parked()).toMatchObject([
      { failure: { message: expect.stringContaining(`close the transfer order TTS-US1-TO-${late}`) } },
    ])
  })
})

describe('what happens in TikTok’s warehouse', () => {
  test('a loss waits on the claim until TikTok pays for it, once', async () => {
    const { world, move, takeMovements, places, names, balance, settings } = await openWorld()
    await move({ by: -2, type: 'INVENTORY_COUNT_ORDER' })
    await takeMovements()
    await world.run(movementsIn, settings, { again: true, fromMs: 0 })
    expect(places(names.scarf)).toEqual([atHome, atTikTok - 2, 0])
    const owed = balance(claims)
    expect(Number(owed)).toBeGreaterThan(0)

    await world.shop.call('PUT', '/statements', {
      statements: [
        {
          head: {
            id: '1',
            statement_time: Math.floor(world.sandbox.clock.now() / 1000),
            currency: 'USD',
            settlement_amount: owed,
            payment_status: 'PROCESSING',
            payment_id: '',
          },
          rows: [
            {
              row: {
                id: 'R',
                type: 'LOGISTICS_REIMBURSEMENT',
                adjustment_id: 'R',
                adjustment_amount: owed,
                settlement_amount: owed,
              },
              skus: [],
            },
          ],
          payableCents: Math.round(Number(owed) * 100),
        },
      ],
    })
    await world.run(statementsIn, {
      mode: 'journal',
      accounts: { ...sampleAccounts, 'adj.reimbursement': claims },
    })

    expect(balance(claims)).toBe('0.00')
    expect(balance('1160')).toBe(owed)
  })

  test('damage moves goods to the damaged location and back; without one they leave against the claim', async () => {
    const { move, takeMovements, places, names, balance } = await openWorld()
    const status = (by: number, goodsType: string) =>
      move({ by, goodsType, type: 'INVENTORY_STATUS_ADJUSTMENT_ORDER' })
    await status(-3, 'NORMAL')
    await status(3, 'DEFECTIVE')
    await takeMovements()
    expect(places(names.scarf)).toEqual([atHome, atTikTok - 3, 3])
    expect(balance(claims)).toBe('0.00')

    await status(1, 'NORMAL')
    await status(-1, 'DEFECTIVE')
    await takeMovements()
    expect(places(names.scarf)).toEqual([atHome, atTikTok - 2, 2])

    await status(-5, 'NORMAL')
    await takeMovements({ damagedLocations: {} })
    expect(places(names.scarf)).toEqual([atHome, atTikTok - 7, 2])
    expect(Number(balance(claims))).toBeGreaterThan(0)
  })

  test('disposals go to an account of their own, and a kind nobody has heard of is told', async () => {
    const { world, move, takeMovements, places, names, balance } = await openWorld()
    await move({ by: -4, type: 'DISPOSAL' })
    await move({ by: -1, type: 'FROZEN_ORDER' })
    await takeMovements({ adjustmentAccount: '5100', treatments: { FROZEN_ORDER: 'leave' } })
    expect(places(names.scarf)[1]).toBe(atTikTok - 4)
    expect([balance(claims), Number(balance('5100')) > 0]).toEqual(['0.00', true])
    expect(await world.parked()).toEqual([])
  })

  test('goods that are no item are parked, and taken over once the map says what they are', async () => {
    const { world, move, takeMovements, settings, places, names, skuIds } = await openWorld()
    const [product] = await world.shop.products()
    await world.shop.call('PUT', '/products', {
      products: [
        {
          ...product,
          skus: product?.skus.map(sku => (sku.id === skuIds.scarf ? { ...sku, seller_sku: 'ODD' } : sku)),
        },
      ],
    })
    await move({ by: -1, type: 'INVENTORY_COUNT_ORDER' })
    await takeMovements()
    const [parked] = await world.parked()
    expect(parked?.failure).toMatchObject({ kind: 'missing', message: expect.stringContaining('ODD') })

    const goods = `8653${skuIds.scarf.slice(-14)}`
    await world.retry(movementsIn, { ...settings, goodsItems: { [goods]: names.scarf } })
    expect(places(names.scarf)[1]).toBe(atTikTok - 1)
    expect(await world.parked()).toEqual([])
  })
})

describe('an order that TikTok ships and takes back', () => {
  test('moves the stock of TikTok’s location once each way, and what came back damaged lies apart', async () => {
    const { world, takeMovements, compare, places, names, settings } = await openWorld()
    const { customer, discountItem, location, fbtLocation } = world.ids
    const refundItem = await world.netsuite.add('nonInventorySaleItem', { itemId: 'Refunds' })
    const order = await world.shop.buy({
      units: [{ sellerSku: names.scarf, count: 2 }],
      fields: {
        fulfillment_type: 'FULFILLMENT_BY_TIKTOK',
        shipping_type: 'TIKTOK',
        warehouse_id: '7068517275539719944',
      },
    })
    await world.run(ordersIn, { customer, discountItem, location, fbtLocation })
    for (let state = order; state.status !== 'DELIVERED'; ) state = await world.shop.advance(order.id)
    await world.run(packagesIn, { fbtLocation })
    await takeMovements()
    expect(places(names.scarf)).toEqual([atHome, atTikTok - 2, 0])

    const asked = await world.shop.requestReturn(order.id, { type: 'RETURN_AND_REFUND' })
    for (const status of [
      'AWAITING_BUYER_SHIP',
      'BUYER_SHIPPED_ITEM',
      'RETURN_OR_REFUND_REQUEST_SUCCESS',
      'RETURN_OR_REFUND_REQUEST_COMPLETE',
    ])
      await world.shop.moveReturn(String(asked['return_id']), status, 'SELLER')
    await world.run(returnsIn, { refundItem, returnLocation: location, fbtLocation })
    await takeMovements()
    expect(places(names.scarf)).toEqual([atHome, atTikTok, 0])
    const counted = await compare({ afterDays: 0 })
    expect(counted.counts.failed).toBe(0)

    const status = { type: 'INVENTORY_STATUS_ADJUSTMENT_ORDER' }
    await world.shop.call('POST', '/fbt/movements', {
      skuId: order.line_items[0]?.sku_id,
      fbtWarehouseId: fbtWarehouse,
      by: -1,
      ...status,
    })
    await world.run(movementsIn, settings)
    expect(places(names.scarf)).toEqual([atHome, atTikTok - 1, 1])
  })
})

describe('the nightly count', () => {
  test('says what differs once it has stood for some days, and adjusts it when asked', async () => {
    const { world, move, compare, places, names, settings } = await openWorld()
    await move({ by: -5, type: 'INVENTORY_COUNT_ORDER' })
    await compare()
    expect(await world.parked()).toEqual([])
    world.pass({ days: 3 })
    await compare()
    const [parked] = await world.parked()
    expect(parked?.failure.message).toContain(`TikTok has ${atTikTok - 5} sellable of ${names.scarf}`)

    await compare({
      differences: 'adjust',
      subsidiary: settings.subsidiary,
      differenceAccount: '5100',
    })
    await compare({ differences: 'adjust', subsidiary: settings.subsidiary, differenceAccount: '5100' })

    expect(places(names.scarf)).toEqual([atHome, atTikTok - 5, 0])
    expect(await world.parked()).toEqual([])
  })

  test('counts what orders have reserved as still there, and damaged goods apart', async () => {
    const { world, move, compare, names } = await openWorld()
    await world.shop.buy({
      units: [{ sellerSku: names.scarf, count: 3 }],
      fields: { fulfillment_type: 'FULFILLMENT_BY_TIKTOK', warehouse_id: '7068517275539719944' },
    })
    await move({ by: 2, goodsType: 'DEFECTIVE', type: 'INVENTORY_COUNT_ORDER' })

    const report = await compare({ afterDays: 0 })

    expect(report.counts).toMatchObject({ read: 2, failed: 1 })
    expect((await world.parked()).map(({ failure }) => failure.message)).toEqual([
      expect.stringContaining(`TikTok has 2 damaged of ${names.scarf}`),
    ])
  })

  test('writes the numbers into the store, and into NetSuite where the account has the record', async () => {
    const { world, compare } = await openWorld()
    await compare({ snapshots: true })
    await compare({ snapshots: true })

    const snapshots = await world.netsuite.list('customrecord_tts_fbt_stock')
    expect(snapshots).toHaveLength(2)
    expect(snapshots[0]).toMatchObject({
      custrecord_tts_fbt_available: atTikTok,
      custrecord_tts_fbt_reserved: 0,
      custrecord_tts_fbt_damaged: 0,
    })
  })
})
