import { defineFunction } from '../define-function.js'
import { allocateMoney, type Money, parseMoney } from '../money.js'

export const allocateFunction = defineFunction({
  name: 'allocate',
  summary: 'Splits money by weights so that the parts add up to it exactly.',
  overloads: [
    {
      signature: 'allocate(Money, list): list',
      call: (amount: Money, weights: readonly unknown[]) =>
        allocateMoney(
          amount,
          weights.map(weight => parseMoney(weight).value),
        ),
    },
  ],
  examples: [
    { expression: 'allocate(money("10.00"), [1, 1, 1])', gives: ['3.34', '3.33', '3.33'] },
    { expression: 'allocate(money("9.00"), ["40.00", "20.00"])', gives: ['6.00', '3.00'] },
  ],
})
