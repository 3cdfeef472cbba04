import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { settingsPage } from './testing/settings-page.js'

test('the page of settings is what the flows say, run pnpm docs:generate when it is not', () => {
  expect(readFileSync(new URL('settings.md', import.meta.url), 'utf8')).toBe(settingsPage())
})

test('every setting says what it means', () => {
  expect(
    settingsPage()
      .split('\n')
      .filter(line => /^\| `\w+`(?: \\\*)? \| +\|/.test(line)),
  ).toEqual([])
})
