import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toInstant } from './instants.js'

test('seconds that are no seconds are refused, and none at all is none', () => {
  expect(() => toInstant(1_767_250_800_000)).toThrow(/is no time in seconds; divide milliseconds by 1000/)
  expect(() => toInstant(0)).toThrow(/0 is no time/)
  expect(() => toInstant(undefined)).toThrow(/an instant is missing/)
})

test('seconds and text of the same instant are the same, whatever the instant', () => {
  const seconds = fc.integer({ min: 1, max: 4_000_000_000 })
  fc.assert(
    fc.property(seconds, when => {
      const text = new Date(when * 1000).toISOString()
      expect(toInstant(when).epochMilliseconds).toBe(toInstant(text).epochMilliseconds)
    }),
  )
})
