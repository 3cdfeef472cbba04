import { fromCents, sumCents, toCents } from '../../cents.js'
import { hasWallet } from '../market.js'
import type { World } from '../world.js'
import { totalsOfRows } from './close-statement.js'
import type { Payment, Statement } from './finance-records.js'

/**
 * Pays what is open. A sum under the minimum, or below zero, waits and is taken together with a later statement; so does what
 * a failed payment left unpaid.
 */
export const payStatements = (world: World): void => {
  const { finance, settings, currency } = world.shop
  const due = [...finance.statements.values()].filter(
    ({ head }) =>
      head.payment_status !== 'PAID' && head.statement_time + (settings.payAfterSecs ?? 0) <= world.nowSecs,
  )
  const cents = sumCents(due.map(statement => statement.payableCents))
  const { minimumPayout } = settings
  const least = minimumPayout === undefined ? 1 : toCents(minimumPayout, currency)
  if (due.length === 0 || cents < least) return
  if (hasWallet(world.shop.region)) {
    settleIntoWallet(world, due, cents)
    return
  }
  const fails = finance.failingPayments > 0
  if (fails) finance.failingPayments -= 1
  const payment = createPayment(world, due, cents, fails ? 'FAILED' : 'PAID')
  finance.payments.set(payment.id, payment)
  markStatements(world, due, payment.status, payment.id)
  if (fails) scheduleRetry(world, payment.id)
}

/** The bank sends a payment back: its statements are unpaid again and are paid anew later, under another id. */
export const failPayment = (world: World, payment: Payment): Payment => {
  const { paid_time: _never, ...kept } = payment
  const failed = { ...kept, status: 'FAILED', paid_time: 0 }
  const { finance } = world.shop
  finance.payments.set(payment.id, failed)
  const paid = [...finance.statements.values()].filter(({ head }) => head['payment_id'] === payment.id)
  markStatements(world, paid, 'FAILED', payment.id)
  scheduleRetry(world, payment.id)
  return failed
}

const scheduleRetry = (world: World, paymentId: string): void => {
  const { payRetryAfterSecs } = world.shop.settings
  if (payRetryAfterSecs === null) return
  world.schedule({ atMs: (world.nowSecs + payRetryAfterSecs) * 1000, kind: 'payment', id: paymentId })
}

const createPayment = (
  world: World,
  statements: readonly Statement[],
  cents: number,
  status: 'PAID' | 'FAILED',
): Payment => {
  const { currency, payout } = world.shop
  const money = (amount: number) => ({ value: fromCents(amount, currency), currency })
  const totals = totalsOfRows(
    statements.flatMap(({ rows }) => rows),
    currency,
  )
  const before = money(cents)
  return {
    id: world.newId('3600'),
    create_time: world.nowSecs,
    paid_time: status === 'PAID' ? world.nowSecs : 0,
    status,
    amount:
      payout === undefined ? before : { value: exchange(cents, currency, payout), currency: payout.currency },
    payment_amount_before_exchange: before,
    settlement_amount: money(totals.settlement),
    reserve_amount: money(totals.reserve),
    exchange_rate: payout?.exchange_rate ?? '1.000000',
    bank_account: '****6789',
  }
}

/** Exact to the last decimal of the rate; halves are rounded up. */
const exchange = (
  cents: number,
  currency: string,
  payout: { readonly currency: string; readonly exchange_rate: string },
): string => {
  const rate = BigInt(payout.exchange_rate.replace('.', ''))
  // 100 when a currency with decimals is paid out in one without, and the other way round.
  const scale = (of: string) => BigInt(toCents('1', of))
  const scaled = BigInt(cents) * rate * scale(payout.currency)
  const divisor = 1_000_000n * scale(currency)
  return fromCents(Number((scaled * 2n + divisor) / (divisor * 2n)), payout.currency)
}

const markStatements = (
  world: World,
  statements: readonly Statement[],
  status: string,
  paymentId: string,
): void => {
  for (const statement of statements) {
    world.shop.finance.statements.set(statement.head.id, {
      ...statement,
      head: {
        ...statement.head,
        payment_status: status,
        payment_id: paymentId,
        ...(status === 'PAID' ? { payment_time: world.nowSecs } : {}),
      },
    })
  }
}

/** In South-East Asia statements go into the seller's wallet, and nothing is ever listed as a payment. */
const settleIntoWallet = (world: World, statements: readonly Statement[], cents: number): void => {
  const { finance, currency } = world.shop
  const id = world.newId('3700')
  finance.withdrawals.set(id, {
    id,
    type: 'SETTLE',
    amount: fromCents(cents, currency),
    currency,
    status: 'SUCCESS',
    create_time: world.nowSecs,
  })
  markStatements(world, statements, 'PAID', id)
}
