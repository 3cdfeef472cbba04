import { defineFunction } from '../define-function.js'
import { groupItems } from '../group-items.js'

const unitsToLines = (units: readonly Readonly<Record<string, unknown>>[], fields: readonly string[]) =>
  groupItems(units, fields).map(({ fields: own, items }) => ({
    ...own,
    quantity: BigInt(items.length),
    unitIds: items.map(({ id }) => id ?? null),
    first: items[0],
  }))

export const unitsToLinesFunction = defineFunction({
  name: 'unitsToLines',
  group: 'items',
  summary:
    'TikTok Shop lists every unit of an order by itself; this gathers those that agree in the named fields into lines with a `quantity`, the `unitIds` that shipping and returning need later, and the `first` unit. Group by `sale_price` and cents of the discount split one line into many.',
  overloads: [{ signature: 'unitsToLines(list, list): list', call: unitsToLines }],
  examples: [
    {
      expression:
        'unitsToLines(record.line_items, ["seller_sku", "original_price"]).map(line, [line.seller_sku, line.quantity, line.unitIds])',
      record: {
        line_items: [
          { id: '1', seller_sku: 'SCARF', original_price: '40.00' },
          { id: '2', seller_sku: 'BELT', original_price: '9.00' },
          { id: '3', seller_sku: 'SCARF', original_price: '40.00' },
        ],
      },
      gives: [
        ['SCARF', 2, ['1', '3']],
        ['BELT', 1, ['2']],
      ],
    },
  ],
})
