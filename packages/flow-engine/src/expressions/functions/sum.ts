import { defineFunction } from '../define-function.js'
import { addMoney, parseMoney } from '../money.js'

export const sumFunction = defineFunction({
  name: 'sum',
  group: 'money',
  summary: 'Adds a list of amounts, exactly. An empty list is 0.',
  overloads: [
    {
      signature: 'sum(list): Money',
      call: (amounts: readonly unknown[]) => amounts.map(parseMoney).reduce(addMoney, parseMoney('0')),
    },
  ],
  examples: [
    { expression: 'sum(["3.33", "3.33", "3.34"])', gives: '10.00' },
    {
      expression: 'sum(record.units.map(unit, money(unit.price) * unit.count))',
      record: {
        units: [
          { price: '0.10', count: 3 },
          { price: '0.20', count: 1 },
        ],
      },
      gives: '0.50',
    },
    { expression: 'sum([])', gives: '0' },
  ],
})
