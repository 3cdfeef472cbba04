import { allocateMoney } from '../allocate-money.js'
import { defineFunction } from '../define-function.js'
import { type Money, parseMoney } from '../money.js'

const allocate = (amount: Money, weights: readonly unknown[], places?: bigint): readonly Money[] =>
  allocateMoney(
    amount,
    weights.map(weight => parseMoney(weight).value),
    ...(places === undefined ? [] : [Number(places)]),
  )

export const allocateFunction = defineFunction({
  name: 'allocate',
  group: 'money',
  summary:
    'Splits money by weights so that the parts add up to it exactly. Parts have two decimal places unless told otherwise.',
  overloads: [
    { signature: 'allocate(Money, list): list', call: allocate },
    { signature: 'allocate(Money, list, int): list', call: allocate },
  ],
  examples: [
    { expression: 'allocate(money("10.00"), [1, 1, 1])', gives: ['3.34', '3.33', '3.33'] },
    { expression: 'allocate(money("9.00"), ["40.00", "20.00"])', gives: ['6.00', '3.00'] },
    { expression: 'allocate(money("100", "JPY"), [1, 1, 1], 0)', gives: ['34', '33', '33'] },
    { expression: 'allocate(money("-0.01"), [0, 1, 1])', gives: ['0.00', '-0.01', '0.00'] },
    {
      expression: 'allocate(money("1.00"), [0, 0])',
      fails: 'allocate() wants at least one weight above zero',
    },
  ],
})
