import type { PagePosition } from './page-token.js'

/** Pages through rows sorted by a number and their id, from a position on. */
export const walkSorted =
  <Row>(rows: readonly Row[], positionOf: (row: Row) => PagePosition) =>
  ({ descending, position }: { descending: boolean; position?: PagePosition | undefined }): Iterable<Row> => {
    const turn = descending ? -1 : 1
    const compare = (one: PagePosition, other: PagePosition) =>
      (one.after - other.after || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)) * turn
    const sorted = [...rows].sort((one, other) => compare(positionOf(one), positionOf(other)))
    return position === undefined ? sorted : sorted.filter(row => compare(positionOf(row), position) > 0)
  }
