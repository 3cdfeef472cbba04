import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyRules, type PublishRules, publishRules, tiktokMaximum } from './publish-rules.js'

const rules = (given: Partial<PublishRules> = {}) => publishRules.parse(given)

describe('the merchant’s rules', () => {
  test.each([
    ['a fifth kept back of 7 leaves 5, never rounded up', 7, { bufferPercent: 20 }, 5],
    ['units kept back come off after the percent', 100, { bufferPercent: 10, bufferUnits: 5 }, 85],
    ['more kept back than there is shows none', 3, { bufferUnits: 10 }, 0],
    [
      'what other channels keep comes off before the shop’s share',
      100,
      { reserve: 20, sharePercent: 50 },
      40,
    ],
    ['fewer than the threshold are shown as none', 4, { zeroBelow: 5 }, 0],
    ['the threshold itself is shown', 5, { zeroBelow: 5 }, 5],
    ['never more than the maximum', 500, { maximum: 50 }, 50],
    ['nothing below zero, whatever NetSuite says', -3, {}, 0],
    ['half a unit is none', 12.5, {}, 12],
    ['a hair of arithmetic is no unit', 0.1 * 3 * 10, {}, 3],
    ['no more than TikTok takes', 250_000, {}, tiktokMaximum],
  ])('%s', (_, free, given, published) => {
    expect(applyRules(free, rules(given))).toBe(published)
  })

  test('publish a whole number from 0 to the maximum that is never above what is free', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), anyRules, (free, given) => {
        const published = applyRules(free, given)
        expect(Number.isInteger(published)).toBe(true)
        expect(published).toBeGreaterThanOrEqual(0)
        expect(published).toBeLessThanOrEqual(given.maximum)
        expect(published).toBeLessThanOrEqual(Math.max(0, free) + 1e-6)
      }),
    )
  })

  test('what a shop has sold and nobody has booked is of its own share', () => {
    // Of 500 units 250 are this shop's, and it has sold 200 of them.
    expect(applyRules(300, rules({ sharePercent: 50 }), 200)).toBe(50)
    expect(applyRules(300, rules({ reserve: 100, sharePercent: 50 }), 200)).toBe(0)
  })

  test('shares of one stock never come to more than the stock, whatever shops have sold of theirs', () => {
    const shares = fc
      .array(fc.tuple(fc.nat(100), fc.double({ min: 0, max: 1, noNaN: true })), {
        minLength: 1,
        maxLength: 6,
      })
      .filter(list => sum(list.map(([percent]) => percent)) <= 100)
    fc.assert(
      fc.property(fc.nat(100_000), shares, (stock, shops) => {
        const held = shops.map(([percent, part]) => Math.floor((stock * percent * part) / 100))
        const published = shops.map(([sharePercent], index) =>
          applyRules(stock - (held[index] ?? 0), rules({ sharePercent }), held[index]),
        )
        expect(sum(published) + sum(held)).toBeLessThanOrEqual(stock)
      }),
    )
  })
})

const anyRules = fc
  .record({
    reserve: fc.nat(1_000),
    sharePercent: fc.nat(100),
    bufferPercent: fc.nat(100),
    bufferUnits: fc.nat(1_000),
    zeroBelow: fc.nat(100),
    maximum: fc.nat(tiktokMaximum),
  })
  .map(rules)

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
