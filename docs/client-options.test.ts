import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (path: string) => readFileSync(new URL(`../packages/${path}`, import.meta.url), 'utf8')

test.each([
  ['tiktok-client', 'client-options.ts'],
  ['netsuite-client', 'netsuite-client.ts'],
])('the README of %s tells of every option', (name, file) => {
  const options =
    /interface \w+ClientOptions[^{]*\{\n([\s\S]*?)\n\}/.exec(read(`${name}/src/${file}`))?.[1] ?? ''
  const names = [...options.matchAll(/^ {2}readonly (\w+)/gm)].map(([, option = '']) => option)
  const table = /## Options\n([\s\S]*?)\n## /.exec(read(`${name}/README.md`))?.[1] ?? ''

  expect(names).toContain('fetch')
  expect(names.filter(option => !new RegExp(`\`${option}[\`.]`).test(table))).toEqual([])
})
