import { defineFunction } from '../define-function.js'
import { divideMoney, type Money, parseMoney } from '../money.js'

export const divideFunction = defineFunction({
  name: 'divide',
  group: 'money',
  summary:
    'Money divided by a number or by money, rounded to so many places. To split an amount without losing a cent, use `allocate`.',
  overloads: [
    {
      signature: 'divide(Money, dyn, int): Money',
      call: (amount: Money, divisor: unknown, places: bigint) =>
        divideMoney(amount, parseMoney(divisor), Number(places)),
    },
  ],
  examples: [
    { expression: 'divide(money("10.00"), 3, 4)', gives: '3.3333' },
    { expression: 'divide(money("50.01"), money("16.67"), 0)', gives: '3' },
    { expression: 'divide(money("1.00"), 0, 2)', fails: 'an amount cannot be divided by zero' },
  ],
})
