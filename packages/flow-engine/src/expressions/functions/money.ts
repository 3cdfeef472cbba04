import { decimalPlacesOf } from '../currencies.js'
import { defineFunction } from '../define-function.js'
import { type Money, parseMoney, roundMoney } from '../money.js'

const inCurrency = (amount: unknown, currency: string): Money => {
  const money = parseMoney(amount)
  const places = decimalPlacesOf(currency)
  const rounded = roundMoney(money, places)
  if (rounded.value.eq(money.value)) return rounded
  throw new TypeError(
    `${money} has more than the ${places} decimal places of ${currency}; round it first: round(money(...), "${currency}")`,
  )
}

export const moneyFunction = defineFunction({
  name: 'money',
  group: 'money',
  summary:
    'Reads decimal text as exact money, for `+ - *`, comparing and summing. Becomes decimal text again in a payload. With a currency, it is written with the decimal places of that currency and refused if it has more.',
  overloads: [
    { signature: 'money(dyn): Money', call: (amount: unknown) => parseMoney(amount) },
    { signature: 'money(dyn, string): Money', call: inCurrency },
  ],
  examples: [
    { expression: 'money("0.10") + money("0.20")', gives: '0.30' },
    { expression: 'money(record.price) * 3', record: { price: '16.67' }, gives: '50.01' },
    { expression: 'money("36.00") == money("36")', gives: true },
    { expression: 'money("125000", "VND")', gives: '125000' },
    { expression: 'money("7.5", "USD")', gives: '7.50' },
    { expression: 'money("7.5", "JPY")', fails: '7.5 has more than the 0 decimal places of JPY' },
    { expression: 'money("1,000.00")', fails: '"1,000.00" is not an amount' },
  ],
})
