import { defineFunction } from '../define-function.js'

interface Group {
  readonly fields: Readonly<Record<string, unknown>>
  readonly items: Readonly<Record<string, unknown>>[]
}

const groupBy = (items: readonly Readonly<Record<string, unknown>>[], fields: readonly string[]) => {
  const groups = new Map<string, Group>()
  for (const item of items) {
    const own = Object.fromEntries(
      fields.map(field => [field, Object.hasOwn(item, field) ? item[field] : null]),
    )
    const key = JSON.stringify(Object.values(own))
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { fields: own, items: [item] })
    else group.items.push(item)
  }
  return [...groups.values()].map(({ fields: own, items: members }) => ({
    ...own,
    count: BigInt(members.length),
    first: members[0],
    items: members,
  }))
}

export const groupByFunction = defineFunction({
  name: 'groupBy',
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
