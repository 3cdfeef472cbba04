import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toInstant, toLocalText } from './account-time.js'

test('an instant is local text and back, in zones with and without summer time', () => {
  const zones = fc.constantFrom('UTC', 'America/Los_Angeles', 'Europe/Berlin', 'Asia/Kolkata')
  const seconds = fc.integer({ min: 1_700_000_000, max: 1_900_000_000 })
  fc.assert(
    fc.property(zones, seconds, (zone, second) => {
      const back = Date.parse(toInstant(toLocalText(second * 1000, zone), zone))
      // The repeated hour is read as its first pass.
      expect([second * 1000, second * 1000 - 3_600_000]).toContain(back)
    }),
  )
})

test('the hour that is there twice is read as the first', () => {
  expect(toInstant('2026-11-01 01:30:00', 'America/Los_Angeles')).toBe('2026-11-01T08:30:00.000Z')
})
