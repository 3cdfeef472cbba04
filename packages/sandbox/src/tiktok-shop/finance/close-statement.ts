import { fromCents, sumCents, toCents } from '../../cents.js'
import type { World } from '../world.js'
import type { SettledRow, Statement } from './finance-records.js'
import { toReserveRow } from './reserve-row.js'
import { addPending } from './settle-order.js'

export const totalsOfRows = (rows: readonly SettledRow[], currency: string) => {
  const amountOf = (field: string): number =>
    sumCents(rows.map(({ row }) => toCents(typeof row[field] === 'string' ? row[field] : '0', currency)))
  return {
    settlement: amountOf('settlement_amount'),
    revenue: amountOf('revenue_amount'),
    shipping: amountOf('shipping_cost_amount'),
    feeTax: amountOf('fee_tax_amount'),
    adjustment: amountOf('adjustment_amount'),
    reserve: amountOf('reserve_amount'),
  }
}

/** What a statement's head and payable sum say about its rows. */
const addUp = (rows: readonly SettledRow[], currency: string) => {
  const totals = totalsOfRows(rows, currency)
  const text = (cents: number) => fromCents(cents, currency)
  return {
    amounts: {
      settlement_amount: text(totals.settlement),
      revenue_amount: text(totals.revenue),
      net_sales_amount: text(totals.revenue),
      shipping_cost_amount: text(totals.shipping),
      fee_amount: text(totals.feeTax),
      adjustment_amount: text(totals.adjustment),
    },
    payableCents: totals.settlement + totals.reserve,
  }
}

/** Midnight UTC: what has been settled since the last one becomes a statement. */
export const closeStatement = (world: World): Statement | undefined => {
  const { finance, currency, settings } = world.shop
  const rows = finance.pending
  if (rows.length === 0) return undefined
  finance.pending = []
  const { amounts, payableCents } = addUp(rows, currency)
  const statement: Statement = {
    head: {
      id: world.newId('7300'),
      statement_time: world.nowSecs,
      currency,
      ...amounts,
      payment_status: 'PROCESSING',
      payment_id: '',
    },
    rows,
    payableCents,
  }
  finance.statements.set(statement.head.id, statement)
  if (settings.payAfterSecs !== null) {
    world.schedule({
      atMs: (world.nowSecs + settings.payAfterSecs) * 1000,
      kind: 'payment',
      id: statement.head.id,
    })
  }
  return statement
}

/** A row that comes to a statement which was closed already; not after it was paid, or the payment would no longer fit. */
export const amendStatement = (world: World, statement: Statement, row: SettledRow): Statement => {
  if (statement.head.payment_status === 'PAID')
    throw new Error(`The statement ${statement.head.id} is paid; corrections come on a later one.`)
  const rows = [...statement.rows, row]
  const { amounts, payableCents } = addUp(rows, world.shop.currency)
  const amended = { head: { ...statement.head, ...amounts }, rows, payableCents }
  world.shop.finance.statements.set(statement.head.id, amended)
  return amended
}

/** The reserve of an order is let go. */
export const releaseReserve = (world: World, reserveId: string): void => {
  const held = world.shop.finance.reserves.get(reserveId)
  if (!held) return
  world.shop.finance.reserves.delete(reserveId)
  addPending(
    world,
    toReserveRow(world, {
      reserveId,
      orderId: held.orderId,
      cents: held.cents,
      status: 'RELEASED',
      releaseAt: held.releaseAt,
    }),
  )
}
