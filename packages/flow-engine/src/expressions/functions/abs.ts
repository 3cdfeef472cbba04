import { defineFunction } from '../define-function.js'
import { type Money, negateMoney } from '../money.js'

export const absFunction = defineFunction({
  name: 'abs',
  group: 'money',
  summary: 'The amount without its sign.',
  overloads: [
    {
      signature: 'abs(Money): Money',
      call: (amount: Money) => (amount.value.lt(0) ? negateMoney(amount) : amount),
    },
  ],
  examples: [
    { expression: 'abs(money("-12.30"))', gives: '12.30' },
    { expression: 'abs(money("0.00"))', gives: '0.00' },
  ],
})
