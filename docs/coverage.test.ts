import { readFileSync } from 'node:fs'
import { flowTestSpec } from '@tiktok-ns/flow-engine/testing'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { caseGroups, coveredCases, sandboxAbilities } from './testing/coverage-pages.js'

const root = new URL('../', import.meta.url)
const cases = coveredCases()

test('every case is on the page of its group, once', () => {
  const expected = caseGroups().flatMap(({ letter, first, last }) =>
    Array.from({ length: last - first + 1 }, (_, index) => `${letter} ${first + index}`),
  )

  expect(cases.map(({ group, number }) => `${group} ${number}`)).toEqual(expected)
  expect(expected).toHaveLength(200)
})

test('every test that is named exists', () => {
  const problems = cases.flatMap(({ number, heldBy }) =>
    heldBy
      .split('<br>')
      .map(part => problemOf(part.trim()))
      .filter(problem => problem !== undefined)
      .map(problem => `case ${number}: ${problem}`),
  )

  expect(problems).toEqual([])
})

test('every ability that the cases ask of the sandbox is held by tests that exist', () => {
  const abilities = sandboxAbilities()

  expect(abilities).toHaveLength(18)
  expect(readFileSync(new URL('docs/coverage.md', root), 'utf8')).toContain('(coverage/q.md)')
  for (const { ability, heldBy } of abilities)
    expect(
      heldBy
        .split('<br>')
        .map(part => problemOf(part.trim()))
        .filter(Boolean),
      ability,
    ).toEqual([])
})

test('how many cases are held is said', () => {
  const open = cases.filter(({ heldBy }) => heldBy.includes('not yet:'))
  const cannot = cases.filter(({ heldBy }) => heldBy.startsWith('cannot arise:'))

  console.info(
    `domain cases: ${cases.length - open.length - cannot.length} held, ${cannot.length} cannot arise, ${open.length} not yet`,
    ...(open.length === 0 ? [] : [`(${open.map(({ number }) => number).join(', ')})`]),
  )
  expect(cases.length).toBeGreaterThan(0)
})

/** What is wrong with one entry of "Held by", or nothing. */
const problemOf = (entry: string): string | undefined => {
  if (/^(cannot arise|not yet): \S/.test(entry)) return undefined
  const [path = '', title, ...more] = entry.replace(/^`|`$/g, '').split(' › ')
  if (title === undefined || more.length > 0)
    return `"${entry}" is neither "file › title" nor "cannot arise: why" nor "not yet: why"`
  const titles = titlesIn(path)
  if (titles === undefined) return `there is no file ${path}`
  return titles.includes(title) ? undefined : `${path} has no test "${title}"`
}

const known = new Map<string, readonly string[] | undefined>()

const titlesIn = (path: string): readonly string[] | undefined => {
  if (!known.has(path)) known.set(path, readTitles(path))
  return known.get(path)
}

const readTitles = (path: string): readonly string[] | undefined => {
  const text = readText(path)
  if (text === undefined) return undefined
  if (path.endsWith('.flow.test.yaml')) return flowTestSpec.parse(parse(text)).cases.map(({ name }) => name)
  // A title stands between quotes of one kind and is the first thing handed to a call: `test('…'`, `test.each(rows)('…'`.
  return [...text.matchAll(/\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g)].map(([, , title = '']) =>
    title.replace(/\\(.)/g, '$1'),
  )
}

const readText = (path: string): string | undefined => {
  try {
    return /\.test\.(ts|yaml)$/.test(path) ? readFileSync(new URL(path, root), 'utf8') : undefined
  } catch {
    return undefined
  }
}
