import { defineFunction } from '../define-function.js'
import { compareMoney, type Money, parseMoney } from '../money.js'

const greatest = (amounts: readonly unknown[]): Money => {
  const [first, ...others] = amounts.map(parseMoney)
  if (first === undefined) throw new TypeError('greatest() wants at least one amount')
  return others.reduce((high, amount) => (compareMoney(amount, high) > 0 ? amount : high), first)
}

export const greatestFunction = defineFunction({
  name: 'greatest',
  group: 'money',
  summary: 'The largest of a list of amounts.',
  overloads: [{ signature: 'greatest(list): Money', call: greatest }],
  examples: [
    { expression: 'greatest(["9.00", "10.00"])', gives: '10.00' },
    { expression: 'greatest([money("0"), money("3.50") - money("5.00")])', gives: '0' },
  ],
})
