import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { exitCode } from '../exit-code.js'
import { demoMonth, lastMonth } from './demo-month.js'

test('a month of a shop is closed: it ties to the ledger, and its page has a picture', async () => {
  const printed: string[] = []
  const out = (text: string) => void printed.push(text)

  const code = await demoMonth(
    { orders: 20, seed: 7 },
    {
      terminal: { interactive: false, out, err: () => undefined },
      json: false,
      signal: new AbortController().signal,
    },
  )

  const told = printed.join('\n')
  expect(code).toBe(exitCode.done)
  expect(told).toContain('-adj1')
  expect(told).toMatch(/Ties to the ledger +yes, to the cent/)
  const [, page = ''] = /written to (\S+\.html)/.exec(told) ?? []
  expect(readFileSync(page, 'utf8')).toContain('<svg')
})

test.each([
  ['2026-01-05T00:00:00Z', { month: '2025-12', start: '2025-12-01T00:00:00.000Z', days: 31 }],
  ['2024-03-31T23:00:00Z', { month: '2024-02', start: '2024-02-01T00:00:00.000Z', days: 29 }],
])('the month before %s', (now, expected) => {
  expect(lastMonth(Date.parse(now))).toEqual(expected)
})
