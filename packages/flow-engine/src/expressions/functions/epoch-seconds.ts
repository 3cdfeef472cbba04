import { Temporal } from 'temporal-polyfill'
import { defineFunction } from '../define-function.js'
import { toInstant } from '../instants.js'

const inSeconds = (instant: Temporal.Instant): bigint => BigInt(Math.floor(instant.epochMilliseconds / 1000))

const ofLocal = (local: string, zone: string): bigint => {
  try {
    // An hour that daylight saving skips is read as the one after it; of an hour that comes twice, the first counts.
    const time = Temporal.PlainDateTime.from(local.trim()).toZonedDateTime(zone, {
      disambiguation: 'compatible',
    })
    return inSeconds(time.toInstant())
  } catch {
    throw new TypeError(
      `"${local.slice(0, 40)}" in "${zone.slice(0, 40)}" is no local time; write it like 2026-03-08T10:30:00 in America/New_York`,
    )
  }
}

export const epochSecondsFunction = defineFunction({
  name: 'epochSeconds',
  group: 'dates',
  summary:
    'Unix seconds of an instant, or of a local date or time in a time zone. A date alone is its first moment.',
  overloads: [
    { signature: 'epochSeconds(dyn): int', call: (time: unknown) => inSeconds(toInstant(time)) },
    { signature: 'epochSeconds(string, string): int', call: ofLocal },
  ],
  examples: [
    { expression: 'epochSeconds("2026-01-01T07:00:00Z")', gives: 1767250800 },
    { expression: 'epochSeconds("2026-01-01", "America/Los_Angeles")', gives: 1767254400 },
    { expression: 'epochSeconds("2026-03-08T02:30:00", "America/New_York")', gives: 1772955000 },
    { expression: 'epochSeconds("yesterday", "UTC")', fails: '"yesterday" in "UTC" is no local time' },
  ],
})
