import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareSkus, type ErpItem, type ShopSku } from './compare-skus.js'

const sku = (id: string, sellerSku: string): ShopSku => ({
  id,
  sellerSku,
  productId: `p${id}`,
  title: 'Thing',
})
const item = (id: string, name: string, isInactive = false): ErpItem => ({ id, name, isInactive })
const told = (rows: ReturnType<typeof compareSkus>) =>
  rows.map(row => [row.sellerSku || row.item, row.finding, row.suggestion].filter(Boolean).join(': '))

test('a blank seller SKU, stray spaces, one that nobody has and an inactive item are each told', () => {
  const rows = compareSkus(
    [sku('1', ' SCARF '), sku('2', ''), sku('3', 'NEWTHING'), sku('4', 'OLD')],
    [item('321', 'SCARF'), item('322', 'OLD', true), item('323', 'BELT')],
  )

  expect(told(rows)).toEqual([
    ' SCARF : matched',
    'no seller SKU',
    'NEWTHING: no item',
    'OLD: inactive item',
    'BELT: item not listed',
  ])
})

test('near matches are suggested from both sides: other writing, one character more, less or other', () => {
  const rows = compareSkus(
    [sku('1', 'scarf-red'), sku('2', 'BELT-LARG'), sku('3', 'MUG-BLUE1')],
    [item('1', 'SCARF RED'), item('2', 'BELT-LARGE'), item('3', 'MUG-BLUE2')],
  )

  expect(told(rows)).toEqual([
    'scarf-red: no item: SCARF RED',
    'BELT-LARG: no item: BELT-LARGE',
    'MUG-BLUE1: no item: MUG-BLUE2',
    'SCARF RED: item not listed: scarf-red',
    'BELT-LARGE: item not listed: BELT-LARG',
    'MUG-BLUE2: item not listed: MUG-BLUE1',
  ])
})

test('one item behind several SKUs is told, by name or by the map', () => {
  const rows = compareSkus([sku('1', 'SCARF'), sku('2', 'SCARF-GIFT')], [item('321', 'SCARF')], {
    'SCARF-GIFT': { sku: 'SCARF' },
  })

  expect(rows.map(({ finding }) => finding)).toEqual([
    'several SKUs for one item',
    'several SKUs for one item',
  ])
})

test('every SKU is one row, and every active item is in one row or more', () => {
  const names = fc.array(fc.constantFrom('A', 'B', 'scarf-1', 'SCARF 1', 'belt12', 'belt13', ''), {
    maxLength: 12,
  })
  fc.assert(
    fc.property(names, fc.uniqueArray(fc.constantFrom('A', 'C', 'SCARF 1', 'belt12')), (mine, theirs) => {
      const items = theirs.map((name, index) => item(String(index), name))
      const rows = compareSkus(
        mine.map((name, index) => sku(String(index), name)),
        items,
      )

      expect(rows.filter(({ skuId }) => skuId !== '').map(({ skuId }) => skuId)).toEqual(
        mine.map((_, index) => String(index)),
      )
      for (const { name } of items) expect(rows.some(row => row.item === name)).toBe(true)
    }),
  )
})
