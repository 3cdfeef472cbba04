import type { CallContext, JsonObject } from '@tiktok-ns/flow-engine'
import { type Amount, sumOf, toAmount, zero } from '../amounts.js'
import { documentPrefix, entryKind } from '../settlement-settings.js'
import { isObject, textAt } from '../statement-row.js'
import type { OpenItem } from './ageing.js'
import type { SettlementSources } from './settlement-sources.js'

/** What one transaction moved on one account, in the currency of the transaction: debits less credits. */
export interface Movement {
  readonly account: string
  /** Empty where somebody booked it by hand. */
  readonly externalId: string
  /** As NetSuite shows it: `Journal #103`. */
  readonly name: string
  /** `2026-03-15`. */
  readonly date: string
  readonly amount: Amount
}

/** What NetSuite's ledger says of a month, in the currency of the transactions; debits less credits. */
export interface MonthLedger {
  /** What statements' entries moved. */
  movements(accounts: readonly string[]): Promise<readonly Movement[]>
  /** An account at the beginning of the month and at its end, what moved it, and what is open then by memo. */
  clearing(account: string): Promise<{
    readonly opening: Amount
    readonly closing: Amount
    readonly movements: readonly Movement[]
    readonly open: readonly OpenItem[]
  }>
  /** What the accrual of the month's last day has put on the accounts. */
  accrued(accounts: readonly string[]): Promise<readonly Movement[]>
  /** What is open of the customer's orders at the end of the month. */
  receivable(account: string, customer: string): Promise<readonly OpenItem[]>
}

const lines =
  'transactionline tl JOIN transactionaccountingline tal ON tal.transaction = tl.transaction AND tal.transactionline = tl.id JOIN transaction t ON t.id = tl.transaction'

/** The main lines of bills and credits have their totals without a sign. */
const signedAmount =
  'ROUND(SUM(CASE WHEN tal.amount < 0 THEN -ABS(tl.foreignamount) ELSE ABS(tl.foreignamount) END), 2)'

/** Documents name their order, statements' entries have it as the memo of the line. */
const orderOfLine = "CASE WHEN t.type = 'Journal' THEN tl.memo ELSE 'order ' || t.otherrefnum END"

/** Rows that are movements; conditions come between the two. */
const selectMovements = `SELECT tal.account AS account, t.externalid AS externalid, t.trandisplayname AS name, TO_CHAR(t.trandate, 'YYYY-MM-DD') AS trandate, ${signedAmount} AS amount FROM ${lines} WHERE`
const byTransaction =
  'GROUP BY tal.account, t.id, t.externalid, t.trandisplayname, t.trandate ORDER BY tal.account, t.id'

const since = "TO_CHAR(MIN(t.trandate), 'YYYY-MM-DD') AS since"

/** @param bounds Epoch seconds of the first moment of the month and of the next. */
export const openLedger = (sources: SettlementSources, bounds: readonly [number, number]): MonthLedger => {
  const [first = '', next = ''] = bounds.map(seconds => new Date(seconds * 1000).toISOString().slice(0, 10))
  const [start, end] = [first, next].map(day => `TO_DATE('${day}', 'YYYY-MM-DD')`)
  const isInMonth = `t.trandate >= ${start} AND t.trandate < ${end}`
  const prefix = `${documentPrefix(sources)}-`.toLowerCase()
  const entries = `${prefix}${entryKind(sources.settings)}-`.toLowerCase()
  const bills = `${prefix}bill-`
  const accruals = `${prefix}je-accrual-`

  const ask = (query: string, accounts: readonly string[]) => askLedger(sources, query, accounts)
  const sum = (rows: readonly JsonObject[]): Amount => sumOf(rows.map(row => toAmount(row['amount'])))

  return {
    movements: async accounts =>
      toMovements(
        await ask(
          `${selectMovements} ${isInMonth} AND (LOWER(t.externalid) LIKE '${entries}%' OR LOWER(t.externalid) LIKE '${bills}%') AND LOWER(t.externalid) NOT LIKE '${accruals}%' AND tal.account IN (?) ${byTransaction}`,
          accounts,
        ),
      ),
    clearing: async account => {
      const before = await ask(
        `SELECT tal.account AS account, ROUND(SUM(tl.foreignamount), 2) AS amount FROM ${lines} WHERE t.trandate < ${start} AND tal.account IN (?) GROUP BY tal.account ORDER BY tal.account`,
        [account],
      )
      const open = await ask(
        `SELECT tal.account AS account, tl.memo AS memo, ROUND(SUM(tl.foreignamount), 2) AS amount, ${since} FROM ${lines} WHERE t.trandate < ${end} AND tal.account IN (?) GROUP BY tal.account, tl.memo ORDER BY tal.account, tl.memo`,
        [account],
      )
      const moved = await ask(`${selectMovements} ${isInMonth} AND tal.account IN (?) ${byTransaction}`, [
        account,
      ])
      return {
        opening: sum(before),
        closing: sum(open),
        movements: toMovements(moved),
        open: toOpenItems(open),
      }
    },
    accrued: async accounts =>
      toMovements(
        await ask(
          `${selectMovements} ${isInMonth} AND LOWER(t.externalid) LIKE '${accruals}${first.slice(0, 7)}-%' AND tal.account IN (?) ${byTransaction}`,
          accounts,
        ),
      ),
    receivable: async (account, customer) =>
      toOpenItems(
        await ask(
          `SELECT tal.account AS account, ${orderOfLine} AS memo, ${signedAmount} AS amount, ${since} FROM ${lines} WHERE t.trandate < ${end} AND tl.entity = '${customer}' AND tal.account IN (?) GROUP BY tal.account, ${orderOfLine} HAVING ${signedAmount} <> 0 ORDER BY since, memo`,
          [account],
        ),
      ),
  }
}

/** Numbers and names of accounts as NetSuite has them, by internal id. */
export const readAccountNames = async (
  sources: SettlementSources,
  accounts: readonly string[],
): Promise<Readonly<Record<string, string>>> => {
  const rows = await askLedger(
    sources,
    'SELECT id AS account, acctnumber, accountsearchdisplayname AS name FROM account WHERE id IN (?) ORDER BY id',
    accounts,
  )
  return Object.fromEntries(rows.map(row => [textAt(row, 'account'), nameOf(row)]))
}

const askLedger = async (
  { erp, signal }: SettlementSources,
  query: string,
  accounts: readonly string[],
): Promise<readonly JsonObject[]> => {
  const call: CallContext = { signal, priority: 'interactive' }
  const parameters = { query, key: 'account' }
  const answers = await erp.lookupMany({ lookup: 'suiteql', keys: [...new Set(accounts)], parameters }, call)
  return answers.flatMap(({ matches }) => matches.filter(isObject))
}

const toMovements = (rows: readonly JsonObject[]): readonly Movement[] =>
  rows.map(row => ({
    account: textAt(row, 'account'),
    externalId: textAt(row, 'externalid'),
    name: textAt(row, 'name'),
    date: textAt(row, 'trandate'),
    amount: toAmount(row['amount']),
  }))

const toOpenItems = (rows: readonly JsonObject[]): readonly OpenItem[] =>
  rows
    .map(row => ({
      memo: textAt(row, 'memo') || '(no memo)',
      amount: toAmount(row['amount']),
      since: textAt(row, 'since'),
    }))
    .filter(({ amount }) => !amount.eq(zero))

/** Display names have the number in front where the account shows numbers. */
const nameOf = (row: JsonObject): string => {
  const [number, name] = [textAt(row, 'acctnumber'), textAt(row, 'name')]
  return name === '' || name.startsWith(number) ? name || number : `${number} ${name}`
}
