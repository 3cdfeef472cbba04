import Big from 'big.js'

/** Exact money inside expressions. Outside of them it is decimal text. */
export class Money {
  readonly value: Big
  /** Places it is written with, at least: `money("40.00") * 2` is `80.00`. */
  readonly places: number

  constructor(value: Big, places: number) {
    this.value = value
    this.places = places
  }

  toString(): string {
    const needed = Math.max(this.places, decimals(this.value))
    return this.value.toFixed(needed)
  }
}

/** Decimal places a value needs. */
export const decimals = (value: Big): number => Math.max(0, value.c.length - 1 - value.e)

const decimalText = /^[+-]?\d{1,30}(\.\d{1,20})?$/

/**
 * Reads decimal text, exactly. Vendors send stray spaces (`"0 "`), so they are taken off.
 *
 * @throws TypeError for anything that is not a plain decimal number: no separators, no exponent, no currency sign.
 */
export const parseMoney = (amount: unknown): Money => {
  if (amount instanceof Money) return amount
  if (typeof amount === 'bigint') return new Money(new Big(amount.toString()), 0)
  // A JSON number's shortest text is the text it was written with, as long as it is not too long for a double.
  const text = typeof amount === 'number' ? String(amount) : amount
  if (typeof text !== 'string') throw new TypeError(`money() wants decimal text, and got ${nameOf(amount)}`)
  const trimmed = text.trim()
  if (!decimalText.test(trimmed))
    throw new TypeError(
      `"${trimmed.slice(0, 40)}" is not an amount; money() wants decimal text such as "12.30"`,
    )
  return new Money(new Big(trimmed), trimmed.split('.')[1]?.length ?? 0)
}

const nameOf = (value: unknown): string =>
  value === null || value === undefined ? 'nothing' : `a ${typeof value}`

export const addMoney = (left: Money, right: Money): Money =>
  new Money(left.value.plus(right.value), Math.max(left.places, right.places))

export const negateMoney = (amount: Money): Money =>
  // Big keeps the sign of zero, and "-0.00" is nobody's amount.
  amount.value.eq(0) ? amount : new Money(amount.value.times(-1), amount.places)

export const subtractMoney = (left: Money, right: Money): Money => addMoney(left, negateMoney(right))

export const multiplyMoney = (amount: Money, factor: bigint | number | Money): Money => {
  const by = factor instanceof Money ? factor.value : new Big(String(factor))
  return new Money(amount.value.times(by), amount.places)
}

export const compareMoney = (left: Money, right: Money): number => left.value.cmp(right.value)

/** How halves and rests are rounded. Names say it for amounts above zero; below zero is the mirror image. */
export const roundingModes = {
  halfUp: (value: Big, places: number) => value.round(places, Big.roundHalfUp),
  halfEven: (value: Big, places: number) => value.round(places, Big.roundHalfEven),
  up: (value: Big, places: number) => value.round(places, Big.roundUp),
  down: (value: Big, places: number) => value.round(places, Big.roundDown),
} as const

export type RoundingMode = keyof typeof roundingModes

const maxPlaces = 20

/** @throws TypeError for more than twenty places, or fewer than none. */
export const roundMoney = (amount: Money, places: number, mode: RoundingMode = 'halfUp'): Money => {
  if (!Number.isInteger(places) || places < 0 || places > maxPlaces)
    throw new TypeError(`${places} decimal places are not possible; write a number from 0 to ${maxPlaces}`)
  const rounded = roundingModes[mode](amount.value, places)
  // Big keeps the sign of zero, and "-0.00" is nobody's amount.
  return new Money(rounded.eq(0) ? new Big(0) : rounded, places)
}

/** @throws TypeError when the divisor is zero. */
export const divideMoney = (amount: Money, divisor: Money, places: number): Money => {
  if (divisor.value.eq(0)) throw new TypeError('an amount cannot be divided by zero')
  // Twice as exact as asked for, so that rounding sees the true half.
  const quotient = bigWithPlaces(places * 2 + 20)
  return roundMoney(new Money(quotient(amount.value).div(divisor.value), places), places)
}

const bigWithPlaces = (places: number) => {
  const Exact = Big()
  Exact.DP = places
  return (value: Big) => new Exact(value)
}
