import { accountOf } from './account-map.js'
import { isZero, sumOf } from './amounts.js'
import { matchReceipts, type Receipt } from './match-receipts.js'
import { type EntriesWanted, type PlannedEntry, type PostingState, planEntries } from './plan-entries.js'
import { externalIdOf, memoOf, type PostedEntry } from './posted-entries.js'
import { mergeLines, type PostingLine } from './posting-line.js'
import { splitParts } from './split-parts.js'
import type { StatementAmount } from './statement-reader.js'
import { type JournalOptions, toPostings } from './to-postings.js'

/** A bank deposit to be written: receipts that are picked, and lines of its own. */
export interface PlannedDeposit extends PlannedEntry {
  /** Internal ids of what is taken out of undeposited funds. Undefined: it is a journal entry. */
  readonly receipts?: readonly string[]
}

export interface DepositsPlanned {
  readonly entries: readonly PlannedDeposit[]
  /** Orders whose documents are missing in undeposited funds or differ, with their amounts. */
  readonly variances: readonly PostingLine[]
}

export interface DepositsWanted extends Omit<EntriesWanted, 'lines' | 'split'> {
  readonly maxLines: number
  readonly amounts: readonly StatementAmount[]
  readonly journal: JournalOptions
  /** What the order has left in undeposited funds, and what earlier parts of this statement have taken from there. */
  receiptsOf(order: string): readonly Receipt[]
}

/**
 * The deposits that a statement still needs: what its orders have left in undeposited funds goes to clearing, less what TikTok kept.
 * Orders whose documents are missing or differ become variance lines. Where nothing is picked, as on a statement of advertising alone,
 * it is a journal entry, and so is every correction.
 */
export const planDeposits = (
  wanted: DepositsWanted,
  state: PostingState,
  posted: readonly PostedEntry[],
  basisLines: readonly PostingLine[],
): DepositsPlanned => {
  const { amounts, journal } = wanted
  const split = (lines: readonly PostingLine[]) => splitParts(lines, wanted.maxLines, journal)
  const isOfOrder = ({ key, order }: StatementAmount): boolean => key === 'variance' && order !== ''
  const kept = toPostings({ amounts: amounts.filter(amount => !isOfOrder(amount)) }, journal)
  const ofOrders = amounts.filter(isOfOrder)
  if (state.change > 0) {
    const lines = mergeLines([...kept, ordersLine(ofOrders, journal)])
    const entries = planEntries({ ...wanted, split, lines, onChange: 'adjust' }, state, posted, basisLines)
    return { entries, variances: [] }
  }
  const matches = ofOrders.map(({ order, amount }) => ({
    order,
    ...matchReceipts(amount, wanted.receiptsOf(order)),
  }))
  const variances = matches
    .filter(({ variance }) => !isZero(variance))
    .map(({ order, picked, variance }) => varianceLine(order, picked.length > 0, variance, journal))
  const lines = [...kept, ...variances]
  const receipts = matches.flatMap(({ picked }) => picked.map(({ id }) => id))
  const entries =
    receipts.length === 0
      ? planEntries({ ...wanted, split, lines }, state, posted, basisLines)
      : splitDeposits(wanted, lines, receipts, posted)
  return { entries, variances }
}

const varianceLine = (
  order: string,
  isThere: boolean,
  variance: StatementAmount['amount'],
  { accounts }: JournalOptions,
): PostingLine => ({
  ...(accountOf('variance', accounts) ?? { account: '' }),
  amount: variance.times(-1),
  memo: `${isThere ? 'amount differs' : 'missing'}: order ${order}`,
  apart: order,
})

/** What a correction compares of the orders: all of them together, for which receipt was picked for which order is done and over. */
export const ordersLine = (
  amounts: readonly Pick<StatementAmount, 'amount'>[],
  { accounts }: Pick<JournalOptions, 'accounts'>,
): PostingLine => ({
  ...(accountOf('variance', accounts) ?? { account: '' }),
  amount: sumOf(amounts.map(({ amount }) => amount)).times(-1),
  memo: 'orders',
  apart: 'orders',
})

/** Deposits of at most so many lines. The first has what was kept, and receipts that are more than that. */
const splitDeposits = (
  { base, title, version, maxLines }: DepositsWanted,
  lines: readonly PostingLine[],
  receipts: readonly string[],
  posted: readonly PostedEntry[],
): readonly PlannedDeposit[] => {
  const rows = [...lines.map(line => ({ line })), ...receipts.map(receipt => ({ receipt }))]
  const parts: (typeof rows)[] = []
  for (let start = 0; start < rows.length; start += maxLines) parts.push(rows.slice(start, start + maxLines))
  const written = new Set(posted.map(({ externalId }) => externalId.toLowerCase()))
  return parts
    .map(
      (own, index): PlannedDeposit => ({
        externalId: externalIdOf(base, 0, index + 1),
        memo: memoOf(title, { change: 0, part: index + 1, of: parts.length, version }),
        lines: own.flatMap(row => ('line' in row ? [row.line] : [])),
        isEarlier: false,
        receipts: own.flatMap(row => ('receipt' in row ? [row.receipt] : [])),
      }),
    )
    .filter(({ externalId }) => !written.has(externalId.toLowerCase()))
}
