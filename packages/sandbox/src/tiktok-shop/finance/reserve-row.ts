import { fromCents, toCents } from '../../cents.js'
import type { Order } from '../orders/order.js'
import type { World } from '../world.js'
import type { SettledRow } from './finance-records.js'

/** Holds back the set share of a settlement, to be released later; undefined when there is nothing to hold. */
export const reserveRow = (world: World, order: Order, sale: SettledRow): SettledRow | undefined => {
  const { reserveRate, reserveReleaseSecs } = world.shop.settings
  const settled = toCents(String(sale.row['settlement_amount']), world.shop.currency)
  const cents = Math.round(settled * reserveRate)
  if (cents <= 0 || reserveReleaseSecs === null) return undefined
  const id = world.newId('4043')
  const releaseAt = world.nowSecs + reserveReleaseSecs
  world.shop.finance.reserves.set(id, { id, orderId: order.id, cents, releaseAt })
  world.schedule({ atMs: releaseAt * 1000, kind: 'release', id })
  return toReserveRow(world, {
    reserveId: id,
    orderId: order.id,
    cents: -cents,
    status: 'COLLECTED',
    releaseAt,
  })
}

interface ReserveMove {
  readonly reserveId: string
  readonly orderId: string
  readonly cents: number
  readonly status: 'COLLECTED' | 'RELEASED'
  readonly releaseAt: number
}

/** A RESERVE row: negative when held back, positive when released. It is no part of the settlement amount. */
export const toReserveRow = (
  world: World,
  { reserveId, orderId, cents, status, releaseAt }: ReserveMove,
): SettledRow => ({
  row: {
    id: world.newId('4044'),
    type: 'RESERVE',
    reserve_id: reserveId,
    associated_order_id: orderId,
    reserve_status: status,
    reserve_amount: fromCents(cents, world.shop.currency),
    estimated_release_time: String(releaseAt),
    settlement_amount: fromCents(0, world.shop.currency),
    revenue_amount: fromCents(0, world.shop.currency),
    shipping_cost_amount: fromCents(0, world.shop.currency),
    fee_tax_amount: fromCents(0, world.shop.currency),
    adjustment_amount: fromCents(0, world.shop.currency),
  },
  skus: [],
})
