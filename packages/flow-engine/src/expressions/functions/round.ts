import { suggest } from '../../check/nearest-word.js'
import { decimalPlacesOf } from '../currencies.js'
import { defineFunction } from '../define-function.js'
import { type Money, type RoundingMode, roundingModes, roundMoney } from '../money.js'

const isMode = (name: string): name is RoundingMode => Object.hasOwn(roundingModes, name)

const toMode = (name: string): RoundingMode => {
  if (isMode(name)) return name
  throw new TypeError(`there is no rounding "${name}"; ${suggest(name, Object.keys(roundingModes))}`)
}

export const roundFunction = defineFunction({
  name: 'round',
  group: 'money',
  summary:
    'Rounds money to so many places, or to those of a currency. Halves go away from zero (`halfUp`) unless the mode is `halfEven`, `up` (away from zero) or `down` (towards it).',
  overloads: [
    {
      signature: 'round(Money, int): Money',
      call: (amount: Money, places: bigint) => roundMoney(amount, Number(places)),
    },
    {
      signature: 'round(Money, int, string): Money',
      call: (amount: Money, places: bigint, mode: string) => roundMoney(amount, Number(places), toMode(mode)),
    },
    {
      signature: 'round(Money, string): Money',
      call: (amount: Money, currency: string) => roundMoney(amount, decimalPlacesOf(currency)),
    },
    {
      signature: 'round(Money, string, string): Money',
      call: (amount: Money, currency: string, mode: string) =>
        roundMoney(amount, decimalPlacesOf(currency), toMode(mode)),
    },
  ],
  examples: [
    { expression: 'round(money("2.345"), 2)', gives: '2.35' },
    { expression: 'round(money("-2.345"), 2)', gives: '-2.35' },
    { expression: 'round(money("2.345"), 2, "halfEven")', gives: '2.34' },
    { expression: 'round(money("2.341"), 2, "up")', gives: '2.35' },
    { expression: 'round(money("2.349"), 2, "down")', gives: '2.34' },
    { expression: 'round(money("1234.5"), "JPY")', gives: '1235' },
    { expression: 'round(money("1234.5"), "KRW", "halfEven")', gives: '1234' },
    {
      expression: 'round(money("1"), 2, "halfup")',
      fails: 'there is no rounding "halfup"; did you mean "halfUp"?',
    },
  ],
})
