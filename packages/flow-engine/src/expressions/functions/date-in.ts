import { calendarDate } from '../calendar-date.js'
import { defineFunction } from '../define-function.js'
import { toEpochMs } from '../instants.js'

export const dateInFunction = defineFunction({
  name: 'dateIn',
  group: 'dates',
  summary:
    'The calendar date of an instant in a time zone, as NetSuite wants it. Takes Unix seconds or ISO 8601 text.',
  overloads: [
    {
      signature: 'dateIn(dyn, string): string',
      call: (time: unknown, zone: string) => calendarDate(toEpochMs(time), zone),
    },
  ],
  examples: [
    { expression: 'dateIn(1767250800, "America/Los_Angeles")', gives: '2025-12-31' },
    { expression: 'dateIn(1767250800, "Asia/Tokyo")', gives: '2026-01-01' },
    { expression: 'dateIn("2026-03-08T10:30:00Z", "America/New_York")', gives: '2026-03-08' },
    { expression: 'dateIn(1767250800, "Mars/Olympus")', fails: '"Mars/Olympus" is no time zone' },
    { expression: 'dateIn(1767250800000, "UTC")', fails: '1767250800000 is no time in seconds' },
  ],
})
