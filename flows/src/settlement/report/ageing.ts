import { type Amount, sumOf } from '../amounts.js'

/** What is still open in an account: a statement in clearing, an order on the receivable. */
export interface OpenItem {
  readonly memo: string
  readonly amount: Amount
  /** The day of its oldest line, `2026-03-15`. */
  readonly since: string
}

/** Upper bounds in days; what is older than the last is in a column of its own. */
const bounds = [7, 30, 60] as const

export const ageColumns: readonly string[] = ['0 to 7 days', '8 to 30', '31 to 60', 'older']

export const daysOpen = ({ since }: OpenItem, asOf: string): number =>
  Math.max(0, (Date.parse(asOf) - Date.parse(since)) / 86_400_000)

/** Sums by age, one for each of `ageColumns`. */
export const sumByAge = (items: readonly OpenItem[], asOf: string): readonly Amount[] =>
  ageColumns.map((_, column) =>
    sumOf(items.filter(item => columnOf(daysOpen(item, asOf)) === column).map(({ amount }) => amount)),
  )

const columnOf = (days: number): number => {
  const column = bounds.findIndex(bound => days <= bound)
  return column === -1 ? bounds.length : column
}
