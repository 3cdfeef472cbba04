import { expect, test } from 'vitest'
import { exitCode } from '../../exit-code.js'
import { demoDay } from './demo-day.js'

test('all flows run a day of a shop while both systems fail, and at its end everything agrees', async () => {
  const printed: string[] = []
  const out = (text: string) => void printed.push(text)

  const code = await demoDay(
    { orders: 24, seed: 7, faults: true },
    {
      terminal: { interactive: false, out, err: () => undefined },
      json: false,
      signal: new AbortController().signal,
    },
  )

  const told = printed.join('\n')
  expect(told).toMatch(/^receivable, all settled +0\.00 +0\.00$/m)
  expect(told).toContain('All of it agrees')
  expect(code).toBe(exitCode.done)
}, 300_000)
