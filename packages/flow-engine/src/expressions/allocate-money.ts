import Big from 'big.js'
import { decimals, Money } from './money.js'

/**
 * Splits an amount by weights so that the parts add up to it exactly.
 *
 * Each part is cut at the last place; what is left goes, one last place at a time, to the parts that lost most (the first of
 * equals). A part of weight zero is zero.
 *
 * @param places Decimal places of the parts: two, or more where the amount has more.
 * @throws TypeError for weights below zero or all zero, and for an amount that needs more places.
 */
export const allocateMoney = (
  amount: Money,
  weights: readonly Big[],
  places = Math.max(2, amount.places, decimals(amount.value)),
): readonly Money[] => {
  if (decimals(amount.value) > places)
    throw new TypeError(`${amount} cannot be split into parts of ${places} decimal places; round it first`)
  const shares = toIntegers(weights)
  const total = shares.reduce((sum, share) => sum + share, 0n)
  if (shares.some(share => share < 0n)) throw new TypeError('allocate() wants weights of zero or more')
  if (total === 0n) throw new TypeError('allocate() wants at least one weight above zero')

  const units = toInteger(amount.value, places)
  // Whole numbers all the way: BigInt division cuts towards zero and tells exactly what is lost.
  const parts = shares.map(share => ({ cut: (units * share) / total, lost: (units * share) % total }))
  const left = units - parts.reduce((sum, { cut }) => sum + cut, 0n)
  const step = left < 0n ? -1n : 1n
  const byLoss = parts
    .map(({ lost }, index) => ({ index, lost: lost < 0n ? -lost : lost }))
    .sort((one, other) =>
      one.lost === other.lost ? one.index - other.index : one.lost > other.lost ? -1 : 1,
    )
  const favoured = new Set(byLoss.slice(0, Number(left * step)).map(({ index }) => index))
  return parts.map(({ cut }, index) => fromInteger(favoured.has(index) ? cut + step : cut, places))
}

const toInteger = (value: Big, places: number): bigint =>
  BigInt(value.times(new Big(10).pow(places)).toFixed(0))

const toIntegers = (weights: readonly Big[]): readonly bigint[] => {
  const places = Math.max(0, ...weights.map(decimals))
  return weights.map(weight => toInteger(weight, places))
}

const fromInteger = (units: bigint, places: number): Money => {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const text = places === 0 ? whole : `${whole}.${digits.slice(-places)}`
  return new Money(new Big(units < 0n ? `-${text}` : text), places)
}
