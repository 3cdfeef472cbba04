import { sampleAccounts } from '../src/settlement/testing/worked-example.js'
import { flakyNetwork } from '../testing/flaky-network.js'
import { openShopWorld, type ShopWorld } from '../testing/open-shop-world.js'
import { orderFlows, orderSettings, shipInNetSuite } from '../testing/order-flows.js'
import type { ShopOrder } from '../testing/shop-side.js'
import type { Event, Life, Weather } from './life.js'
import { type ShownStock, sweepStock } from './shown-stock.js'

export interface LivedLife {
  readonly life: Life
  readonly orderId: string
  /** Unit ids whose money went back. */
  readonly refunded: Set<string>
  /** Of those, the ones whose goods came back. */
  readonly returned: Set<string>
}

export interface LivedWorld {
  readonly world: ShopWorld
  readonly lives: readonly LivedLife[]
  /** What both sides said of each SKU after the sweep of each round, and after the last. */
  readonly shown: readonly (readonly ShownStock[])[]
}

const money = (cents: number): string => (cents / 100).toFixed(2)

/** Lives all orders of a shop: what buyers, sellers and the warehouse do, and the flows between, over a network that fails. */
export const liveAll = async ({ lives: wanted, rounds }: Weather): Promise<LivedWorld> => {
  const never = null
  const world = openShopWorld({
    skus: 3,
    tiktok: {
      settleAfterSecs: 3_600,
      completeAfterSecs: never,
      sellerAnswerSecs: never,
      collectAfterSecs: never,
      deliverAfterSecs: never,
      buyerShipsReturnAfterSecs: never,
    },
  })
  const refundItem = await world.netsuite.add('nonInventorySaleItem', { itemId: 'Refunds' })
  const skus = (await world.shop.products()).flatMap(product => product.skus.map(sku => sku.seller_sku ?? ''))
  const lives: LivedLife[] = []
  for (const life of wanted) {
    const { id } = await world.shop.buy({
      units: life.units.map(unit => ({
        sellerSku: skus[unit.sku % skus.length] ?? '',
        price: money(unit.price),
        sellerDiscount: money(unit.sellerDiscount),
        platformDiscount: money(unit.platformDiscount),
      })),
      shipping: money(life.shipping),
      status: life.isHeld ? 'ON_HOLD' : 'AWAITING_SHIPMENT',
    })
    lives.push({ life, orderId: id, refunded: new Set(), returned: new Set() })
  }

  const run = flowsOf(world, refundItem)
  const shown: (readonly ShownStock[])[] = []
  let late: readonly string[] = []
  for (const [round, { order, webhooks }] of rounds.entries()) {
    await faults(world, true)
    const heard = (await world.notices()).flatMap(({ recordId }) => recordId ?? [])
    const told = webhooks === 'lost' ? [] : webhooks === 'late' ? late : heard
    late = heard
    for (let copy = 0; copy < (webhooks === 'twice' ? 2 : 1) && told.length > 0; copy++)
      await run[0]?.([...new Set(told)])
    for (const index of order) await run[index]?.()
    await faults(world, false)
    shown.push(await sweepStock(world))
    for (const lived of lives) await happen(world, lived, lived.life.events[round] ?? { kind: 'nothing' })
    world.pass({ minutes: 40 })
  }

  // The weather clears: everything is read and tried once more, and what is left is shipped.
  const settle = async () => {
    for (const step of run) await step()
    await world.retry(orderFlows.orders, orderSettings(world))
    await world.retry(orderFlows.cancellations)
    await world.retry(orderFlows.billing)
    await world.retry(orderFlows.returns, { refundItem })
  }
  world.pass({ hours: 2 })
  await settle()
  for (const lived of lives) await happen(world, lived, { kind: 'ship', units: 99 })
  await settle()
  shown.push(await sweepStock(world))
  return { world, lives, shown }
}

/** Everything is delivered and settled, and the statement is booked: what TikTok owes for the orders comes off the receivable. */
export const settleAll = async ({ world, lives }: LivedWorld): Promise<void> => {
  for (const { orderId } of lives) {
    let { status } = await world.shop.order(orderId)
    while (status === 'AWAITING_COLLECTION' || status === 'IN_TRANSIT')
      status = (await world.shop.advance(orderId)).status
  }
  world.pass({ hours: 2 })
  await world.shop.call('POST', '/finance/close-statement')
  await world.run('settlement/tiktok-statements-to-netsuite-books', {
    mode: 'feesOnly',
    accounts: sampleAccounts,
    customer: world.ids.customer,
  })
}

type Step = (ids?: readonly string[]) => Promise<unknown>

const flowsOf = (world: ShopWorld, refundItem: string): readonly Step[] => [
  ids => world.run(orderFlows.orders, orderSettings(world), ids === undefined ? {} : { ids }),
  () => world.run(orderFlows.changes),
  () => world.run(orderFlows.cancellations),
  () => world.run(orderFlows.billing),
  () => world.run(orderFlows.returns, { refundItem }),
]

const faults = async ({ sandbox }: ShopWorld, on: boolean): Promise<void> => {
  sandbox.faults.clear()
  if (on) for (const rule of flakyNetwork(0.006)) await sandbox.admin('POST', '/faults', rule)
}

const waiting = ({ line_items: units }: ShopOrder): readonly string[] =>
  units.filter(unit => unit.display_status === 'AWAITING_SHIPMENT').map(({ id }) => id)

const happen = async (world: ShopWorld, lived: LivedLife, event: Event): Promise<void> => {
  const order = await world.shop.order(lived.orderId)
  switch (event.kind) {
    case 'nothing':
      return
    case 'address':
      if (order.status === 'AWAITING_SHIPMENT')
        await world.shop.changeAddress(order.id, {
          name: 'Jane Sample',
          address_line1: `${event.street} Other Road`,
          region_code: 'US',
        })
      return
    case 'cancel': {
      const ids = waiting(order).slice(0, event.units)
      if (['ON_HOLD', 'AWAITING_SHIPMENT'].includes(order.status) && ids.length > 0)
        await world.shop.cancelLines(order.id, ids)
      return
    }
    case 'ship':
      return ship(world, lived, order, event.units)
    case 'return':
      return giveBack(world, lived, order, event)
    default:
      return event satisfies never
  }
}

const externalIdOf = ({ orderId }: LivedLife): string => `TTS-US1-SO-${orderId}`

/** The warehouse ships the first units that wait, as NetSuite's lines have them, and hands them over at TikTok. */
const ship = async (world: ShopWorld, lived: LivedLife, order: ShopOrder, most: number): Promise<void> => {
  if (order.status !== 'AWAITING_SHIPMENT' && order.status !== 'PARTIALLY_SHIPPING') return
  const kept = await world.store.readCache('importedOrders', [`US1-${order.id}`], world.sandbox.clock.now())
  const lines = toLines(kept.get(`US1-${order.id}`))
  if (lines.length === 0) return
  const ids = waiting(order).slice(0, most)
  const pieces = new Map(
    lines.map(({ unitIds }, index) => [index + 1, unitIds.filter(id => ids.includes(id)).length] as const),
  )
  if ([...pieces.values()].every(count => count === 0)) return
  await shipInNetSuite(world, externalIdOf(lived), pieces)
  await world.shop.ship(order.id, ids)
}

const toLines = (value: unknown): readonly { readonly unitIds: readonly string[] }[] =>
  typeof value === 'object' && value !== null && 'lines' in value && Array.isArray(value.lines)
    ? value.lines
    : []

/** Delivered at once, then asked back and granted. */
const giveBack = async (
  world: ShopWorld,
  lived: LivedLife,
  order: ShopOrder,
  { units, goods }: Extract<Event, { kind: 'return' }>,
): Promise<void> => {
  let now = order
  while (now.status === 'AWAITING_COLLECTION' || now.status === 'IN_TRANSIT')
    now = await world.shop.advance(order.id)
  if (now.status !== 'DELIVERED') return
  const ids = now.line_items
    .filter(unit => unit.display_status === 'DELIVERED' && !lived.refunded.has(unit.id))
    .map(({ id }) => id)
    .slice(0, units)
  if (ids.length === 0) return
  const asked = await world.shop.requestReturn(order.id, {
    type: goods ? 'RETURN_AND_REFUND' : 'REFUND',
    lineIds: ids,
  })
  const id = String(asked['return_id'])
  const way = goods
    ? ['AWAITING_BUYER_SHIP', 'BUYER_SHIPPED_ITEM', 'RETURN_OR_REFUND_REQUEST_SUCCESS']
    : ['RETURN_OR_REFUND_REQUEST_SUCCESS']
  for (const status of [...way, 'RETURN_OR_REFUND_REQUEST_COMPLETE'])
    await world.shop.moveReturn(id, status, 'SELLER')
  for (const unit of ids) {
    lived.refunded.add(unit)
    if (goods) lived.returned.add(unit)
  }
}
