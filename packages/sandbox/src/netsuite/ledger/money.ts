import type { Json } from '../../json.js'

/**
 * Whole minor units (cents, yen) of a JSON amount, half a unit away from zero. The digits that JSON writes for the number are
 * what counts, so no binary fraction gets in between. Nothing counts as 0.
 */
export const toMinor = (amount: Json | undefined, exponent: number): number =>
  typeof amount === 'number' || typeof amount === 'string' ? scaled(String(amount), exponent) : 0

/** The JSON amount of whole minor units. */
export const fromMinor = (minor: number, exponent: number): number => Number(decimalText(minor, exponent))

/** `-12.30`: a whole number of minor units as a decimal text. */
export const decimalText = (minor: number, exponent: number): string => {
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0')
  const whole = digits.slice(0, digits.length - exponent)
  const fraction = exponent === 0 ? '' : `.${digits.slice(-exponent)}`
  return `${minor < 0 ? '-' : ''}${whole}${fraction}`
}

/** A decimal text or number times ten to the power of `places`, as a whole number, half away from zero. */
export const scaled = (text: string, places: number): number => {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text.trim())
  if (match === null || `${match[2] ?? ''}${match[3] ?? ''}` === '')
    throw new TypeError(`"${text}" is no decimal number`)
  const [, sign, whole = '', fraction = '', power = '0'] = match
  const point = whole.length + Number(power) + places
  const digits = `${whole}${fraction}`
  const padded = point <= 0 ? digits.padStart(digits.length - point + 1, '0') : digits.padEnd(point + 1, '0')
  const cut = point <= 0 ? 1 : point
  const size = Number(padded.slice(0, cut)) + (Number(padded[cut] ?? '0') >= 5 ? 1 : 0)
  return sign === '-' && size !== 0 ? -size : size
}

/** `amount * numerator / denominator` of whole numbers, half away from zero, exact whatever their size. */
export const multiplyRounded = (amount: number, numerator: number, denominator: number): number => {
  const product = BigInt(amount) * BigInt(numerator)
  const divisor = BigInt(denominator)
  const isNegative = product < 0n !== divisor < 0n
  const size = product < 0n ? -product : product
  const by = divisor < 0n ? -divisor : divisor
  const rounded = Number((size * 2n + by) / (by * 2n))
  return isNegative && rounded !== 0 ? -rounded : rounded
}
