import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { exitCode } from '../../exit-code.js'
import { temporaryFolder } from '../../testing/temporary-folder.js'
import { demoMonth, lastMonth } from './demo-month.js'

test('a month of a shop is closed: matched, accrued, corrected, tied to the ledger; weeks later nothing of it is open', async () => {
  const printed: string[] = []
  const out = (text: string) => void printed.push(text)

  const code = await demoMonth(
    { orders: 40, seed: 7, pages: temporaryFolder() },
    {
      terminal: { interactive: false, out, err: () => undefined },
      json: false,
      signal: new AbortController().signal,
    },
  )

  const told = printed.join('\n')
  expect(told).toContain('-adj1')
  expect(told).toContain('chargeback: -4.20 was taken back by a bank: order ')
  expect(told).toMatch(/Ties to the ledger +yes, to the cent/)
  expect(told).toMatch(/^Accrued on /m)
  expect(told).toMatch(/^receivable, all settled +0\.00 +0\.00$/m)
  expect(told).toMatch(/^accrued, all reversed +0\.00 +0\.00$/m)
  expect(told).toContain('All of it agrees')
  expect(code).toBe(exitCode.done)
  const pages = [...told.matchAll(/written to (\S+\.html)/g)].map(([, page = '']) => page)
  expect(pages).toHaveLength(2)
  for (const page of pages) expect(readFileSync(page, 'utf8')).toContain('<svg')
}, 120_000)

test.each([
  ['2026-01-05T00:00:00Z', { month: '2025-12', start: '2025-12-01T00:00:00.000Z', days: 31 }],
  ['2024-03-31T23:00:00Z', { month: '2024-02', start: '2024-02-01T00:00:00.000Z', days: 29 }],
])('the month before %s', (now, expected) => {
  expect(lastMonth(Date.parse(now))).toEqual(expected)
})
