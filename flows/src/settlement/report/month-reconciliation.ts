import { placesOfCurrency } from '../../currency-places.js'
import { accountOf } from '../account-map.js'
import { type Amount, isZero, type KeyedAmount, sumOf, textOf, toAmount, zero } from '../amounts.js'
import type { SettlementSettings } from '../settlement-settings.js'
import { bookedKey } from '../to-postings.js'
import type { OpenItem } from './ageing.js'
import { type Expected, findDifferences, tellDifferences } from './find-differences.js'
import type { Movement } from './ledger.js'
import { toMonthDocument } from './month-document.js'
import type { ReportDocument } from './report-document.js'
import type { StatementState } from './statement-report.js'

/** A statement of the month, in sums by key. */
export interface MonthStatement {
  readonly id: string
  /** External id of its first entry. */
  readonly base: string
  readonly date: string
  readonly amounts: readonly KeyedAmount[]
  readonly payable: Amount
  readonly problems: readonly string[]
  /** `done` when the books have it as it is now, `nothing` when there is nothing to post. */
  readonly state: StatementState
}

export interface MonthPayment {
  readonly id: string
  /** External id of its entry. */
  readonly base: string
  readonly date: string
  readonly amount: Amount
}

export interface MonthInput {
  /** `2026-03`. */
  readonly month: string
  /** `2026-03-31`: what is open is as old as it is on that day. */
  readonly lastDay: string
  readonly currency: string
  readonly settings: SettlementSettings
  readonly statements: readonly MonthStatement[]
  /** Sales of the month that statements of the next one settled, where the books carried them back. */
  readonly carriedBack: readonly Pick<MonthStatement, 'id' | 'base' | 'amounts'>[]
  /** What TikTok paid in the month, before any exchange. */
  readonly payments: readonly MonthPayment[]
  /** What the statements' entries moved in NetSuite in the month, clearing excepted. */
  readonly movements: readonly Movement[]
  readonly clearing: {
    readonly opening: Amount
    readonly closing: Amount
    readonly movements: readonly Movement[]
    /** What is open in clearing at the end of the month, by memo. */
    readonly open: readonly OpenItem[]
  }
  /** What the accrual of the month's last day has put on accounts; nothing where the project accrues nothing. */
  readonly accrued: readonly Movement[]
  /** Orders that are open on the receivable at the end of the month, where orders are billed. */
  readonly receivable: readonly OpenItem[]
  /** Accounts as NetSuite calls them, by internal id. */
  readonly names: Readonly<Record<string, string>>
}

export interface ReconciledAccount {
  readonly account: string
  readonly keys: readonly string[]
  /** As the statements say, debits less credits. */
  readonly tiktok: string
  readonly netsuite: string
  readonly difference: string
}

/** A month of a shop, TikTok's statements beside NetSuite's ledger. */
export interface MonthReconciliation {
  readonly month: string
  readonly accounts: readonly ReconciledAccount[]
  /** True when every account and clearing agree, to the cent. */
  readonly ties: boolean
  readonly document: ReportDocument
}

/** Closes a month: what TikTok says by key, what the books have by account, and whatever differs. */
export const reconcileMonth = (input: MonthInput): MonthReconciliation => {
  const { statements, payments, clearing, currency } = input
  const places = placesOfCurrency(currency)
  const text = (amount: Amount): string => textOf(amount, places)
  const amounts = [...statements, ...input.carriedBack].flatMap(statement => statement.amounts)
  const accounts = reconcileAccounts(input, amounts, text)
  const settled = sumOf(statements.map(({ payable }) => payable))
  const paid = sumOf(payments.map(({ amount }) => amount))
  const expected = clearing.opening.plus(settled).minus(paid)
  const gap = clearing.closing.minus(expected)
  const differing = accounts.filter(({ difference }) => !isZero(toAmount(difference)))
  const unposted = statements.filter(({ state }) => state !== 'done' && state !== 'nothing')
  const notes = [
    ...differing.map(
      ({ account, keys, difference }) =>
        `${input.names[account] ?? `account ${account}`}${keys.length === 0 ? '' : ` (${keys.join(', ')})`} differs by ${difference}: ${explainAccount(account, input, text)}`,
    ),
    ...(isZero(gap)
      ? []
      : [
          `clearing closes ${text(gap)} away from what statements and payments make of it: ${explainClearing(input, text)}`,
        ]),
    ...unposted.map(({ id, state }) => `statement ${id} is ${state === 'new' ? 'not posted' : state}`),
    ...statements.flatMap(({ id, problems }) => problems.map(problem => `statement ${id}: ${problem}`)),
  ]
  const ties = differing.length === 0 && isZero(gap) && unposted.length === 0
  return {
    month: input.month,
    accounts,
    ties,
    document: toMonthDocument(input, { amounts, accounts, settled, paid, expected, notes, ties, text }),
  }
}

type ToText = (amount: Amount) => string

const explainAccount = (
  account: string,
  { settings, statements, carriedBack, movements }: MonthInput,
  text: ToText,
): string =>
  tellDifferences(
    findDifferences(
      [...statements, ...carriedBack].map(({ id, base, amounts }) => ({
        name: `statement ${id}`,
        base,
        amount: sumOf(
          amounts.filter(({ key }) => accountUnder(key, settings) === account).map(({ amount }) => amount),
        ).times(-1),
      })),
      movements.filter(movement => movement.account === account),
    ),
    text,
  )

const explainClearing = ({ statements, payments, clearing }: MonthInput, text: ToText): string => {
  const expected: readonly Expected[] = [
    ...statements.map(({ id, base, payable }) => ({ name: `statement ${id}`, base, amount: payable })),
    ...payments.map(({ id, base, amount }) => ({ name: `payment ${id}`, base, amount: amount.times(-1) })),
  ]
  return tellDifferences(findDifferences(expected, clearing.movements), text)
}

/** The account that a statement's amount is booked on; undefined for what is compared by clearing alone. */
const accountUnder = (key: string, settings: SettlementSettings): string | undefined => {
  const booked = bookedKey({ key }, settings)
  return booked === 'variance' ? undefined : (accountOf(booked, settings.accounts)?.account ?? 'none')
}

const reconcileAccounts = (
  { settings, movements }: MonthInput,
  amounts: readonly KeyedAmount[],
  text: ToText,
): readonly ReconciledAccount[] => {
  const byAccount = new Map<string, { readonly keys: Set<string>; sum: Amount; netsuite: Amount }>()
  const at = (account: string) => {
    const entry = byAccount.get(account) ?? { keys: new Set(), sum: zero, netsuite: zero }
    byAccount.set(account, entry)
    return entry
  }
  for (const { key, amount } of amounts) {
    const account = accountUnder(key, settings)
    if (account === undefined) continue
    const entry = at(account)
    entry.keys.add(key)
    entry.sum = entry.sum.minus(amount)
  }
  for (const { account, amount } of movements) {
    const entry = at(account)
    entry.netsuite = entry.netsuite.plus(amount)
  }
  return [...byAccount]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([account, { keys, sum, netsuite }]) => ({
      account,
      keys: [...keys],
      tiktok: text(sum),
      netsuite: text(netsuite),
      difference: text(netsuite.minus(sum)),
    }))
}
