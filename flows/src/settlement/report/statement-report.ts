import type { JsonObject } from '@tiktok-ns/flow-engine'
import { accountOf, missingAccounts } from '../account-map.js'
import { type Amount, type KeyedAmount, sumOf, textOf } from '../amounts.js'
import { keyTable } from '../key-table.js'
import { postingStateOf } from '../plan-entries.js'
import { type PostedEntry, toPostedEntries } from '../posted-entries.js'
import type { SettlementSettings } from '../settlement-settings.js'
import { createStatementReader, type StatementReading, unclassifiedSum } from '../statement-reader.js'
import { orderOf, textAt } from '../statement-row.js'
import { bookedKey, toPostings } from '../to-postings.js'
import type { ReportDocument } from './report-document.js'
import { entriesTable, entryTable, ordersTable } from './statement-tables.js'
import {
  createRatesReader,
  type RatesReading,
  tellUnusualFees,
  type UnusualOrderFee,
  unusualFeesTable,
} from './unusual-fees.js'
import { toWaterfall } from './waterfall-groups.js'

export interface StatementReportOptions {
  /** As Get Statements lists it. */
  readonly statement: JsonObject
  readonly settings: SettlementSettings
  /** External id of the statement's first entry. */
  readonly base: string
  /** The day it covers, as the flow dates it. */
  readonly date: string
  /** Settings of the flow that checks rates, where the project has it. */
  readonly rates?: JsonObject | undefined
}

/** How far its entries have come: `new` (not posted), `nothing` (to post), `done`, `half` posted, or `changed` since. */
export type StatementState = 'new' | 'nothing' | 'done' | 'half' | 'changed'

/** One key of a statement, with what is behind it. */
export interface StatementReportLine {
  readonly key: string
  readonly title: string
  readonly amount: string
  /** Internal id of the account; empty when the map has none. */
  readonly account: string
  /** Its number and name as NetSuite has them. */
  readonly accountName: string
  /** The orders with the largest amounts, five at most. */
  readonly orders: readonly string[]
  readonly orderCount: number
}

/** What a bookkeeper sees of one statement. */
export interface StatementReport {
  readonly id: string
  readonly date: string
  readonly currency: string
  readonly rowCount: number
  readonly settlement: string
  readonly reserve: string
  readonly payable: string
  readonly payment: string
  readonly lines: readonly StatementReportLine[]
  /** External ids of the entries that NetSuite has. */
  readonly entries: readonly string[]
  readonly state: StatementState
  /** Why it is held, or would be. */
  readonly problems: readonly string[]
  /** Fees that are not what the merchant's table of rates says, a hundred at most. They hold nothing. */
  readonly unusualFees: readonly UnusualOrderFee[]
  readonly document: ReportDocument
}

export type AccountNames = Readonly<Record<string, string>>

export interface StatementReporter {
  add(rows: readonly JsonObject[]): void
  /** What the statement is, in sums. */
  reading(): StatementReading
  /**
   * @param found What NetSuite has under external ids that begin with the base.
   * @param names Accounts as NetSuite calls them, by internal id.
   */
  end(found: readonly JsonObject[], names: AccountNames): StatementReport
}

/** Reads a statement and tells it from gross to payout. */
export const createStatementReporter = (options: StatementReportOptions): StatementReporter => {
  const { statement, settings, rates } = options
  // What the flow would book says whether the books have it; order by order is for the reader.
  const reading = settings.readerOptions(statement)
  const booked = createStatementReader(reading)
  const detailed = createStatementReader({
    ...reading,
    byOrder: () => true,
    orderBehind: orderOf,
    bookedAs: key => key,
  })
  const checked = createRatesReader(rates ?? {}, reading.rules)
  return {
    add: rows => {
      booked.add(rows)
      detailed.add(rows)
      checked.add(rows)
    },
    reading: detailed.end,
    end: (found, names) =>
      toReport(
        options,
        { booked: booked.end(), detailed: detailed.end(), fees: checked.end() },
        found,
        names,
      ),
  }
}

interface Readings {
  readonly booked: StatementReading
  readonly detailed: StatementReading
  readonly fees: RatesReading
}

const toReport = (
  { statement, settings, base, date, rates }: StatementReportOptions,
  { booked, detailed, fees }: Readings,
  found: readonly JsonObject[],
  names: AccountNames,
): StatementReport => {
  const { places } = settings.rulesFor(textAt(statement, 'currency'))
  const text = (amount: Amount): string => textOf(amount, places)
  const posted = toPostedEntries(base, found)
  const lines = toLines(detailed, settings, names, text)
  const facts = {
    id: textAt(statement, 'id'),
    date,
    currency: textAt(statement, 'currency'),
    rowCount: booked.rowCount,
    settlement: text(booked.totals.settlement),
    reserve: text(booked.totals.reserve),
    payable: text(booked.payable),
    payment: `${textAt(statement, 'payment_status')} ${textAt(statement, 'payment_id')}`.trim(),
    lines,
    entries: posted.map(({ externalId }) => externalId),
    state: stateOf(booked, settings, posted),
    problems: problemsOf(booked, settings, text),
    unusualFees: fees.fees,
  }
  const entry = facts.state === 'new' ? 'The entry it becomes' : 'Its entry'
  const tables = [
    ...unusualFeesTable(fees, places),
    ...entryTable(booked, settings, { title: entry, names, text }),
    ...entriesTable(posted, found),
    ...ordersTable(detailed, text),
  ]
  const notes = [...facts.problems, ...tellUnusualFees(fees, places)]
  const document = toDocument(facts, toWaterfall(sumByKey(detailed), places), tables, notes)
  const checked =
    rates === undefined
      ? []
      : [['Fees', fees.count === 0 ? 'as your rates say' : 'not all as your rates say'] as const]
  return { ...facts, document: { ...document, facts: [...document.facts, ...checked] } }
}

const stateOf = (
  reading: StatementReading,
  settings: SettlementSettings,
  posted: readonly PostedEntry[],
): StatementState => {
  const { state } = postingStateOf(reading.version, posted)
  const keys = reading.amounts.map(amount => bookedKey(amount, settings))
  if (state !== 'new' || missingAccounts(keys, settings.accounts).length > 0) return state
  return toPostings(reading, { ...settings, clearingMemo: '' }).length === 0 ? 'nothing' : state
}

const problemsOf = (
  reading: StatementReading,
  settings: SettlementSettings,
  text: (amount: Amount) => string,
): readonly string[] => {
  const unclassified = unclassifiedSum(reading)
  return [
    ...reading.problems,
    ...reading.unnamed.map(({ name, row }) => `nobody has named ${name} (first in ${row})`),
    ...(unclassified.eq(0) ? [] : [`${text(unclassified)} is unclassified`]),
    ...missingAccounts(
      reading.amounts.map(amount => bookedKey(amount, settings)),
      settings.accounts,
    ).map(key => `no account for ${key}`),
  ]
}

/** Amounts by key, whatever their orders. */
export const sumByKey = ({ amounts }: Pick<StatementReading, 'amounts'>): readonly KeyedAmount[] => {
  const keys = [...new Set(amounts.map(({ key }) => key))]
  return keys.map(key => ({
    key,
    amount: sumOf(amounts.filter(other => other.key === key).map(({ amount }) => amount)),
  }))
}

const toLines = (
  reading: StatementReading,
  settings: SettlementSettings,
  names: AccountNames,
  text: (amount: Amount) => string,
): readonly StatementReportLine[] => {
  const order = Object.keys(keyTable)
  return [...sumByKey(reading)]
    .sort((one, other) => order.indexOf(one.key) - order.indexOf(other.key))
    .map(({ key, amount }) => {
      const behind = reading.amounts.filter(other => other.key === key && other.order !== '')
      const largest = [...behind].sort((one, other) => other.amount.abs().cmp(one.amount.abs()))
      const account = accountOf(bookedKey({ key }, settings), settings.accounts)?.account ?? ''
      return {
        key,
        title: keyTable[key]?.title ?? key,
        amount: text(amount),
        account,
        accountName: names[account] ?? account,
        orders: largest.slice(0, 5).map(one => one.order),
        orderCount: behind.length,
      }
    })
}

const states = {
  new: 'not posted yet',
  nothing: 'nothing to post',
  done: 'posted',
  half: 'posted in part; the next run finishes it',
  changed: 'changed since it was posted; the next run corrects it',
} as const

const toDocument = (
  report: Omit<StatementReport, 'document'>,
  waterfall: ReportDocument['waterfall'],
  tables: ReportDocument['tables'],
  notes: ReportDocument['notes'],
): ReportDocument => ({
  title: `TikTok statement ${report.id}`,
  facts: [
    ['Covers', report.date],
    ['Currency', report.currency],
    ['Rows', String(report.rowCount)],
    ['Payment', report.payment],
    [
      'Books',
      `${states[report.state]}${report.entries.length === 0 ? '' : `: ${report.entries.join(', ')}`}`,
    ],
  ],
  waterfall,
  tables: [
    {
      title: 'From gross to payout',
      columns: [
        { title: 'Key' },
        { title: 'What it is' },
        { title: 'Amount', align: 'right' },
        { title: 'Account' },
        { title: 'Orders' },
      ],
      rows: [
        ...report.lines.map(line => [
          line.key,
          line.title,
          line.amount,
          line.accountName,
          line.orderCount > line.orders.length
            ? `${line.orders.join(' ')} and ${line.orderCount - line.orders.length} more`
            : line.orders.join(' '),
        ]),
        ['', 'Settlement', report.settlement, '', ''],
        ['', 'Payout', report.payable, '', ''],
      ],
      sumRows: 2,
    },
    ...tables,
  ],
  notes,
})
