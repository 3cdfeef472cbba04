import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PagePosition } from './page-token.js'
import { walkSorted } from './walk-sorted.js'

const row = fc.record({ after: fc.integer({ min: 0, max: 3 }), id: fc.constantFrom('1', '2', '10', '7') })

const compare = (one: PagePosition, other: PagePosition): number =>
  one.after - other.after || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)

test('gives what is behind a position and nothing else, up or down, whatever stands there', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(row, { selector: ({ after, id }) => `${after} ${id}` }),
      fc.option(row, { nil: undefined }),
      fc.boolean(),
      (rows, position, descending) => {
        const turn = descending ? -1 : 1
        const behind = rows
          .filter(one => position === undefined || compare(one, position) * turn > 0)
          .sort((one, other) => compare(one, other) * turn)

        expect([...walkSorted(rows, one => one)({ descending, position })]).toEqual(behind)
      },
    ),
  )
})
