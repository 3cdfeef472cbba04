import Big from 'big.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocateMoney } from './allocate-money.js'
import {
  addMoney,
  divideMoney,
  multiplyMoney,
  negateMoney,
  parseMoney,
  type RoundingMode,
  roundMoney,
  subtractMoney,
} from './money.js'

const cents = fc.bigInt({ min: -1_000_000_000_000_000n, max: 1_000_000_000_000_000n })
const asText = (value: bigint): string => {
  const digits = (value < 0n ? -value : value).toString().padStart(3, '0')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

test('adding, subtracting and multiplying are exact to the cent', () => {
  fc.assert(
    fc.property(cents, cents, fc.integer({ min: 0, max: 999 }), (left, right, factor) => {
      const [a, b] = [parseMoney(asText(left)), parseMoney(asText(right))]
      expect(addMoney(a, b).toString()).toBe(asText(left + right))
      expect(subtractMoney(a, b).toString()).toBe(asText(left - right))
      expect(multiplyMoney(a, factor).toString()).toBe(asText(left * BigInt(factor)))
    }),
  )
})

test('parts of an allocation add up to the amount, whatever the weights', () => {
  const weights = fc
    .array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 12 })
    .filter(list => list.some(Boolean))
  fc.assert(
    fc.property(cents, weights, (amount, list) => {
      const parts = allocateMoney(
        parseMoney(asText(amount)),
        list.map(weight => new Big(weight)),
      )
      const sum = parts.reduce(addMoney, parseMoney('0'))
      expect(sum.value.eq(asText(amount))).toBe(true)
      const total = list.reduce((all, weight) => all + weight, 0)
      for (const [index, weight] of list.entries()) {
        const exact = new Big(asText(amount)).times(weight).div(total)
        expect(parts[index]?.value.minus(exact).abs().lt('0.01')).toBe(true)
        if (weight === 0) expect(parts[index]?.toString()).toBe('0.00')
      }
    }),
  )
})

test('an amount with more places than it is written with still splits exactly', () => {
  const amount = multiplyMoney(parseMoney('10.01'), parseMoney('0.333'))
  const parts = allocateMoney(amount, [new Big(1), new Big('0.5'), new Big(2)])

  expect(parts.reduce(addMoney, parseMoney('0')).value.eq('3.33333')).toBe(true)
})

test('rounding is off by half of the last place at most, and exact amounts stay', () => {
  const modes = fc.constantFrom<RoundingMode[]>('halfUp', 'halfEven', 'up', 'down')
  fc.assert(
    fc.property(cents, fc.integer({ min: 0, max: 4 }), modes, (amount, places, mode) => {
      const exact = parseMoney(asText(amount))
      const rounded = roundMoney(exact, places, mode)
      const error = rounded.value.minus(exact.value).abs()
      const unit = new Big(10).pow(-places)
      expect(mode === 'up' || mode === 'down' ? error.lt(unit) : error.times(2).lte(unit)).toBe(true)
      if (places >= 2) expect(rounded.value.eq(exact.value)).toBe(true)
      if (mode === 'down') expect(rounded.value.abs().lte(exact.value.abs())).toBe(true)
    }),
  )
})

test('a quotient times its divisor is the amount again, but for the rounding', () => {
  fc.assert(
    fc.property(cents, fc.integer({ min: 1, max: 9_999 }), (amount, divisor) => {
      const quotient = divideMoney(parseMoney(asText(amount)), parseMoney(divisor), 6)
      const back = quotient.value.times(divisor).minus(asText(amount)).abs()
      expect(back.lte(new Big('0.0000005').times(divisor))).toBe(true)
    }),
  )
})

test('sums do not depend on the order, nor on any float', () => {
  fc.assert(
    fc.property(fc.array(cents, { maxLength: 20 }), amounts => {
      const texts = amounts.map(asText)
      const sum = (list: readonly string[]) => list.map(parseMoney).reduce(addMoney, parseMoney('0')).value
      const exact = amounts.reduce((all, amount) => all + amount, 0n)
      expect(sum(texts).eq(asText(exact))).toBe(true)
      expect(sum(texts.toReversed()).eq(sum(texts))).toBe(true)
    }),
  )
})

test('ten over three is 3.34, 3.33, 3.33', () => {
  const parts = allocateMoney(
    parseMoney('10.00'),
    [1, 1, 1].map(weight => new Big(weight)),
  )

  expect(parts.map(String)).toEqual(['3.34', '3.33', '3.33'])
})

test('currencies without decimals stay without, and zero has no sign', () => {
  expect(multiplyMoney(parseMoney('125000'), 2).toString()).toBe('250000')
  expect(negateMoney(parseMoney('0.00')).toString()).toBe('0.00')
  expect(parseMoney(' 0 ').toString()).toBe('0')
})

test.each([
  '',
  '1,000.00',
  '1e5',
  '$5',
  'NaN',
  '0x10',
  '1.',
  '--1',
  null,
  undefined,
  true,
  Number.NaN,
  Number.POSITIVE_INFINITY,
])('%s is not an amount', wrong => {
  expect(() => parseMoney(wrong)).toThrow(/money\(\) wants/)
})
