import { z } from 'zod'
import type { JsonObject } from '../../json.js'
import { isJsonObject } from '../../json.js'

const json = z.custom<JsonObject>(isJsonObject)

/** A row of a statement as the 202501 interface serves it, and its parts by SKU. */
export const settledRow = z.strictObject({
  row: json,
  skus: z.array(json),
})

/** A statement as Get Statements answers it, with its rows. */
export const statement = z.strictObject({
  head: z.looseObject({ id: z.string(), statement_time: z.number().int(), payment_status: z.string() }),
  rows: z.array(settledRow),
  payableCents: z.number().int(),
  /** Members of the 202501 answer that say something else than the rows add up to, such as `total_settlement_amount`. */
  stated: json.optional(),
})

/** A payment as Get Payments 202605 answers it. */
export const payment = z.looseObject({
  id: z.string(),
  create_time: z.number().int(),
  status: z.string(),
})

export const withdrawal = z.looseObject({
  id: z.string(),
  create_time: z.number().int(),
  type: z.string(),
  amount: z.string(),
  status: z.string(),
})

export const reserve = z.strictObject({
  id: z.string(),
  orderId: z.string(),
  cents: z.number().int(),
  releaseAt: z.number().int(),
})

const unsettledRow = z.looseObject({ id: z.string().min(1), order_create_time: z.number().int() })

/** Everything about money of one shop. */
export const finance = z.strictObject({
  /** Rows waiting for the next statement. */
  pending: z.array(settledRow).default([]),
  statements: z.array(statement).default([]),
  payments: z.array(payment).default([]),
  withdrawals: z.array(withdrawal).default([]),
  reserves: z.array(reserve).default([]),
  /** Orders whose sale has been settled, and refunds that have. */
  settledOrderIds: z.array(z.string()).default([]),
  settledReturnIds: z.array(z.string()).default([]),
  /** What Get Unsettled Transactions says besides the estimates that follow from orders, exactly as it says it. */
  unsettled: z.array(unsettledRow).default([]),
  /** So many of the next payments fail. */
  failingPayments: z.number().int().nonnegative().default(0),
  /** Identities that answers break on purpose. */
  broken: z.array(z.enum(['row-sum', 'statement-total', 'payable', 'row-count', 'payment'])).default([]),
})

export type UnsettledRow = z.output<typeof unsettledRow>
export type SettledRow = z.output<typeof settledRow>
export type Statement = z.output<typeof statement>
export type Payment = z.output<typeof payment>
export type Withdrawal = z.output<typeof withdrawal>
export type BrokenIdentity = z.output<typeof finance>['broken'][number]

/** The same, kept for quick asking. */
export interface Finance {
  pending: SettledRow[]
  readonly statements: Map<string, Statement>
  readonly payments: Map<string, Payment>
  readonly withdrawals: Map<string, Withdrawal>
  readonly reserves: Map<string, z.output<typeof reserve>>
  readonly settledOrderIds: Set<string>
  readonly settledReturnIds: Set<string>
  readonly unsettled: readonly UnsettledRow[]
  failingPayments: number
  readonly broken: Set<BrokenIdentity>
}

export const toFinance = (seed: z.output<typeof finance>): Finance => ({
  pending: [...seed.pending],
  statements: new Map(seed.statements.map(row => [row.head.id, row])),
  payments: new Map(seed.payments.map(row => [row.id, row])),
  withdrawals: new Map(seed.withdrawals.map(row => [row.id, row])),
  reserves: new Map(seed.reserves.map(row => [row.id, row])),
  settledOrderIds: new Set(seed.settledOrderIds),
  settledReturnIds: new Set(seed.settledReturnIds),
  unsettled: seed.unsettled,
  failingPayments: seed.failingPayments,
  broken: new Set(seed.broken),
})

export const toFinanceSeed = (kept: Finance): z.output<typeof finance> => ({
  pending: kept.pending,
  statements: [...kept.statements.values()],
  payments: [...kept.payments.values()],
  withdrawals: [...kept.withdrawals.values()],
  reserves: [...kept.reserves.values()],
  settledOrderIds: [...kept.settledOrderIds],
  settledReturnIds: [...kept.settledReturnIds],
  unsettled: [...kept.unsettled],
  failingPayments: kept.failingPayments,
  broken: [...kept.broken],
})
