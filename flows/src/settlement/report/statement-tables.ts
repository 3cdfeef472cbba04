import type { JsonObject } from '@tiktok-ns/flow-engine'
import { missingAccounts } from '../account-map.js'
import { type Amount, sumOf, zero } from '../amounts.js'
import type { PostedEntry } from '../posted-entries.js'
import type { SettlementSettings } from '../settlement-settings.js'
import type { StatementAmount, StatementReading } from '../statement-reader.js'
import { textAt } from '../statement-row.js'
import { bookedKey, clearingLine, toPostings } from '../to-postings.js'
import type { ReportTable } from './report-document.js'

type ToText = (amount: Amount) => string

/** Lines and orders that are listed one by one. */
const listedAtMost = 100

interface EntryTableOptions {
  readonly title: string
  /** Accounts as NetSuite calls them, by internal id. */
  readonly names: Readonly<Record<string, string>>
  readonly text: ToText
}

/** The entry that a statement became, or becomes with the settings as they are. Nothing where an account is missing. */
export const entryTable = (
  reading: StatementReading,
  settings: SettlementSettings,
  { title, names, text }: EntryTableOptions,
): readonly ReportTable[] => {
  const keys = [...reading.amounts.map(amount => bookedKey(amount, settings)), 'clearing']
  if (reading.amounts.length === 0 || missingAccounts(keys, settings.accounts).length > 0) return []
  const journal = { ...settings, clearingMemo: 'what TikTok is about to pay' }
  const postings = toPostings(reading, journal)
  const lines = [...postings, ...clearingLine(postings, journal)]
  const debits = sumOf(lines.map(({ amount }) => (amount.gt(zero) ? amount : zero)))
  const listed = [...lines.slice(0, listedAtMost - 1), ...lines.slice(listedAtMost - 1).slice(-1)]
  return [
    {
      title,
      columns: [
        { title: 'Account' },
        { title: 'For' },
        { title: 'Debit', align: 'right' },
        { title: 'Credit', align: 'right' },
      ],
      rows: [
        ...listed.map(({ account, memo, amount }) => [
          names[account] ?? account,
          memo,
          amount.gt(zero) ? text(amount) : '',
          amount.lt(zero) ? text(amount.abs()) : '',
        ]),
        [
          '',
          lines.length > listed.length ? `all of ${lines.length} lines` : 'all',
          text(debits),
          text(debits),
        ],
      ],
      sumRows: 1,
    },
  ]
}

/** What NetSuite has of it, entry by entry. */
export const entriesTable = (
  posted: readonly PostedEntry[],
  found: readonly JsonObject[],
): readonly ReportTable[] => {
  if (posted.length === 0) return []
  return [
    {
      title: 'Entries in NetSuite',
      columns: [{ title: 'External id' }, { title: 'Number' }, { title: 'Date' }, { title: 'What it is' }],
      rows: posted.map(({ externalId, change, part, of }) => {
        const record = found.find(row => textAt(row, 'externalid') === externalId) ?? {}
        return [
          externalId,
          textAt(record, 'tranid'),
          textAt(record, 'trandate'),
          `${change === 0 ? 'the statement' : `correction ${change}`}${(of ?? 1) === 1 ? '' : `, part ${part} of ${of}`}`,
        ]
      }),
    },
  ]
}

const columns: readonly (readonly [title: string, keys: RegExp])[] = [
  ['Sales', /^(sales|samples)/],
  ['Refunds', /^refund\./],
  ['Shipping', /^(shipping|fbt)\./],
  ['Fees and taxes', /^(fee|tax)\./],
  ['Adjustments', /^(adj|unclassified)\./],
  ['Reserve', /^reserve$/],
]

/** What each order brought, the largest first. */
export const ordersTable = ({ amounts }: StatementReading, text: ToText): readonly ReportTable[] => {
  const byOrder = new Map<string, StatementAmount[]>()
  for (const amount of amounts)
    if (amount.order !== '') byOrder.set(amount.order, [...(byOrder.get(amount.order) ?? []), amount])
  const orders = [...byOrder].map(([order, own]) => ({
    order,
    own,
    total: sumOf(own.map(({ amount }) => amount)),
  }))
  if (orders.length === 0) return []
  const sorted = orders.sort((one, other) => other.total.abs().cmp(one.total.abs()))
  const rest = sorted.slice(listedAtMost)
  return [
    {
      title: 'Orders',
      columns: [
        { title: 'Order' },
        ...[...columns.map(([title]) => title), 'All'].map(title => ({ title, align: 'right' as const })),
      ],
      rows: [
        ...sorted
          .slice(0, listedAtMost)
          .map(({ order, own, total }) => [
            order,
            ...columns.map(([, keys]) =>
              text(sumOf(own.filter(({ key }) => keys.test(key)).map(({ amount }) => amount))),
            ),
            text(total),
          ]),
        ...(rest.length === 0
          ? []
          : [
              [
                `and ${rest.length} more`,
                ...columns.map(() => ''),
                text(sumOf(rest.map(({ total }) => total))),
              ],
            ]),
      ],
    },
  ]
}
