import type { AccountUse } from './account-map.js'
import { type Amount, isZero, zero } from './amounts.js'

/** A line of an entry. What is above zero is a debit, what is below it a credit. */
export interface PostingLine extends AccountUse {
  readonly amount: Amount
  readonly memo: string
  /** The customer or vendor of a line on receivables or payables. */
  readonly entity?: string
  /** Set apart from other lines of its account, for example by order. */
  readonly apart?: string
  /** Of the month before the statement's, where statements are split at the end of a month. */
  readonly isEarlier?: boolean
}

/** Lines of one account and purpose as one line, in order of account; lines that come to nothing are left out. */
export const mergeLines = (lines: Iterable<PostingLine>): readonly PostingLine[] => {
  const merged = new Map<string, PostingLine>()
  for (const line of lines) {
    const name = identityOf(line)
    const known = merged.get(name)
    merged.set(
      name,
      known === undefined
        ? line
        : { ...known, amount: known.amount.plus(line.amount), memo: joinMemos(known.memo, line.memo) },
    )
  }
  return [...merged]
    .filter(([, { amount }]) => !isZero(amount))
    .sort(inOrder)
    .map(([, line]) => line)
}

/** What makes two lines one: where they are booked, and what they are set apart by. */
export const identityOf = (line: PostingLine): string =>
  [line.account, line.class, line.department, line.location, line.entity, line.apart, line.isEarlier]
    .map(part => part ?? '')
    .join('|')

/** What has to be added to lines so that they become the wanted ones. */
export const differenceOf = (
  wanted: readonly PostingLine[],
  posted: readonly PostingLine[],
): readonly PostingLine[] =>
  mergeLines([...wanted, ...posted.map(line => ({ ...line, amount: line.amount.times(-1) }))])

export const isBalanced = (lines: readonly PostingLine[]): boolean =>
  isZero(lines.reduce((sum, { amount }) => sum.plus(amount), zero))

const joinMemos = (left: string, right: string): string => {
  const parts = left.split(', ')
  return parts.includes(right) ? left : [...parts, right].join(', ')
}

type IdentifiedLine = readonly [identity: string, line: PostingLine]

const inOrder = ([first, left]: IdentifiedLine, [second, right]: IdentifiedLine): number => {
  // Totals before the orders: what a reader looks for stands in the first part.
  const byApart = Number(left.apart !== undefined) - Number(right.apart !== undefined)
  return byApart || (first < second ? -1 : first > second ? 1 : 0)
}
