import { type AccountMap, type AccountUse, accountOf } from './account-map.js'
import { type Amount, isZero } from './amounts.js'
import { billedKeys } from './key-table.js'
import { mergeLines, type PostingLine } from './posting-line.js'
import type { StatementAmount, StatementReading } from './statement-reader.js'

export interface JournalOptions {
  /**
   * `journal`: the entry books the sales too. `feesOnly`: orders are billed already, and the entry takes them off the receivable.
   * `deposit`: orders are cash sales, which a bank deposit picks.
   */
  readonly mode: 'journal' | 'feesOnly' | 'deposit'
  readonly accounts: AccountMap
  /** The shop's customer, on whom orders are billed. */
  readonly customer: string
  /** How clearing lines name what is to be paid. */
  readonly clearingMemo: string
  /** `totals`: a line for each account. `order`, `sku`: one for each account and order, or SKU. */
  readonly grouping: 'totals' | 'order' | 'sku'
  /** Left out where fees are lines of the entry. */
  readonly billing?: FeeBilling
}

/** Fees as bills of a vendor: the entry pays them off payables, in place of their own lines. */
export interface FeeBilling {
  /** Internal id of the vendor that TikTok is. */
  readonly vendor: string
  isBilled(key: string): boolean
}

/**
 * The lines of a statement's entry, clearing excepted: what came in is a credit, what was paid a debit. Accounts have been looked for
 * before (`missingAccounts`).
 */
export const toPostings = (
  { amounts }: Pick<StatementReading, 'amounts'>,
  options: JournalOptions,
): readonly PostingLine[] =>
  mergeLines(
    amounts.map(amount =>
      options.billing?.isBilled(amount.key)
        ? payableLine(amount, options.billing, options)
        : toLine(amount, options),
    ),
  )

/** The lines of the vendor's bill for a statement's fees: what was charged is above zero. */
export const toBillLines = (
  { amounts }: Pick<StatementReading, 'amounts'>,
  options: JournalOptions,
): readonly PostingLine[] =>
  mergeLines(
    amounts.filter(({ key }) => options.billing?.isBilled(key)).map(amount => toLine(amount, options)),
  )

/** The key under which an amount is looked up in the account map. */
export const bookedKey = (
  { key }: Pick<StatementAmount, 'key'>,
  { mode }: Pick<JournalOptions, 'mode'>,
): string => (billedKeys.has(key) ? billedAs[mode] : undefined) ?? key

/** What takes the place of keys that a bill or cash sale has booked already. */
const billedAs = { journal: undefined, feesOnly: 'receivable', deposit: 'variance' } as const

const toLine = (amount: StatementAmount, options: JournalOptions): PostingLine => {
  const key = bookedKey(amount, options)
  const use = useOf(key, options.accounts)
  const debit = amount.amount.times(-1)
  const behind = behindLine(amount, key, options)
  const apart = amount.key === 'tax.facilitator' ? sideOf(debit) : behind
  return {
    ...use,
    amount: debit,
    memo: behind ?? amount.key,
    ...(isOnCustomer(key, use, options) ? { entity: options.customer } : {}),
    ...(apart === undefined ? {} : { apart }),
    ...(amount.isEarlier ? { isEarlier: true } : {}),
  }
}

/** The order or the SKU that a line is about; undefined where it adds them up. */
const behindLine = (
  { order, sku = '' }: StatementAmount,
  key: string,
  { grouping }: JournalOptions,
): string | undefined => {
  if (order !== '' && (key === 'receivable' || grouping === 'order')) return `order ${order}`
  return grouping === 'sku' && sku !== '' ? `sku ${sku}` : undefined
}

const payableLine = (
  { amount, isEarlier }: StatementAmount,
  { vendor }: FeeBilling,
  { accounts }: JournalOptions,
): PostingLine => ({
  ...useOf('payable', accounts),
  amount: amount.times(-1),
  memo: 'fees on vendor bill',
  entity: vendor,
  ...(isEarlier ? { isEarlier } : {}),
})

/** Where orders are billed, whatever key a merchant has put on their receivable is the customer's, too. */
const isOnCustomer = (key: string, use: AccountUse, { mode, accounts }: JournalOptions): boolean =>
  key === 'receivable' || (mode === 'feesOnly' && use.account === accountOf('receivable', accounts)?.account)

/** What TikTok is about to pay for these lines: the line that balances them. */
export const clearingLine = (
  lines: readonly PostingLine[],
  { accounts, clearingMemo }: Pick<JournalOptions, 'accounts' | 'clearingMemo'>,
): readonly PostingLine[] => balancingLine(lines, 'clearing', clearingMemo, accounts)

/** The line on a key's account that balances these; none where they balance. */
export const balancingLine = (
  lines: readonly PostingLine[],
  key: string,
  memo: string,
  accounts: AccountMap,
): readonly PostingLine[] => {
  const rest = lines.reduce<Amount | undefined>((sum, { amount }) => sum?.plus(amount) ?? amount, undefined)
  if (rest === undefined || isZero(rest)) return []
  return [{ ...useOf(key, accounts), amount: rest.times(-1), memo }]
}

/** What sets apart the two sides of sales tax that comes in and goes out. */
export const sideOf = (amount: Amount): string => (amount.s < 0 ? 'credit' : 'debit')

const useOf = (key: string, accounts: AccountMap): AccountUse => {
  const use = accountOf(key, accounts)
  if (use === undefined) throw new TypeError(`no account for "${key}"`)
  return use
}
