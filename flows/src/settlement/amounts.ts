import Big from 'big.js'

export { sumOf } from '../json.js'

/** An exact amount: seen from the seller, what comes in is positive and what is paid is negative. */
export type Amount = Big

export const zero: Amount = new Big(0)

/** An amount under one of the keys of `keyTable`. */
export interface KeyedAmount {
  readonly key: string
  readonly amount: Amount
}

/** Text that is no amount, such as `"1,000.00"`. */
export class AmountError extends TypeError {
  override readonly name = 'AmountError'
}

const decimalText = /^[+-]?\d{1,30}(\.\d{1,20})?$/

/**
 * Decimal text as an exact amount. TikTok Shop sends stray spaces and empty text; what is not there is zero.
 *
 * @throws AmountError for anything else
 */
export const toAmount = (value: unknown): Amount => {
  if (value === undefined || value === null) return zero
  const text = String(value).trim()
  if (text === '') return zero
  if (decimalText.test(text)) return new Big(text)
  throw new AmountError(`"${text.slice(0, 40)}" is no amount`)
}

export const isZero = (amount: Amount): boolean => amount.eq(zero)

/** Decimal places that an amount needs. */
export const placesOf = (amount: Amount): number => Math.max(0, amount.c.length - 1 - amount.e)

/** The amount with the places of its currency; more only where it has more. */
export const textOf = (amount: Amount, places: number): string =>
  (isZero(amount) ? zero : amount).toFixed(Math.max(places, placesOf(amount)))
