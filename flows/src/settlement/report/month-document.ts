import { placesOfCurrency } from '../../currency-places.js'
import { type Amount, isZero, type KeyedAmount, sumOf, zero } from '../amounts.js'
import { keyTable } from '../key-table.js'
import { ageColumns, daysOpen, type OpenItem, sumByAge } from './ageing.js'
import { inThousands } from './in-thousands.js'
import type { MonthInput, ReconciledAccount } from './month-reconciliation.js'
import type { ReportDocument, ReportTable } from './report-document.js'
import { toWaterfall } from './waterfall-groups.js'

/** What the comparison of a month came to. */
export interface MonthFigures {
  readonly amounts: readonly KeyedAmount[]
  readonly accounts: readonly ReconciledAccount[]
  /** What the month's statements come to, and what was paid in it. */
  readonly settled: Amount
  readonly paid: Amount
  /** What clearing has to close at. */
  readonly expected: Amount
  readonly notes: readonly string[]
  readonly ties: boolean
  readonly text: (amount: Amount) => string
}

/** Open orders that are listed one by one; the ageing has all of them. */
const listedOrders = 50

/** A month as a bookkeeper reads it: what was sold and taken, what the ledger says of it, and what is still open. */
export const toMonthDocument = (input: MonthInput, figures: MonthFigures): ReportDocument => {
  const { clearing, receivable, currency, statements, payments } = input
  const { amounts, ties, notes, text, paid } = figures
  const gross = sumUnder(amounts, /^sales\.gross$/)
  return {
    title: `TikTok Shop, ${input.month}`,
    facts: [
      ['Currency', currency],
      ['Statements', String(statements.length)],
      ['Payments', `${payments.length}, ${inThousands(text(paid))} in all`],
      ['Fees', `${shareOf(sumUnder(amounts, /^fee\.|^tax\.on_fees$/).times(-1), gross)} of sales`],
      ['Ties to the ledger', ties ? 'yes, to the cent' : 'no'],
    ],
    waterfall: toWaterfall(amounts, placesOfCurrency(currency)),
    tables: [
      monthTable(input, figures, gross),
      keysTable(figures),
      ledgerTable(input, figures),
      clearingTable(input, figures),
      ...accrualTable(input, text),
      ageingTable(input, text),
      ...openTable('Open in clearing', clearing.open, input, text),
      ...openTable('Open on the receivable', receivable, input, text),
    ],
    notes,
  }
}

const monthTable = (
  { clearing }: MonthInput,
  { amounts, settled, paid, text }: MonthFigures,
  gross: Amount,
): ReportTable => {
  const refunds = sumUnder(amounts, /^refund\./)
  const sales = sumUnder(amounts, /^sales\./)
  const shipping = sumUnder(amounts, /^(shipping|fbt)\./)
  const fees = sumUnder(amounts, /^fee\.|^tax\./)
  const reserves = sumUnder(amounts, /^reserve$/)
  const others = sumOf(amounts.map(({ amount }) => amount))
    .minus(sales)
    .minus(refunds)
    .minus(shipping)
    .minus(fees)
    .minus(reserves)
  const line = (what: string, amount: Amount): readonly string[] => [
    what,
    text(amount),
    shareOf(amount, gross),
  ]
  return {
    title: 'The month',
    columns: [{ title: 'What' }, { title: 'Amount', align: 'right' }, { title: 'Of sales', align: 'right' }],
    rows: [
      line("Sales, less the seller's discounts", sales),
      line('Refunds', refunds),
      line('Shipping', shipping),
      line('Fees and taxes on them', fees),
      line('Adjustments', others),
      line('Reserves held back and released', reserves),
      line('To be paid for the month', settled),
      ['Open in clearing on the first day', text(clearing.opening), ''],
      ['Paid in the month', text(paid.times(-1)), ''],
      ['Open in clearing on the last day', text(clearing.closing), ''],
    ],
    sumRows: 1,
  }
}

const keysTable = ({ amounts, text }: MonthFigures): ReportTable => ({
  title: 'From gross to payout',
  columns: [{ title: 'Key' }, { title: 'What it is' }, { title: 'Amount', align: 'right' }],
  rows: [
    ...Object.entries(keyTable).flatMap(([key, { title }]) => {
      const own = amounts.filter(amount => amount.key === key)
      return own.length === 0 ? [] : [[key, title, text(sumOf(own.map(({ amount }) => amount)))]]
    }),
    ['', 'Payout', text(sumOf(amounts.map(({ amount }) => amount)))],
  ],
  sumRows: 1,
})

const ledgerTable = ({ names }: MonthInput, { accounts }: MonthFigures): ReportTable => ({
  title: 'Statements beside the ledger',
  columns: [
    { title: 'Account' },
    { title: 'Keys' },
    { title: 'Statements', align: 'right' },
    { title: 'NetSuite', align: 'right' },
    { title: 'Difference', align: 'right' },
  ],
  rows: accounts.map(({ account, keys, tiktok, netsuite, difference }) => [
    names[account] ?? account,
    keys.join(' '),
    tiktok,
    netsuite,
    difference,
  ]),
})

const clearingTable = (
  { clearing, statements, payments }: MonthInput,
  { expected, text }: MonthFigures,
): ReportTable => ({
  title: 'Clearing',
  columns: [{ title: 'What' }, { title: 'Amount', align: 'right' }],
  rows: [
    ['Opening', text(clearing.opening)],
    ...statements.map(({ id, date, payable }) => [`Statement ${id} of ${date}`, text(payable)]),
    ...payments.map(({ id, date, amount }) => [`Payment ${id} of ${date}`, text(amount.times(-1))]),
    ['Closing, so worked out', text(expected)],
    ['Closing, in NetSuite', text(clearing.closing)],
  ],
  sumRows: 2,
})

/** Only where the month was accrued; the account where it waits is left out. */
const accrualTable = (
  { accrued, names, lastDay }: MonthInput,
  text: (amount: Amount) => string,
): readonly ReportTable[] => {
  const accounts = [...new Set(accrued.map(({ account }) => account))]
  if (accounts.length === 0) return []
  const sumOn = (account: string): Amount =>
    sumOf(accrued.filter(movement => movement.account === account).map(({ amount }) => amount))
  return [
    {
      title: `Accrued on ${lastDay}, delivered and not settled; reversed on the next day`,
      columns: [{ title: 'Account' }, { title: 'NetSuite', align: 'right' }],
      rows: [
        ...accounts.map(account => [names[account] ?? account, text(sumOn(account))]),
        ['all', text(sumOf(accrued.map(({ amount }) => amount)))],
      ],
      sumRows: 1,
    },
  ]
}

const ageingTable = (
  { clearing, receivable, lastDay, settings }: MonthInput,
  text: (amount: Amount) => string,
): ReportTable => {
  const line = (what: string, items: readonly OpenItem[]): readonly string[] => [
    what,
    ...sumByAge(items, lastDay).map(text),
    text(sumOf(items.map(({ amount }) => amount))),
  ]
  return {
    title: `How old what is open is on ${lastDay}`,
    columns: [
      { title: 'Account' },
      ...[...ageColumns, 'All'].map(title => ({ title, align: 'right' as const })),
    ],
    rows: [
      line('Clearing', clearing.open),
      ...(settings.mode === 'feesOnly' ? [line('Receivable', receivable)] : []),
    ],
  }
}

const openTable = (
  title: string,
  items: readonly OpenItem[],
  { lastDay }: MonthInput,
  text: (amount: Amount) => string,
): readonly ReportTable[] => {
  if (items.length === 0) return []
  const oldestFirst = [...items].sort((one, other) =>
    one.since < other.since ? -1 : one.since > other.since ? 1 : 0,
  )
  const rest = oldestFirst.slice(listedOrders)
  return [
    {
      title,
      columns: [
        { title: 'Item' },
        { title: 'Since' },
        { title: 'Days', align: 'right' },
        { title: 'Amount', align: 'right' },
      ],
      rows: [
        ...oldestFirst
          .slice(0, listedOrders)
          .map(item => [item.memo, item.since, String(daysOpen(item, lastDay)), text(item.amount)]),
        ...(rest.length === 0
          ? []
          : [[`and ${rest.length} more`, '', '', text(sumOf(rest.map(({ amount }) => amount)))]]),
      ],
    },
  ]
}

const sumUnder = (amounts: readonly KeyedAmount[], keys: RegExp): Amount =>
  sumOf(amounts.filter(({ key }) => keys.test(key)).map(({ amount }) => amount))

const shareOf = (amount: Amount, gross: Amount): string =>
  isZero(gross) || gross.lt(zero) ? '' : `${amount.times(100).div(gross).toFixed(1)} %`
