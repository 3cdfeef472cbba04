import { describe, expect, test } from 'vitest'
import { explainCron, nextRunAt } from './next-run.js'

const at = (iso: string): number => Date.parse(iso)
const cron = (pattern: string, timeZone = 'America/New_York') =>
  ({ kind: 'cron', pattern, timeZone }) as const
const iso = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString()

/** Every start of a cron trigger in a span of time, each counted from the one before. */
const startsOf = (pattern: string, from: string, until: string): readonly string[] => {
  const starts: string[] = []
  for (let last = at(from); ; ) {
    const next = nextRunAt(cron(pattern), { lastStartedAtMs: last, nowMs: last })
    if (next === undefined || next >= at(until)) return starts
    starts.push(new Date(next).toISOString())
    last = next
  }
}

test('a flow that has never run starts at once; then after its interval, and at once when that is over', () => {
  const every = { kind: 'every', everyMs: 300_000 } as const

  expect(nextRunAt(every, { nowMs: 1_000 })).toBe(1_000)
  expect(nextRunAt(every, { lastStartedAtMs: 1_000, nowMs: 2_000 })).toBe(301_000)
  expect(nextRunAt(every, { lastStartedAtMs: 1_000, nowMs: 900_000 })).toBe(900_000)
})

test('a cron trigger follows its own time zone, and makes good what was missed once', () => {
  const daily = cron('0 6 * * *')

  expect(iso(nextRunAt(daily, { nowMs: at('2026-01-10T12:00:00Z') }))).toBe('2026-01-11T11:00:00.000Z')
  expect(
    iso(nextRunAt(daily, { lastStartedAtMs: at('2026-01-05T11:00:00Z'), nowMs: at('2026-01-10T12:00:00Z') })),
  ).toBe('2026-01-10T12:00:00.000Z')
})

describe('when the clocks change', () => {
  test('an hour that does not exist still has its run', () => {
    expect(startsOf('30 2 * * *', '2026-03-07T12:00:00Z', '2026-03-10T00:00:00Z')).toEqual([
      '2026-03-08T07:00:00.000Z', // 02:30 does not exist: the run is at 03:00, when the clocks have gone forward
      '2026-03-09T06:30:00.000Z',
    ])
  })

  test('an hour that exists twice has one run', () => {
    expect(startsOf('30 1 * * *', '2026-10-31T12:00:00Z', '2026-11-03T00:00:00Z')).toEqual([
      '2026-11-01T05:30:00.000Z',
      '2026-11-02T06:30:00.000Z',
    ])
  })
})

test('webhooks keep no time', () => {
  expect(nextRunAt({ kind: 'webhook', connection: 'shop', topic: 'orderStatusChange' }, { nowMs: 1 })).toBe(
    undefined,
  )
})

test('a wrong pattern or zone is explained', () => {
  expect(explainCron('*/5 * * * *', 'Europe/Berlin')).toBeUndefined()
  expect(explainCron('61 * * * *', 'UTC')).toMatch(/61/)
  expect(explainCron('*/5 * * * *', 'Europe/Berlinn')).toMatch(/Berlinn/)
})
