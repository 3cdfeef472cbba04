import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { yamlBlockProblems } from './testing/check-yaml-block.js'
import { codeBlocks } from './testing/code-blocks.js'
import { referencePages } from './testing/reference-pages.js'

test.each(Object.entries(referencePages()))(
  '%s is what the code says; if not: pnpm docs:generate',
  (name, text) => {
    expect(readFileSync(new URL(`./flow-language/${name}`, import.meta.url), 'utf8')).toBe(text)
  },
)

test.each(codeBlocks().filter(({ language }) => language === 'yaml'))(
  'the YAML at $page:$line is right',
  ({ page, text }) => {
    expect(yamlBlockProblems(text, page)).toEqual([])
  },
)

test('every link between the pages of the language leads somewhere', () => {
  const folder = new URL('./flow-language/', import.meta.url)
  const pages = new Map(readdirSync(folder).map(name => [name, readFileSync(new URL(name, folder), 'utf8')]))
  const anchorsOf = (text: string) =>
    [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    )
  const broken = [...pages].flatMap(([name, text]) =>
    [...text.matchAll(/\]\(([\w-]+\.md)?(?:#([\w-]+))?\)/g)].flatMap(([link, page, anchor]) => {
      const target = pages.get(page ?? name)
      const leads = target !== undefined && (anchor === undefined || anchorsOf(target).includes(anchor))
      return leads ? [] : [`${name}: ${link}`]
    }),
  )
  expect(broken).toEqual([])
})

test('every idea of integrator.io has an example, or a reason why it is not here', () => {
  const page = readFileSync(new URL('./flow-language/coming-from-celigo.md', import.meta.url), 'utf8')
  const rows = page
    .split('\n')
    .filter(line => line.startsWith('| ') && !line.startsWith('| there |'))
    .map(line => line.split(/(?<!\\)\|/).map(cell => cell.trim()))

  const without = rows.filter(
    ([, , here = '', example = '']) => !example.includes('](') && !here.startsWith('not here'),
  )

  expect(rows.length).toBeGreaterThan(100)
  expect(without.map(([, there]) => there)).toEqual([])
})
