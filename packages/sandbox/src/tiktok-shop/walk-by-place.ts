import type { Paginated } from './paginate.js'

interface Placed<Row> {
  readonly row: Row
  readonly place: number
}

/** Pages through a list that has no time to sort by, in the order it is kept. */
export const walkByPlace = <Row>(
  rows: readonly Row[],
  idOf: (row: Row) => string,
): Pick<Paginated<Placed<Row>>, 'walk' | 'positionOf' | 'descending'> => ({
  walk: ({ position }) =>
    rows.map((row, place) => ({ row, place })).filter(({ place }) => place > (position?.after ?? -1)),
  positionOf: ({ row, place }) => ({ after: place, id: idOf(row) }),
  descending: false,
})
