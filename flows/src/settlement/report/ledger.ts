import type { CallContext, JsonObject } from '@tiktok-ns/flow-engine'
import { type Amount, sumOf, toAmount, zero } from '../amounts.js'
import { entryKind } from '../settlement-settings.js'
import { isObject, textAt } from '../statement-row.js'
import type { OpenItem } from './ageing.js'
import type { SettlementSources } from './settlement-sources.js'

/** What NetSuite's ledger says of a month, in the currency of the transactions; debits less credits. */
export interface MonthLedger {
  /** What statements' entries moved, by account. */
  movements(accounts: readonly string[]): Promise<Readonly<Record<string, Amount>>>
  /** An account at the beginning of the month and at its end, with what is open then by memo. */
  clearing(account: string): Promise<{
    readonly opening: Amount
    readonly closing: Amount
    readonly open: readonly OpenItem[]
  }>
  /** What is open of the customer's orders at the end of the month. */
  receivable(account: string, customer: string): Promise<readonly OpenItem[]>
  /** Numbers and names of accounts, by internal id. */
  names(accounts: readonly string[]): Promise<Readonly<Record<string, string>>>
}

const lines =
  'transactionline tl JOIN transactionaccountingline tal ON tal.transaction = tl.transaction AND tal.transactionline = tl.id JOIN transaction t ON t.id = tl.transaction'

/** The main line of a credit memo has its total without a sign. */
const signedAmount =
  'ROUND(SUM(CASE WHEN tal.amount < 0 THEN -ABS(tl.foreignamount) ELSE ABS(tl.foreignamount) END), 2)'

/** Documents name their order, statements' entries have it as the memo of the line. */
const orderOfLine = "CASE WHEN t.type = 'Journal' THEN tl.memo ELSE 'order ' || t.otherrefnum END"

const since = "TO_CHAR(MIN(t.trandate), 'YYYY-MM-DD') AS since"

/** @param bounds Epoch seconds of the first moment of the month and of the next. */
export const openLedger = (sources: SettlementSources, bounds: readonly [number, number]): MonthLedger => {
  const [start, end] = bounds.map(
    seconds => `TO_DATE('${new Date(seconds * 1000).toISOString().slice(0, 10)}', 'YYYY-MM-DD')`,
  )
  const prefix = textAt(sources.settings, 'externalIdPrefix') || 'TTS'
  const entries = `${prefix}-${sources.shopKey}-${entryKind(sources.settings)}-`.toLowerCase()
  const call: CallContext = { signal: sources.signal, priority: 'interactive' }

  const ask = async (query: string, accounts: readonly string[]): Promise<readonly JsonObject[]> => {
    const answers = await sources.erp.lookupMany(
      { lookup: 'suiteql', keys: [...new Set(accounts)], parameters: { query, key: 'account' } },
      call,
    )
    return answers.flatMap(({ matches }) => matches.filter(isObject))
  }
  const sum = (rows: readonly JsonObject[]): Amount => sumOf(rows.map(row => toAmount(row['amount'])))

  return {
    movements: async accounts => {
      const rows = await ask(
        `SELECT tal.account AS account, ROUND(SUM(tl.foreignamount), 2) AS amount FROM ${lines} WHERE t.trandate >= ${start} AND t.trandate < ${end} AND LOWER(t.externalid) LIKE '${entries}%' AND LOWER(t.externalid) NOT LIKE '${entries}accrual-%' AND tal.account IN (?) GROUP BY tal.account ORDER BY tal.account`,
        accounts,
      )
      return Object.fromEntries(rows.map(row => [textAt(row, 'account'), toAmount(row['amount'])]))
    },
    clearing: async account => {
      const before = await ask(
        `SELECT tal.account AS account, ROUND(SUM(tl.foreignamount), 2) AS amount FROM ${lines} WHERE t.trandate < ${start} AND tal.account IN (?) GROUP BY tal.account ORDER BY tal.account`,
        [account],
      )
      const open = await ask(
        `SELECT tal.account AS account, tl.memo AS memo, ROUND(SUM(tl.foreignamount), 2) AS amount, ${since} FROM ${lines} WHERE t.trandate < ${end} AND tal.account IN (?) GROUP BY tal.account, tl.memo ORDER BY tal.account, tl.memo`,
        [account],
      )
      return { opening: sum(before), closing: sum(open), open: toOpenItems(open) }
    },
    receivable: async (account, customer) =>
      toOpenItems(
        await ask(
          `SELECT tal.account AS account, ${orderOfLine} AS memo, ${signedAmount} AS amount, ${since} FROM ${lines} WHERE t.trandate < ${end} AND tl.entity = '${customer}' AND tal.account IN (?) GROUP BY tal.account, ${orderOfLine} HAVING ${signedAmount} <> 0 ORDER BY since, memo`,
          [account],
        ),
      ),
    names: async accounts => {
      const rows = await ask(
        'SELECT id AS account, acctnumber, accountsearchdisplayname AS name FROM account WHERE id IN (?) ORDER BY id',
        accounts,
      )
      return Object.fromEntries(rows.map(row => [textAt(row, 'account'), nameOf(row)]))
    },
  }
}

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
