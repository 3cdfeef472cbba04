/**
 * Lists that were checked row by row already, or made by a generator: a seed of 100,000 orders is looked through once, not at
 * every step of its way.
 */
const checkedLists = new WeakSet<readonly unknown[]>()

export const markChecked = <Rows extends readonly unknown[]>(rows: Rows): Rows => {
  checkedLists.add(rows)
  return rows
}

export const isChecked = (rows: readonly unknown[] | undefined): boolean =>
  rows !== undefined && checkedLists.has(rows)
