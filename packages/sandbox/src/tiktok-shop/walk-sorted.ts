import type { PagePosition } from './page-token.js'

interface Walk {
  readonly descending: boolean
  readonly position?: PagePosition | undefined
}

const compare = (one: PagePosition, other: PagePosition): number =>
  one.after - other.after || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)

/** Rows by a number and their id. */
export const sortRows = <Row>(rows: readonly Row[], positionOf: (row: Row) => PagePosition): readonly Row[] =>
  [...rows].sort((one, other) => compare(positionOf(one), positionOf(other)))

/** Pages through rows that are sorted already, up or down, from a position on. */
export const walkInOrder = <Row>(sorted: readonly Row[], positionOf: (row: Row) => PagePosition) =>
  function* ({ descending, position }: Walk): Iterable<Row> {
    const step = descending ? -1 : 1
    const first = descending ? sorted.length - 1 : 0
    let at = position === undefined ? first : indexBehind(sorted, positionOf, position, descending)
    for (let row = sorted[at]; row !== undefined; row = sorted[at]) {
      yield row
      at += step
    }
  }

/** Pages through rows sorted by a number and their id, from a position on. */
export const walkSorted = <Row>(rows: readonly Row[], positionOf: (row: Row) => PagePosition) =>
  walkInOrder(sortRows(rows, positionOf), positionOf)

/** Where to go on behind a position: the first row after it, or going down the last one before it. */
const indexBehind = <Row>(
  sorted: readonly Row[],
  positionOf: (row: Row) => PagePosition,
  position: PagePosition,
  descending: boolean,
): number => {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >> 1
    const row = sorted[middle]
    if (row === undefined) break
    const order = compare(positionOf(row), position)
    if (descending ? order < 0 : order <= 0) from = middle + 1
    else to = middle
  }
  return descending ? from - 1 : from
}
