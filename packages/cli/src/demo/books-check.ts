import { renderTable } from '../output/table.js'

/** One thing that the books are checked for. */
export interface BooksCheck {
  readonly what: string
  readonly expected: string
  readonly found: string
}

export const renderChecks = (checks: readonly BooksCheck[]): string =>
  renderTable(
    [{ title: 'Checked' }, { title: 'should be', align: 'right' }, { title: 'is', align: 'right' }],
    checks.map(({ what, expected, found }) => [what, expected, found]),
  )

/** In words, what is not as it should be. */
export const failedChecks = (checks: readonly BooksCheck[]): readonly string[] =>
  checks
    .filter(({ expected, found }) => expected !== found)
    .map(({ what, expected, found }) => `${what}: ${found}, and should be ${expected}`)
