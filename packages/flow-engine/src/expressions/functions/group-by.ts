import { defineFunction } from '../define-function.js'
import { groupItems } from '../group-items.js'

const groupBy = (items: readonly Readonly<Record<string, unknown>>[], fields: readonly string[]) =>
  groupItems(items, fields).map(({ fields: own, items: members }) => ({
    ...own,
    count: BigInt(members.length),
    first: members[0],
    items: members,
  }))

export const groupByFunction = defineFunction({
  name: 'groupBy',
  group: 'lists',
  summary:
    'Gathers the items of a list that agree in the named fields, in order of first appearance. Each group has these fields, `count`, `first` and `items`.',
  overloads: [{ signature: 'groupBy(list, list): list', call: groupBy }],
  examples: [
    {
      expression: 'groupBy(record.units, ["sku", "price"]).map(line, [line.sku, line.price, line.count])',
      record: {
        units: [
          { sku: 'SCARF', price: '40.00' },
          { sku: 'BELT', price: '9.00' },
          { sku: 'SCARF', price: '40.00' },
          { sku: 'SCARF', price: '35.00' },
        ],
      },
      gives: [
        ['SCARF', '40.00', 2],
        ['BELT', '9.00', 1],
        ['SCARF', '35.00', 1],
      ],
    },
    {
      expression: 'groupBy(record.units, ["sku"])[0].items.map(unit, unit.id)',
      record: {
        units: [
          { id: '1', sku: 'A' },
          { id: '2', sku: 'A' },
        ],
      },
      gives: ['1', '2'],
    },
  ],
})
