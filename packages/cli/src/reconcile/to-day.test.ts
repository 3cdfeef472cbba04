import { expect, test } from 'vitest'
import { toDay } from './to-day.js'

test.each([
  ['an hour after midnight', '2026-11-26T06:00:00Z', '2026-11-25'],
  ['half an hour after midnight, and yesterday had 23 hours', '2026-03-09T04:30:00Z', '2026-03-08'],
  ['half an hour before midnight, and today has 25 hours', '2026-11-02T04:30:00Z', '2026-10-31'],
])('yesterday is the day before, %s', (_, now, day) => {
  expect(toDay('yesterday', 'America/New_York', Date.parse(now))).toBe(day)
})

test('a day is taken as it is written, and what is none is refused', () => {
  expect(toDay('2026-11-25', 'UTC', 0)).toBe('2026-11-25')
  expect(() => toDay('2026-13-45', 'UTC', 0)).toThrow(/"2026-13-45" is no day/)
})
