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
  /** `totals`: a line for each account. `order`: one for each account and order. */
  readonly grouping: 'totals' | 'order'
}

/**
 * The lines of a statement's entry, clearing excepted: what came in is a credit, what was paid a debit. Accounts have been looked for
 * before (`missingAccounts`).
 */
export const toPostings = (
  { amounts }: Pick<StatementReading, 'amounts'>,
  options: JournalOptions,
): readonly PostingLine[] => mergeLines(amounts.map(amount => toLine(amount, options)))

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
  const isByOrder = amount.order !== '' && (key === 'receivable' || options.grouping === 'order')
  const apart = amount.key === 'tax.facilitator' ? sideOf(debit) : isByOrder ? amount.order : undefined
  return {
    ...use,
    amount: debit,
    memo: isByOrder ? `order ${amount.order}` : amount.key,
    // NetSuite takes no line on a receivable without a customer, whatever key a merchant has put there.
    ...(key === 'receivable' || use.account === accountOf('receivable', options.accounts)?.account
      ? { entity: options.customer }
      : {}),
    ...(apart === undefined ? {} : { apart }),
  }
}

/** What TikTok is about to pay for these lines: the line that balances them. */
export const clearingLine = (
  lines: readonly PostingLine[],
  { accounts, clearingMemo }: Pick<JournalOptions, 'accounts' | 'clearingMemo'>,
): readonly PostingLine[] => {
  const rest = lines.reduce<Amount | undefined>((sum, { amount }) => sum?.plus(amount) ?? amount, undefined)
  if (rest === undefined || isZero(rest)) return []
  return [{ ...useOf('clearing', accounts), amount: rest.times(-1), memo: clearingMemo }]
}

const sideOf = (amount: Amount): string => (amount.s < 0 ? 'credit' : 'debit')

const useOf = (key: string, accounts: AccountMap): AccountUse => {
  const use = accountOf(key, accounts)
  if (use === undefined) throw new TypeError(`no account for "${key}"`)
  return use
}
