import { defineFunction } from '../define-function.js'
import { compareMoney, type Money, parseMoney } from '../money.js'

const least = (amounts: readonly unknown[]): Money => {
  const [first, ...others] = amounts.map(parseMoney)
  if (first === undefined) throw new TypeError('least() wants at least one amount')
  return others.reduce((low, amount) => (compareMoney(amount, low) < 0 ? amount : low), first)
}

export const leastFunction = defineFunction({
  name: 'least',
  group: 'money',
  summary: 'The smallest of a list of amounts.',
  overloads: [{ signature: 'least(list): Money', call: least }],
  examples: [
    { expression: 'least(["9.00", "10.00"])', gives: '9.00' },
    { expression: 'least([money("5.00"), money("7.20")])', gives: '5.00' },
    { expression: 'least([])', fails: 'least() wants at least one amount' },
  ],
})
