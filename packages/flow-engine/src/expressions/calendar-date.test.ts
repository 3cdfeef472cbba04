import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendarDate } from './calendar-date.js'
import { inZone, toInstant } from './instants.js'

const zones = [
  ...['America/Los_Angeles', 'America/St_Johns', 'Europe/London', 'Asia/Kolkata', 'Asia/Kathmandu'],
  ...['Australia/Lord_Howe', 'Pacific/Chatham', 'Pacific/Apia', 'Africa/Monrovia', 'UTC', '+05:07', '-00:44'],
]

test('a date that is known from the same quarter-hour is the date that it would be', () => {
  const near = fc
    .tuple(fc.integer({ min: 1, max: 4_000_000_000 }), fc.integer({ min: -900, max: 900 }))
    .map(([seconds, apart]) => [seconds, Math.max(1, seconds + apart)] as const)
  fc.assert(
    fc.property(near, fc.constantFrom(...zones), (times, zone) => {
      for (const seconds of times)
        expect(calendarDate(seconds * 1000, zone)).toBe(
          inZone(toInstant(seconds), zone).toPlainDate().toString(),
        )
    }),
    { numRuns: 500 },
  )
})
