import { defineFunction } from '../define-function.js'
import { type Money, roundMoney } from '../money.js'

export const roundFunction = defineFunction({
  name: 'round',
  summary: 'Rounds money to so many places, halves away from zero.',
  overloads: [
    {
      signature: 'round(Money, int): Money',
      call: (amount: Money, places: bigint) => roundMoney(amount, Number(places)),
    },
  ],
  examples: [
    { expression: 'round(money("2.345"), 2)', gives: '2.35' },
    { expression: 'round(money("-2.345"), 2)', gives: '-2.35' },
  ],
})
