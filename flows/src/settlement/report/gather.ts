import type { CallContext, JsonObject } from '@tiktok-ns/flow-engine'
import { accountOf } from '../account-map.js'
import { type KeyedAmount, sumOf, toAmount } from '../amounts.js'
import { dateIn, lastSecondOf } from '../days.js'
import { documentPrefix, entryKind, readSettlementSettings } from '../settlement-settings.js'
import { objectAt, textAt } from '../statement-row.js'
import { openLedger, readAccountNames } from './ledger.js'
import { type MonthReconciliation, reconcileMonth } from './month-reconciliation.js'
import type { SettlementSources } from './settlement-sources.js'
import {
  createStatementReporter,
  type StatementReport,
  type StatementReporter,
  sumByKey,
} from './statement-report.js'

/** One statement, from gross to payout, with what NetSuite has of it. Undefined when the shop has no such statement. */
export const readStatementReport = async (
  sources: SettlementSources,
  id: string,
): Promise<StatementReport | undefined> => {
  const [statement] = await readAll(sources, 'statements', {}, [id])
  if (statement === undefined) return undefined
  const reporter = await readRows(sources, statement)
  const found = (await postedOf(sources, [statement])).get(id) ?? []
  return reporter.end(found, await readAccountNames(sources, accountsOf(sources)))
}

/** A month of the shop beside NetSuite's ledger. @param month `2026-03` */
export const readMonthReconciliation = async (
  sources: SettlementSources,
  month: string,
): Promise<MonthReconciliation> => {
  const settings = readSettlementSettings(sources.settings)
  const zone = textAt(sources.settings, 'timeZone') || 'UTC'
  const [start, end] = boundsOf(month)
  const inMonth = await readAll(sources, 'statements', {
    statement_time_ge: start - 86_400,
    statement_time_lt: end + 2 * 86_400,
  })
  const statements = inMonth.filter(statement => coveredDate(statement, zone).startsWith(month))
  const read = await readMonthStatements(sources, statements)
  const following = settings.splitMonths ? await readFollowing(sources, month, zone) : []
  const ledger = openLedger(sources, [start, end])
  const clearing = accountOf('clearing', settings.accounts)?.account ?? ''
  // What was picked for orders is compared by clearing alone: the rest of each order is a variance, which is no amount of the statement.
  const accounts = accountsOf(sources, key => key !== 'variance')
  const receivable =
    settings.mode === 'feesOnly' ? accountOf('receivable', settings.accounts)?.account : undefined
  return reconcileMonth({
    month,
    lastDay: dateIn('UTC')(end - 1),
    currency: textAt(statements[0] ?? {}, 'currency') || 'USD',
    settings,
    statements: read.map(({ amounts, ...statement }) => ({ ...statement, amounts: ofOwnMonth(amounts) })),
    carriedBack: following.map(({ id, base, amounts }) => ({ id, base, amounts: ofMonthBefore(amounts) })),
    payments: await readPayments(sources, month, zone),
    movements: await ledger.movements(accounts.filter(account => account !== clearing)),
    clearing: await ledger.clearing(clearing),
    receivable: receivable === undefined ? [] : await ledger.receivable(receivable, settings.customer),
    accrued: await ledger.accrued(accountsOf(sources, key => key !== 'accrued')),
    names: await readAccountNames(sources, accountsOf(sources)),
  })
}

/** Internal ids of the accounts in the map. */
const accountsOf = (
  { settings }: SettlementSources,
  isWanted: (key: string) => boolean = () => true,
): readonly string[] => {
  const { accounts } = readSettlementSettings(settings)
  return Object.keys(accounts)
    .filter(isWanted)
    .flatMap(key => accountOf(key, accounts)?.account ?? [])
}

/** Statements with their amounts by key, apart for the month before where the books have them there. */
const readMonthStatements = async (sources: SettlementSources, statements: readonly JsonObject[]) => {
  const posted = await postedOf(sources, statements)
  const read = []
  for (const statement of statements) {
    const entries = posted.get(textAt(statement, 'id')) ?? []
    const reporter = await readRows(sources, statement)
    const { state, problems, date } = reporter.end(entries, {})
    const { amounts, payable } = reporter.reading()
    const isCarried = entries.some(entry => textAt(entry, 'trandate').slice(0, 7) < date.slice(0, 7))
    read.push({
      id: textAt(statement, 'id'),
      base: baseOf(sources, statement),
      date,
      amounts: {
        own: sumByKey({ amounts: amounts.filter(({ isEarlier }) => !(isCarried && isEarlier)) }),
        earlier: sumByKey({ amounts: amounts.filter(({ isEarlier }) => isCarried && isEarlier) }),
      },
      payable,
      problems,
      state,
    })
  }
  return read
}

/** Statements of the month after, of which the books may have sales in this one. */
const readFollowing = async (sources: SettlementSources, month: string, zone: string) => {
  const [, end] = boundsOf(month)
  const next = new Date(end * 1000).toISOString().slice(0, 7)
  const statements = await readAll(sources, 'statements', {
    statement_time_ge: end,
    statement_time_lt: boundsOf(next)[1] + 2 * 86_400,
  })
  return readMonthStatements(
    sources,
    statements.filter(statement => coveredDate(statement, zone).startsWith(next)),
  )
}

interface AmountsByMonth {
  readonly own: readonly KeyedAmount[]
  readonly earlier: readonly KeyedAmount[]
}

const ofOwnMonth = ({ own, earlier }: AmountsByMonth): readonly KeyedAmount[] =>
  earlier.length === 0
    ? own
    : [...own, { key: 'rollover', amount: sumOf(earlier.map(({ amount }) => amount)) }]

const ofMonthBefore = ({ earlier }: AmountsByMonth): readonly KeyedAmount[] =>
  earlier.length === 0
    ? []
    : [...earlier, { key: 'rollover', amount: sumOf(earlier.map(({ amount }) => amount)).times(-1) }]

const boundsOf = (month: string): readonly [number, number] => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return [Date.UTC(year, number - 1, 1) / 1000, Date.UTC(year, number, 1) / 1000]
}

/** The day that a statement covers. */
const coveredDate = (statement: JsonObject, zone: string): string => dateIn(zone)(lastSecondOf(statement))

const callOf = ({ signal }: SettlementSources): CallContext => ({ signal, priority: 'interactive' })

const readAll = async (
  sources: SettlementSources,
  resource: string,
  where: JsonObject,
  ids?: readonly string[],
): Promise<readonly JsonObject[]> => {
  const found: JsonObject[] = []
  const pages = sources.shop.exportPages(
    { resource, where, ...(ids === undefined ? {} : { ids }) },
    callOf(sources),
  )
  for await (const { records } of pages) found.push(...records)
  return found
}

const readRows = async (sources: SettlementSources, statement: JsonObject): Promise<StatementReporter> => {
  const { settings } = sources
  const reporter = createStatementReporter({
    statement,
    settings: readSettlementSettings(settings),
    base: baseOf(sources, statement),
    date: coveredDate(statement, textAt(settings, 'timeZone') || 'UTC'),
    rates: sources.rates,
  })
  const where = {
    statement_id: textAt(statement, 'id'),
    statement_time: statement['statement_time'] ?? 0,
    currency: textAt(statement, 'currency'),
  }
  const pages = sources.shop.exportPages({ resource: 'statementTransactions', where }, callOf(sources))
  for await (const { records } of pages) reporter.add(records)
  return reporter
}

const baseOf = (sources: SettlementSources, statement: JsonObject): string =>
  `${documentPrefix(sources)}-${entryKind(sources.settings)}-${textAt(statement, 'id')}`

const postedOf = async (
  sources: SettlementSources,
  statements: readonly JsonObject[],
): Promise<ReadonlyMap<string, readonly JsonObject[]>> => {
  const keys = statements.map(statement => baseOf(sources, statement))
  if (keys.length === 0) return new Map()
  const answers = await sources.erp.lookupMany(
    { lookup: 'transactionsByExternalIdPrefix', keys },
    callOf(sources),
  )
  const found = new Map(answers.map(({ key, matches }) => [key, matches]))
  return new Map(
    statements.map(statement => [textAt(statement, 'id'), found.get(baseOf(sources, statement)) ?? []]),
  )
}

const readPayments = async (sources: SettlementSources, month: string, zone: string) => {
  const [start, end] = boundsOf(month)
  const payments = await readAll(sources, 'payments', {
    create_time_ge: start - 40 * 86_400,
    create_time_lt: end + 2 * 86_400,
  })
  return payments
    .filter(payment => payment['status'] === 'PAID')
    .map(payment => ({
      id: textAt(payment, 'id'),
      base: `${documentPrefix(sources)}-PAY-${textAt(payment, 'id')}`,
      date: dateIn(zone)(Number(payment['paid_time'] ?? 0)),
      amount: toAmount(objectAt(payment, 'payment_amount_before_exchange')['value']),
    }))
    .filter(({ date }) => date.startsWith(month))
}
