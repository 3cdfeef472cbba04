import type { JsonObject } from '@tiktok-ns/flow-engine'
import type { StatementWorld } from './open-statement-world.js'

export const paymentsToBank = 'settlement/tiktok-payments-to-netsuite-bank'

/** Settings of the payments' flow, by the sandbox's chart. */
export const bankSettings = { bankAccount: '1000', clearingAccount: '1160' }

const day = (date: number): number => Date.parse(`2026-03-${date}T06:00:00Z`) / 1000

/** Puts a payment there that was made on 17 March and arrived a day later. */
export const putPayment = (
  world: StatementWorld,
  id: string,
  amount: string,
  more: JsonObject = {},
): Promise<unknown> =>
  world.shop.call('PUT', '/payments', {
    payments: [
      {
        id,
        create_time: day(17),
        paid_time: day(18),
        status: 'PAID',
        amount: { value: amount, currency: 'USD' },
        payment_amount_before_exchange: { value: amount, currency: 'USD' },
        settlement_amount: { value: amount, currency: 'USD' },
        exchange_rate: '1.000000',
        ...more,
      },
    ],
  })

/** The head of a statement that a payment has paid. */
export const paidBy = (payment: string) => ({ head: { payment_id: payment, payment_status: 'PAID' } })

/** A row that takes or gives so much. */
export const penalty = (id: string, amount: string): JsonObject => ({
  id,
  type: 'PLATFORM_PENALTY',
  adjustment_id: id,
  adjustment_amount: amount,
  settlement_amount: amount,
})
