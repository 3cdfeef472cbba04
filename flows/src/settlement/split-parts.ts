import type { AccountMap } from './account-map.js'
import { mergeLines, type PostingLine } from './posting-line.js'
import { balancingLine, clearingLine, type JournalOptions } from './to-postings.js'

/** NetSuite takes 1,000 lines of a journal in one call. */
export const usualMaxLines = 1_000

/** Lines that become one transaction. */
export interface EntryPart {
  readonly lines: readonly PostingLine[]
  /** Dated at the end of the month before the statement's. */
  readonly isEarlier: boolean
}

/**
 * Lines as entries of at most so many lines, each of which balances: the rest of each waits in clearing. Lines of the month before are
 * entries of their own, whose rest is carried over to the statement's month on the rollover account.
 */
export const splitParts = (
  lines: readonly PostingLine[],
  maxLines: number,
  options: Pick<JournalOptions, 'accounts' | 'clearingMemo'>,
): readonly EntryPart[] => {
  const earlier = lines.filter(({ isEarlier }) => isEarlier)
  const toRollover = (part: readonly PostingLine[]): readonly PostingLine[] => rolloverLine(part, options)
  const toClearing = (part: readonly PostingLine[]): readonly PostingLine[] => clearingLine(part, options)
  const own = earlier.length === 0 ? lines : withCarriedOver(lines, toRollover(earlier))
  return [
    ...cut(earlier, maxLines - 1).map(part => ({ lines: [...part, ...toRollover(part)], isEarlier: true })),
    ...cut(own, maxLines - 1).map(part => ({ lines: [...part, ...toClearing(part)], isEarlier: false })),
  ]
}

/** Lines of bills, at most so many on each. What balances them is the vendor's account, which is no line of theirs. */
export const splitBills = (lines: readonly PostingLine[], maxLines: number): readonly EntryPart[] =>
  [true, false].flatMap(isEarlier =>
    cut(
      lines.filter(line => (line.isEarlier === true) === isEarlier),
      maxLines,
    ).map(part => ({ lines: part, isEarlier })),
  )

const withCarriedOver = (
  lines: readonly PostingLine[],
  carried: readonly PostingLine[],
): readonly PostingLine[] =>
  mergeLines([
    ...lines.filter(({ isEarlier }) => !isEarlier),
    ...carried.map(line => ({ ...line, amount: line.amount.times(-1) })),
  ])

const rolloverLine = (
  lines: readonly PostingLine[],
  { accounts, clearingMemo }: { readonly accounts: AccountMap; readonly clearingMemo: string },
): readonly PostingLine[] => balancingLine(lines, 'rollover', clearingMemo, accounts)

const cut = (lines: readonly PostingLine[], most: number): readonly (readonly PostingLine[])[] => {
  const size = Math.max(1, most)
  const parts: (readonly PostingLine[])[] = []
  for (let start = 0; start < lines.length; start += size) parts.push(lines.slice(start, start + size))
  return parts
}
