import type { Json, JsonObject } from '@tiktok-ns/flow-engine'
import { accountOf } from '../account-map.js'
import { type Amount, textOf, toAmount } from '../amounts.js'
import type { Receipt } from '../match-receipts.js'
import { ordersLine } from '../plan-deposits.js'
import type { PostingLine } from '../posting-line.js'
import type { SettlementSettings } from '../settlement-settings.js'
import { isObject, textAt } from '../statement-row.js'
import { dimensionsOf } from './dimensions.js'
import { signedAmount, toLedgerLine } from './ledger-lines.js'

/** Lines of a deposit as NetSuite takes them: what came in besides (`other`), what was kept back (`cashback`), what is picked. */
export const toDepositLists = (
  lines: readonly PostingLine[],
  receipts: readonly string[],
  places: number,
): JsonObject => ({
  payment: { items: receipts.map(id => ({ id, deposit: true })) },
  other: { items: lines.filter(({ amount }) => amount.s < 0).map(line => toLine(line, places)) },
  cashback: { items: lines.filter(({ amount }) => amount.s > 0).map(line => toLine(line, places)) },
})

const dimensions = ['class', 'department', 'location'] as const

const toLine = (line: PostingLine, places: number): JsonObject => ({
  account: { id: line.account },
  amount: textOf(line.amount.abs(), places),
  memo: line.memo,
  ...dimensionsOf(line, dimensions),
})

/** Receipts by order, from what lookups found: those in undeposited funds, and those that parts of this statement have taken. */
export const readReceipts = (
  found: Readonly<Record<string, Json>>,
  orderOfKey: (key: string) => string,
  taken: ReadonlySet<string>,
): ReadonlyMap<string, readonly Receipt[]> => {
  const receipts = new Map<string, readonly Receipt[]>()
  for (const [key, list] of Object.entries(found)) {
    if (!Array.isArray(list)) continue
    const open = list
      .filter(isObject)
      .filter(row => isUndeposited(row) || taken.has(textAt(row, 'id')))
      .map(row => ({ id: textAt(row, 'id'), amount: signedTotal(row) }))
    const order = orderOfKey(key)
    receipts.set(order, [...(receipts.get(order) ?? []), ...open])
  }
  return receipts
}

/** Letters of a status in which the money is in undeposited funds. */
const undeposited: Readonly<Record<string, RegExp>> = {
  cashsale: /(^|:)[AB]?$/,
  customerdeposit: /(^|:)A?$/,
}

/** A cash refund has no such status: one that is banked is refused. */
const isUndeposited = (row: JsonObject): boolean =>
  textAt(row, 'recordtype') === 'cashrefund' ||
  (undeposited[textAt(row, 'recordtype')]?.test(textAt(row, 'status')) ?? false)

/** Whether totals of refunds come with a minus is not said anywhere: the type of the record decides. */
const signedTotal = (row: JsonObject): Amount => {
  const total = toAmount(row['foreigntotal']).abs()
  return textAt(row, 'recordtype') === 'cashrefund' ? total.neg() : total
}

/**
 * What the books have of a statement, as its correction compares it: lines on clearing are left out, because every entry goes through
 * it, and whatever is on no account of a fee was picked for orders.
 */
export const toBookedLines = (
  found: readonly JsonObject[],
  { accounts }: SettlementSettings,
): readonly PostingLine[] => {
  const clearing = accountOf('clearing', accounts)?.account
  const ofFees = new Set(
    Object.keys(accounts)
      .filter(key => key !== 'clearing' && key !== 'variance')
      .map(key => accountOf(key, accounts)?.account),
  )
  const rows = found.filter(row => textAt(row, 'account') !== clearing)
  const isOfOrders = (row: JsonObject): boolean => !ofFees.has(textAt(row, 'account'))
  return [
    ...rows.filter(row => !isOfOrders(row)).map(toLedgerLine),
    ordersLine(
      rows.filter(isOfOrders).map(row => ({ amount: signedAmount(row).neg() })),
      { accounts },
    ),
  ]
}
