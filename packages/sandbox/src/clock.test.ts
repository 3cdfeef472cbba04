import { expect, test } from 'vitest'
import { createSandboxClock } from './clock.js'

test('a fixed clock stands until it is moved', () => {
  const clock = createSandboxClock({ at: '2026-01-31T12:00:00Z' })
  clock.advance(90_000)

  expect(clock.mode).toBe('fixed')
  expect(new Date(clock.now()).toISOString()).toBe('2026-01-31T12:01:30.000Z')
})

test('a running clock keeps the distance it was moved', () => {
  let machineMs = 1_000
  const clock = createSandboxClock({ machineNow: () => machineMs })
  clock.moveTo(50_000)
  machineMs += 500

  expect(clock.now()).toBe(50_500)
})

test('moving forward does due work in order of time, each at its own moment', () => {
  const clock = createSandboxClock({ at: 0 })
  const seen: string[] = []
  const worker = (name: string, dueAt: number[]) => ({
    nextDueAtMs: () => dueAt[0],
    runDue: () => {
      seen.push(`${name} at ${clock.now()}`)
      dueAt.shift()
    },
  })
  clock.register(worker('shop', [10, 40, 900]))
  clock.register(worker('books', [20, 30]))

  clock.moveTo(100)

  expect(seen).toEqual(['shop at 10', 'books at 20', 'books at 30', 'shop at 40'])
  expect(clock.now()).toBe(100)
})

test('what is no moment is refused by name', () => {
  expect(() => createSandboxClock({ at: 'yesterday' })).toThrow('"yesterday" is no moment')
})
