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

const decimals = (value: Big): number => Math.max(0, value.c.length - 1 - value.e)

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

export const roundMoney = (amount: Money, places: number): Money =>
  new Money(amount.value.round(places, Big.roundHalfUp), places)

/**
 * Splits an amount by weights so that the parts add up to it exactly.
 *
 * Each part is cut at the amount's last place; what is left goes, one last place at a time, to the parts that lost most (the first
 * of equals).
 */
export const allocateMoney = (
  amount: Money,
  weights: readonly Big[],
  places = Math.max(2, amount.places),
): readonly Money[] => {
  const total = weights.reduce((sum, weight) => sum.plus(weight), new Big(0))
  if (weights.some(weight => weight.lt(0))) throw new TypeError('allocate() wants weights of zero or more')
  if (total.eq(0)) throw new TypeError('allocate() wants at least one weight above zero')
  const unit = new Big(10).pow(-places)
  const exact = weights.map(weight => amount.value.times(weight).div(total))
  const cut = exact.map(part => part.round(places, Big.roundDown))
  const left = amount.value.minus(cut.reduce((sum, part) => sum.plus(part), new Big(0)))
  const steps = Number(left.abs().div(unit).round(0, Big.roundDown))
  const byLoss = exact
    .map((part, index) => ({ index, loss: part.minus(cut[index] ?? 0).abs() }))
    .sort((one, other) => other.loss.cmp(one.loss) || one.index - other.index)
  const favoured = new Set(byLoss.slice(0, steps).map(({ index }) => index))
  const signedUnit = left.lt(0) ? unit.times(-1) : unit
  return cut.map((part, index) => new Money(favoured.has(index) ? part.plus(signedUnit) : part, places))
}
