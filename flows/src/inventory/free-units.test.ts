import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { freeUnits, type Part, type StockAt } from './free-units.js'

const at = (location: string, available: number, more: Partial<StockAt> = {}): StockAt => ({
  location,
  available,
  onHand: available,
  onOrder: 0,
  backOrdered: 0,
  ...more,
})
const part = (item: string, stock: readonly StockAt[], more: Partial<Part> = {}): Part => ({
  item,
  perUnit: 1,
  stock,
  taken: 0,
  ...more,
})

describe('units free in a warehouse', () => {
  test('are added over its locations, and over those alone', () => {
    const item = part('A', [at('1', 7), at('2', 5), at('9', 100)])
    expect(freeUnits([item], ['1', '2'], 'available')).toBe(12)
  })

  test('of a kit are counted by location: parts in different places make no set', () => {
    const a = part('A', [at('1', 10), at('2', 0)])
    const b = part('B', [at('1', 0), at('2', 10)])
    expect(freeUnits([a, b], ['1', '2'], 'available')).toBe(0)
  })

  test('of a kit follow its scarcest part and how many of it a set takes', () => {
    const a = part('A', [at('1', 10), at('2', 4)], { perUnit: 2 })
    const b = part('B', [at('1', 9), at('2', 1)])
    expect(freeUnits([a, b], ['1', '2'], 'available')).toBe(5 + 1)
  })

  test('of a pack of six are whole packs in each place', () => {
    expect(freeUnits([part('A', [at('1', 16), at('2', 5)], { perUnit: 6 })], ['1', '2'], 'available')).toBe(2)
  })

  test('are less what is taken, from the first location on', () => {
    const a = part('A', [at('1', 3), at('2', 10)], { taken: 5 })
    const b = part('B', [at('1', 10), at('2', 10)])
    expect(freeUnits([a, b], ['1', '2'], 'available')).toBe(8)
  })

  test('are less what is back-ordered in a place that has none left', () => {
    const item = part('A', [at('1', 10), at('2', 0, { backOrdered: 4 })])
    expect(freeUnits([item], ['1', '2'], 'available')).toBe(6)
  })

  test('a negative number in one place takes nothing from another', () => {
    expect(freeUnits([part('A', [at('1', -3), at('2', 4)])], ['1', '2'], 'available')).toBe(4)
  })

  test('may be counted with what is on order, or on hand', () => {
    const item = part('A', [at('1', 2, { onHand: 9, onOrder: 20 })])
    expect(freeUnits([item], ['1'], 'availableToPromise')).toBe(22)
    expect(freeUnits([item], ['1'], 'onHand')).toBe(9)
  })
})

const locations = ['1', '2', '3']
const anyStock = fc
  .tuple(fc.nat(50), fc.nat(50), fc.nat(50))
  .map(units => units.map((available, index) => at(locations[index] ?? '', available)))
const anyPart = fc
  .record({ stock: anyStock, perUnit: fc.integer({ min: 1, max: 4 }), taken: fc.nat(60) })
  .map(({ stock, perUnit, taken }) => part('A', stock, { perUnit, taken }))
const anyParts = fc.array(anyPart, { minLength: 1, maxLength: 4 })
const total = ({ stock }: Part) => stock.reduce((sum, { available }) => sum + available, 0)

describe('whatever the stock', () => {
  test('all sets that are free can be made of what is there and not taken', () => {
    fc.assert(
      fc.property(anyParts, parts => {
        const sets = freeUnits(parts, locations, 'available')
        for (const each of parts)
          expect(sets * each.perUnit).toBeLessThanOrEqual(Math.max(0, total(each) - each.taken))
      }),
    )
  })

  test('one more taken never frees a unit, and never costs more than one of a plain item', () => {
    fc.assert(
      fc.property(anyParts, parts => {
        const more = parts.map(each => ({ ...each, taken: each.taken + 1 }))
        const before = freeUnits(parts, locations, 'available')
        const after = freeUnits(more, locations, 'available')
        expect(after).toBeLessThanOrEqual(before)
        if (parts.length === 1 && parts[0]?.perUnit === 1) expect(before - after).toBeLessThanOrEqual(1)
      }),
    )
  })
})
