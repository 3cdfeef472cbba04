import { defineFunction } from '../define-function.js'
import { inZone, toInstant } from '../instants.js'

export const dateTimeInFunction = defineFunction({
  name: 'dateTimeIn',
  group: 'dates',
  summary: 'An instant as ISO 8601 text with the offset of a time zone. With `UTC` it ends in +00:00.',
  overloads: [
    {
      signature: 'dateTimeIn(dyn, string): string',
      call: (time: unknown, zone: string) =>
        inZone(toInstant(time), zone).toString({ timeZoneName: 'never', smallestUnit: 'second' }),
    },
  ],
  examples: [
    { expression: 'dateTimeIn(1767250800, "America/Los_Angeles")', gives: '2025-12-31T23:00:00-08:00' },
    { expression: 'dateTimeIn("2026-07-01T00:00:00Z", "Europe/London")', gives: '2026-07-01T01:00:00+01:00' },
  ],
})
