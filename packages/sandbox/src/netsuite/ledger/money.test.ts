import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimalText, fromMinor, multiplyRounded, scaled, toMinor } from './money.js'

test('amounts become whole minor units by the digits they are written with', () => {
  expect(toMinor(1.005, 2)).toBe(101)
  expect(toMinor(-1.005, 2)).toBe(-101)
  expect(toMinor(0.1, 2)).toBe(10)
  expect(toMinor(1e-7, 2)).toBe(0)
  expect(toMinor(1234, 0)).toBe(1234)
  expect(toMinor('12.3456', 3)).toBe(12_346)
  expect(toMinor(null, 2)).toBe(0)
  expect(scaled('.5', 0)).toBe(1)
  expect(scaled('0.04', 1)).toBe(0)
  expect(() => scaled('twelve', 2)).toThrow('"twelve" is no decimal number')
})

test('every amount survives the way out and back', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom(0, 2, 3), (minor, exponent) => {
      expect(scaled(decimalText(minor, exponent), exponent)).toBe(minor)
      expect(toMinor(fromMinor(minor, exponent), exponent)).toBe(minor)
    }),
  )
})

test('shares are rounded half away from zero, also of large numbers', () => {
  expect(multiplyRounded(5, 1, 2)).toBe(3)
  expect(multiplyRounded(-5, 1, 2)).toBe(-3)
  expect(multiplyRounded(900_719_925_474_099, 1_262_500, 1_000_000)).toBe(1_137_158_905_911_050)
})
