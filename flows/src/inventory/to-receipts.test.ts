import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { receiptsOf, toReceipts } from './to-receipts.js'

const goods = [
  { goods: 'g1', item: '1', name: 'SCARF', quantity: 10 },
  { goods: 'g2', item: '2', name: 'BELT', quantity: 4 },
]
const lines = goods.map(({ item, quantity }, index) => ({ line: index + 1, item: { id: item }, quantity }))
const batch = (id: string, goodsId: string, normal: number, defective = 0) => ({
  id,
  goods_id: goodsId,
  normal_quantity: normal,
  defective_quantity: defective,
})

describe('what has arrived of an inbound order', () => {
  test('is a receipt for each batch, of its own line alone; what is damaged is in it', () => {
    const { batches, missing } = receiptsOf({ goods, batches: [batch('a', 'g1', 6, 1)], lines })
    expect(batches).toEqual([
      {
        id: 'a',
        item: '1',
        lines: [{ orderLine: 1, quantity: 7, itemReceive: true }],
        surplus: 0,
        damaged: 1,
      },
    ])
    expect(missing).toEqual([
      { item: '1', name: 'SCARF', quantity: 3 },
      { item: '2', name: 'BELT', quantity: 4 },
    ])
  })

  test('beyond what was sent is surplus, and a batch of nothing else is no receipt', () => {
    const { batches } = receiptsOf({ goods, batches: [batch('a', 'g2', 5), batch('b', 'g2', 2)], lines })
    expect(batches.map(({ lines: own, surplus }) => [own.length, surplus])).toEqual([
      [1, 1],
      [0, 2],
    ])
  })

  test('that nobody planned is a failure that says so', () => {
    const given = { goods, batches: [batch('a', 'g9', 1)], lines }
    expect(toReceipts.run({ record: {}, steps: {}, arguments: given })).toMatchObject({
      failure: { kind: 'mapping', message: 'batch a holds goods g9, which were not planned' },
    })
  })

  test('is all accounted for: received, surplus and missing', () => {
    const counted = fc.array(
      fc.record({ sort: fc.constantFrom('g1', 'g2'), normal: fc.nat(8), defective: fc.nat(3) }),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(counted, drawn => {
        const given = drawn.map(({ sort, normal, defective }, index) =>
          batch(String(index), sort, normal, defective),
        )
        const { batches, missing } = receiptsOf({ goods, batches: given, lines })
        for (const { goods: sort, item, quantity } of goods) {
          const own = batches.filter(row => row.item === item)
          const received = sum(own.flatMap(row => row.lines.map(line => line.quantity)))
          const counted = sum(
            given
              .filter(row => row.goods_id === sort)
              .map(row => row.normal_quantity + row.defective_quantity),
          )
          expect(received + sum(own.map(row => row.surplus))).toBe(counted)
          expect(received + (missing.find(row => row.item === item)?.quantity ?? 0)).toBe(quantity)
        }
      }),
    )
  })
})

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
