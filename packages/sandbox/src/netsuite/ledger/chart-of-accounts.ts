import { z } from 'zod'
import type { JsonObject } from '../../json.js'
import type { RecordStore } from '../records/record-store.js'
import { recordType } from '../records/record-types.js'
import { referencedId } from '../records/references.js'

/** What an account is for, where a record does not name one. */
export const accountRole = z.enum([
  'bank',
  'undepositedFunds',
  'receivable',
  'inventory',
  'inventoryInTransit',
  'payable',
  'accruedPurchases',
  'customerDeposits',
  'taxPayable',
  'openingBalance',
  'sales',
  'discounts',
  'shippingIncome',
  'costOfGoods',
  'inventoryAdjustment',
  'expense',
  'exchangeDifference',
  'rounding',
])

export type AccountRole = z.output<typeof accountRole>

interface ChartRow {
  /** Internal id and number, both. */
  readonly number: string
  readonly name: string
  /** Account type as SuiteQL writes it. */
  readonly type: string
  readonly role?: AccountRole
}

/** Accounts of an account whose seed declares none: a shop's books, with the numbers that our documents use. */
const defaultChart: readonly ChartRow[] = [
  { number: '1000', name: 'Bank', type: 'Bank', role: 'bank' },
  { number: '1050', name: 'Undeposited Funds', type: 'OthCurrAsset', role: 'undepositedFunds' },
  { number: '1100', name: 'Accounts Receivable', type: 'AcctRec', role: 'receivable' },
  { number: '1150', name: 'TikTok Receivable', type: 'AcctRec' },
  { number: '1160', name: 'TikTok Payout Clearing', type: 'OthCurrAsset' },
  { number: '1170', name: 'TikTok Reserve Receivable', type: 'OthCurrAsset' },
  { number: '1200', name: 'Inventory Asset', type: 'OthCurrAsset', role: 'inventory' },
  { number: '1250', name: 'Inventory In Transit', type: 'OthCurrAsset', role: 'inventoryInTransit' },
  { number: '2000', name: 'Accounts Payable', type: 'AcctPay', role: 'payable' },
  { number: '2050', name: 'Accrued Purchases', type: 'OthCurrLiab', role: 'accruedPurchases' },
  { number: '2100', name: 'Customer Deposits', type: 'OthCurrLiab', role: 'customerDeposits' },
  { number: '2150', name: 'Deferred Revenue', type: 'DeferRevenue' },
  { number: '2200', name: 'Sales Taxes Payable', type: 'OthCurrLiab', role: 'taxPayable' },
  { number: '3000', name: 'Opening Balance', type: 'Equity', role: 'openingBalance' },
  { number: '4000', name: 'Sales', type: 'Income', role: 'sales' },
  { number: '4090', name: 'Seller-Funded Discounts', type: 'Income', role: 'discounts' },
  { number: '4100', name: 'Shipping Income', type: 'Income', role: 'shippingIncome' },
  { number: '4110', name: 'Platform Shipping Subsidy', type: 'Income' },
  { number: '4190', name: 'Sales Returns', type: 'Income' },
  { number: '4800', name: 'Reimbursements', type: 'OthIncome' },
  { number: '5000', name: 'Cost of Goods Sold', type: 'COGS', role: 'costOfGoods' },
  { number: '5100', name: 'Inventory Adjustment', type: 'COGS', role: 'inventoryAdjustment' },
  { number: '6000', name: 'Expenses', type: 'Expense', role: 'expense' },
  { number: '6110', name: 'Marketplace Commission', type: 'Expense' },
  { number: '6120', name: 'Affiliate Commission', type: 'Expense' },
  { number: '6130', name: 'Refund Administration Fee', type: 'Expense' },
  { number: '6140', name: 'Transaction Fee', type: 'Expense' },
  { number: '6150', name: 'Outbound Shipping', type: 'Expense' },
  { number: '6155', name: 'Return Shipping', type: 'Expense' },
  { number: '6160', name: 'Fulfilled by TikTok', type: 'Expense' },
  { number: '6170', name: 'Advertising', type: 'Expense' },
  { number: '6180', name: 'Penalties and Chargebacks', type: 'Expense' },
  { number: '6190', name: 'Samples', type: 'Expense' },
  { number: '6199', name: 'Suspense - TikTok', type: 'Expense' },
  { number: '7500', name: 'Exchange Rate Gain or Loss', type: 'OthExpense', role: 'exchangeDifference' },
  { number: '7590', name: 'Rounding Gain or Loss', type: 'OthExpense', role: 'rounding' },
]

const accountType = recordType('account')

const toRecord = ({ number, name, type }: ChartRow): JsonObject => ({
  acctNumber: number,
  acctName: name,
  acctType: { id: type },
})

/** The account that has a role. */
export type AccountOf = (role: AccountRole) => string

/**
 * Gives the account a chart when it has none, and finds the account of every role: the one the preferences name, else the
 * default chart's, else the only sensible one of its type, else a new one.
 */
export const openChart = (
  store: RecordStore,
  named: Readonly<Partial<Record<AccountRole, string | undefined>>>,
): AccountOf => {
  if (store.list(accountType).length === 0)
    for (const row of defaultChart) store.put({ id: row.number, type: accountType, fields: toRecord(row) })
  const byRole = new Map<AccountRole, string>()
  for (const row of defaultChart) {
    if (row.role === undefined) continue
    byRole.set(row.role, named[row.role] ?? findAccount(row, new Set(byRole.values()), store))
  }
  return role => {
    const id = byRole.get(role)
    if (id === undefined) throw new TypeError(`No account has the role "${role}"`)
    return id
  }
}

const findAccount = (row: ChartRow, taken: ReadonlySet<string>, store: RecordStore): string => {
  const ofType = store
    .list(accountType)
    .filter(({ id, fields }) => referencedId(fields['acctType']) === row.type && !taken.has(id))
  const own =
    ofType.find(({ fields }) => fields['acctName'] === row.name) ??
    ofType.find(({ fields }) => fields['acctNumber'] === row.number)
  // Of these an account usually has one; of other types it has many, and any of them would be a guess.
  const usual = /^(Bank|AcctRec|AcctPay|COGS)$/.test(row.type) ? ofType[0] : undefined
  const found = own ?? usual
  if (found !== undefined) return found.id
  const id = store.get(accountType, row.number) === undefined ? row.number : store.nextId()
  store.put({ id, type: accountType, fields: toRecord(row) })
  return id
}
