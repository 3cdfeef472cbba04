import Big from 'big.js'
import { defineFunction } from '../define-function.js'
import { parseMoney } from '../money.js'

const floor = (value: unknown): bigint => {
  const { value: exact } = parseMoney(value)
  const cut = exact.round(0, Big.roundDown)
  return BigInt((exact.lt(cut) ? cut.minus(1) : cut).toFixed(0))
}

export const floorFunction = defineFunction({
  name: 'floor',
  group: 'money',
  summary: 'The largest whole number that is not above a value: how many whole units there are.',
  overloads: [{ signature: 'floor(dyn): int', call: floor }],
  examples: [
    { expression: 'floor(money("17") * money("0.9"))', gives: 15 },
    { expression: 'floor("-0.5")', gives: -1 },
  ],
})
