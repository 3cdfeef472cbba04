import { defineFunction } from '../define-function.js'
import { addMoney, parseMoney } from '../money.js'

export const sumFunction = defineFunction({
  name: 'sum',
  summary: 'Adds a list of amounts, exactly. An empty list is 0.',
  overloads: [
    {
      signature: 'sum(list): Money',
      call: (amounts: readonly unknown[]) => amounts.map(parseMoney).reduce(addMoney, parseMoney('0')),
    },
  ],
  examples: [
    { expression: 'sum(["3.33", "3.33", "3.34"])', gives: '10.00' },
    { expression: 'sum([])', gives: '0' },
  ],
})
