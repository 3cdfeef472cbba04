import { Temporal } from 'temporal-polyfill'
import { defineFunction } from '../define-function.js'

const instantOf = (time: unknown): Temporal.Instant => {
  if (typeof time === 'bigint' || typeof time === 'number') {
    return Temporal.Instant.fromEpochMilliseconds(Number(time) * 1000)
  }
  if (typeof time === 'string') return Temporal.Instant.from(time)
  throw new TypeError('dateIn() wants Unix seconds or an ISO 8601 instant with an offset')
}

const dateIn = (time: unknown, zone: string): string =>
  instantOf(time).toZonedDateTimeISO(zone).toPlainDate().toString()

export const dateInFunction = defineFunction({
  name: 'dateIn',
  summary:
    'The calendar date of an instant in a time zone, as NetSuite wants it. Takes Unix seconds or ISO 8601 text.',
  overloads: [{ signature: 'dateIn(dyn, string): string', call: dateIn }],
  examples: [
    { expression: 'dateIn(1767250800, "America/Los_Angeles")', gives: '2025-12-31' },
    { expression: 'dateIn(1767250800, "Asia/Tokyo")', gives: '2026-01-01' },
    { expression: 'dateIn("2026-03-08T10:30:00Z", "America/New_York")', gives: '2026-03-08' },
    { expression: 'dateIn(1767250800, "Mars/Olympus")', fails: 'Invalid' },
  ],
})
