import Big from 'big.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMoney, allocateMoney, multiplyMoney, negateMoney, parseMoney, subtractMoney } from './money.js'

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
      for (const [index, weight] of list.entries())
        if (weight === 0) expect(parts[index]?.value.abs().lte('0.01')).toBe(true)
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
