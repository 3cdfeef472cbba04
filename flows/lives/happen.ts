import type { ShopWorld } from '../testing/open-shop-world.js'
import { shipInNetSuite } from '../testing/order-flows.js'
import type { ShopOrder } from '../testing/shop-side.js'
import type { Event } from './life.js'
import type { LivedLife } from './live.js'

/** What buyers, the seller's people, carriers and TikTok do with an order in one round. */
export const happen = async (world: ShopWorld, lived: LivedLife, event: Event): Promise<void> => {
  if (event.kind === 'nothing') return
  const order = await world.shop.order(lived.orderId)
  switch (event.kind) {
    case 'address':
      if (order.status === 'AWAITING_SHIPMENT')
        await world.shop.changeAddress(order.id, {
          name: 'Jane Sample',
          address_line1: `${event.street} Other Road`,
          region_code: 'US',
        })
      return
    case 'cancel': {
      const ids = unitsIn(order, 'AWAITING_SHIPMENT').slice(0, event.units)
      if (['ON_HOLD', 'AWAITING_SHIPMENT'].includes(order.status) && ids.length > 0)
        await world.shop.cancelLines(order.id, ids)
      return
    }
    case 'ship':
      return ship(world, order, event.units)
    case 'lose': {
      const ids = unitsIn(order, 'AWAITING_COLLECTION').slice(0, event.units)
      if (ids.length === 0) return
      await world.shop.cancelLines(order.id, ids, 'lost on the way')
      for (const id of ids) lived.lost.add(id)
      return
    }
    case 'return':
      return giveBack(world, lived, order, event)
    default:
      return event satisfies never
  }
}

const unitsIn = ({ line_items: units }: ShopOrder, status: string): readonly string[] =>
  units.filter(unit => unit.display_status === status).map(({ id }) => id)

/**
 * The warehouse ships the first units that wait, as NetSuite's lines have them, and hands them over at TikTok. An order that is
 * billed at once has nothing to ship in NetSuite.
 */
const ship = async (world: ShopWorld, order: ShopOrder, most: number): Promise<void> => {
  if (order.status !== 'AWAITING_SHIPMENT' && order.status !== 'PARTIALLY_SHIPPING') return
  const kept = await world.store.readCache('importedOrders', [`US1-${order.id}`], world.sandbox.clock.now())
  const { kind, documentId, lines } = toImported(kept.get(`US1-${order.id}`))
  if (lines.length === 0) return
  const ids = unitsIn(order, 'AWAITING_SHIPMENT').slice(0, most)
  if (ids.length === 0) return
  if (kind === 'salesOrder') {
    const pieces = new Map(
      lines.map(({ unitIds }, index) => [index + 1, unitIds.filter(id => ids.includes(id)).length] as const),
    )
    if ([...pieces.values()].every(count => count === 0)) return
    await shipInNetSuite(world, documentId, pieces)
  }
  await world.shop.ship(order.id, ids)
}

interface Imported {
  readonly kind: string
  readonly documentId: string
  readonly lines: readonly { readonly unitIds: readonly string[] }[]
}

const toImported = (value: unknown): Imported =>
  typeof value === 'object' && value !== null
    ? { kind: '', documentId: '', lines: [], ...value }
    : { kind: '', documentId: '', lines: [] }

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
  const ids = unitsIn(now, 'DELIVERED')
    .filter(id => !lived.refunded.has(id))
    .slice(0, units)
  if (ids.length === 0) return
  const asked = await world.shop.requestReturn(order.id, {
    type: goods === 'kept' ? 'REFUND' : 'RETURN_AND_REFUND',
    lineIds: ids,
  })
  const id = String(asked['return_id'])
  if (goods === 'backAfterMoney')
    await world.shop.call('PUT', '/returns', { returns: [{ ...asked, is_quick_refund: true }] })
  for (const status of ways[goods]) await world.shop.moveReturn(id, status, 'SELLER')
  for (const unit of ids) {
    lived.refunded.add(unit)
    if (goods !== 'kept') lived.returned.add(unit)
  }
}

const ways = {
  kept: ['RETURN_OR_REFUND_REQUEST_SUCCESS', 'RETURN_OR_REFUND_REQUEST_COMPLETE'],
  back: [
    'AWAITING_BUYER_SHIP',
    'BUYER_SHIPPED_ITEM',
    'RETURN_OR_REFUND_REQUEST_SUCCESS',
    'RETURN_OR_REFUND_REQUEST_COMPLETE',
  ],
  backAfterMoney: ['AWAITING_BUYER_SHIP', 'BUYER_SHIPPED_ITEM', 'RETURN_OR_REFUND_REQUEST_COMPLETE'],
} as const
