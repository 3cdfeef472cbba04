import { defineFunction } from '../define-function.js'
import { parseMoney } from '../money.js'

export const moneyFunction = defineFunction({
  name: 'money',
  summary:
    'Reads decimal text as exact money, for `+ - *`, comparing and summing. Becomes decimal text again in a payload.',
  overloads: [{ signature: 'money(dyn): Money', call: (amount: unknown) => parseMoney(amount) }],
  examples: [
    { expression: 'money("0.10") + money("0.20")', gives: '0.30' },
    { expression: 'money(record.price) * 3', record: { price: '16.67' }, gives: '50.01' },
    { expression: 'money("36.00") == money("36")', gives: true },
    { expression: 'money("1,000.00")', fails: '"1,000.00" is not an amount' },
  ],
})
