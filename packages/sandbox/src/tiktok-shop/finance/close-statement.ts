import { fromCents, sumCents, toCents } from '../../cents.js'
import type { World } from '../world.js'
import type { SettledRow, Statement } from './finance-records.js'
import { toReserveRow } from './reserve-row.js'
import { addPending } from './settle-order.js'

const amountOf = (rows: readonly SettledRow[], field: string): number =>
  sumCents(rows.map(({ row }) => toCents(typeof row[field] === 'string' ? row[field] : '0')))

export const totalsOfRows = (rows: readonly SettledRow[]) => ({
  settlement: amountOf(rows, 'settlement_amount'),
  revenue: amountOf(rows, 'revenue_amount'),
  shipping: amountOf(rows, 'shipping_cost_amount'),
  feeTax: amountOf(rows, 'fee_tax_amount'),
  adjustment: amountOf(rows, 'adjustment_amount'),
  reserve: amountOf(rows, 'reserve_amount'),
})

/** Midnight UTC: what has been settled since the last one becomes a statement. */
export const closeStatement = (world: World): Statement | undefined => {
  const { finance, currency, settings } = world.shop
  const rows = finance.pending
  if (rows.length === 0) return undefined
  finance.pending = []
  const totals = totalsOfRows(rows)
  const statement: Statement = {
    head: {
      id: world.newId('7300'),
      statement_time: world.nowSecs,
      currency,
      settlement_amount: fromCents(totals.settlement),
      revenue_amount: fromCents(totals.revenue),
      net_sales_amount: fromCents(totals.revenue),
      shipping_cost_amount: fromCents(totals.shipping),
      fee_amount: fromCents(totals.feeTax),
      adjustment_amount: fromCents(totals.adjustment),
      payment_status: 'PROCESSING',
      payment_id: '',
    },
    rows,
    payableCents: totals.settlement + totals.reserve,
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

/**
 * Pays what is open. A sum under the minimum, or below zero, waits and is taken together with a later statement.
 */
export const payStatements = (world: World): void => {
  const { finance, settings, currency } = world.shop
  const due = [...finance.statements.values()].filter(
    ({ head }) =>
      head.payment_status === 'PROCESSING' &&
      head.statement_time + (settings.payAfterSecs ?? 0) <= world.nowSecs,
  )
  const cents = sumCents(due.map(statement => statement.payableCents))
  if (due.length === 0 || cents < toCents(settings.minimumPayout)) return
  const id = world.newId('3600')
  const money = { value: fromCents(cents), currency }
  finance.payments.set(id, {
    id,
    create_time: world.nowSecs,
    paid_time: world.nowSecs,
    status: 'PAID',
    amount: money,
    payment_amount_before_exchange: money,
    settlement_amount: {
      value: fromCents(sumCents(due.map(row => toCents(String(row.head['settlement_amount']))))),
      currency,
    },
    reserve_amount: {
      value: fromCents(sumCents(due.map(({ rows }) => totalsOfRows(rows).reserve))),
      currency,
    },
    exchange_rate: '1.000000',
    bank_account: '****6789',
  })
  for (const statement of due) {
    finance.statements.set(statement.head.id, {
      ...statement,
      head: { ...statement.head, payment_status: 'PAID', payment_id: id, payment_time: world.nowSecs },
    })
  }
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
