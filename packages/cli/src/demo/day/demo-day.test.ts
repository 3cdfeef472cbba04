import { expect, test } from 'vitest'
import type { CommandContext } from '../../commands/command-context.js'
import { exitCode } from '../../exit-code.js'
import { demoDay } from './demo-day.js'
import { salesAct } from './sales-act.js'

const listen = () => {
  const printed: string[] = []
  const context: CommandContext = {
    terminal: { interactive: false, out: text => void printed.push(text), err: () => undefined },
    json: false,
    signal: new AbortController().signal,
  }
  return { printed, context }
}

test('all flows run a day of six shops, and at the end of each everything agrees', async () => {
  const { printed, context } = listen()

  const code = await demoDay({ orders: 8, seed: 7, faults: false }, context)

  const told = printed.join('\n')
  for (const settled of [
    'receivable, all settled',
    'undeposited, all settled',
    'clearing, all in the wallet',
  ])
    expect(told).toMatch(new RegExp(`^${settled} +0\\.00 +0\\.00$`, 'm'))
  expect(told).toMatch(/^in the wallet +[1-9]/m)
  // All but two: products wait for TikTok's review, and statement files stand in for statements that are read.
  expect(told).toContain('All of it agrees. 6 shops, 26 prebuilt flows,')
  expect(code).toBe(exitCode.done)
}, 300_000)

test('a day on which both systems fail ends the same', async () => {
  const { checks, faults } = await salesAct('invoices', 12).play(
    { orders: 12, seed: 7, faults: true },
    listen().context,
  )

  expect(faults).toEqual([])
  expect(checks).toContainEqual({ what: 'receivable, all settled', expected: '0.00', found: '0.00' })
}, 300_000)
