import { defineFunction } from '../define-function.js'
import { spendOn } from '../work-budget.js'

export const flattenFunction = defineFunction({
  name: 'flatten',
  group: 'lists',
  summary: 'A list of lists as one list.',
  overloads: [
    { signature: 'flatten(list): list', call: (lists: readonly unknown[]) => spendOn(lists).flat() },
  ],
  examples: [
    { expression: 'flatten([[1, 2], [], [3]])', gives: [1, 2, 3] },
    {
      expression: 'flatten(record.orders.map(order, order.lines))',
      record: { orders: [{ lines: ['a'] }, { lines: ['b', 'c'] }] },
      gives: ['a', 'b', 'c'],
    },
  ],
})
