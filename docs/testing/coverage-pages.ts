import { readdirSync, readFileSync } from 'node:fs'

const docs = new URL('../', import.meta.url)

/** One row of a page under docs/coverage/. */
export interface CoveredCase {
  readonly group: string
  readonly number: number
  readonly heldBy: string
}

/** A group of cases as the index lists it: its letter, first and last number. */
export interface CaseGroup {
  readonly letter: string
  readonly first: number
  readonly last: number
}

/** The groups, as docs/coverage.md lists them. */
export const caseGroups = (): readonly CaseGroup[] =>
  [
    ...read('coverage.md').matchAll(/^\| \[([A-Z])\. [^\]]+\]\(coverage\/([a-z])\.md\) \| (\d+)-(\d+) \|$/gm),
  ].map(([, letter = '', page, first, last]) => {
    if (page !== letter.toLowerCase()) throw new Error(`group ${letter} leads to coverage/${page}.md`)
    return { letter, first: Number(first), last: Number(last) }
  })

/** Every row of every page under docs/coverage/, in the order of the pages. */
export const coveredCases = (): readonly CoveredCase[] =>
  readdirSync(new URL('coverage/', docs))
    .sort()
    .flatMap(file => rowsOf(file))

/** What the sandbox must be able to do, with what holds it: docs/coverage/q.md. */
export const sandboxAbilities = (): readonly { readonly ability: string; readonly heldBy: string }[] =>
  read('coverage/q.md')
    .split('\n')
    .filter(line => line.startsWith('| ') && !line.startsWith('| Ability'))
    .map(line => {
      const [, ability = '', , heldBy = ''] = line.split('|').map(cell => cell.trim())
      return { ability, heldBy }
    })

const rowsOf = (file: string): readonly CoveredCase[] =>
  read(`coverage/${file}`)
    .split('\n')
    .filter(line => /^\| *\d+ *\|/.test(line))
    .map(line => {
      const cells = line.split(/(?<!\\)\|/).map(cell => cell.trim().replaceAll('\\|', '|'))
      const [, number, , heldBy = ''] = cells
      if (cells.length !== 5 || heldBy === '')
        throw new Error(`coverage/${file} has a row that is not "| Case | What happens | Held by |": ${line}`)
      return { group: file.replace('.md', '').toUpperCase(), number: Number(number), heldBy }
    })

const read = (path: string): string => readFileSync(new URL(path, docs), 'utf8')
