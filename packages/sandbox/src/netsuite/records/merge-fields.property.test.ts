import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOf } from './lines.js'
import { mergeFields, plainMerge } from './merge-fields.js'

const line = fc.record({
  item: fc.constantFrom({ id: '1' }, { id: '2' }),
  quantity: fc.integer({ min: 1, max: 9 }),
})
const sublist = fc.array(line, { maxLength: 6 })
const merge = (before: object, items: readonly object[], replaced: readonly string[] = []) =>
  mergeFields(
    'salesOrder',
    { ...before },
    { item: { items: items.map(own => ({ ...own })) } },
    { ...plainMerge, replaced: new Set(replaced) },
  )
const linesIn = (fields: ReturnType<typeof merge>) => linesOf(fields['item']) ?? []
const keysIn = (fields: ReturnType<typeof merge>) => linesIn(fields).map(own => own['line'])

test('lines without a key are appended, with keys of their own', () => {
  fc.assert(
    fc.property(sublist, sublist, (first, second) => {
      const once = merge({}, first)
      const twice = merge(once, second)

      expect(linesIn(twice).slice(0, first.length)).toEqual(linesIn(once))
      expect(linesIn(twice).slice(first.length)).toMatchObject(second)
      expect(new Set(keysIn(twice)).size).toBe(first.length + second.length)
    }),
  )
})

test('sending back all lines with their keys changes nothing, merged or replaced', () => {
  fc.assert(
    fc.property(sublist, fc.boolean(), (first, replaces) => {
      const once = merge({}, first)

      expect(merge(once, linesIn(once), replaces ? ['item'] : [])).toEqual(once)
    }),
  )
})

test('a replaced sublist holds exactly what was sent; keyed lines keep what was not sent', () => {
  fc.assert(
    fc.property(sublist, sublist, fc.nat(5), (first, second, kept) => {
      const once = merge({}, first)
      const survivors = linesIn(once)
        .slice(0, kept)
        .map(own => ({ line: own['line'], memo: 'kept' }))
      const after = merge(once, [...survivors, ...second], ['item'])

      expect(linesIn(after)).toHaveLength(survivors.length + second.length)
      expect(linesIn(after).slice(0, survivors.length)).toMatchObject(
        linesIn(once)
          .slice(0, survivors.length)
          .map(own => ({ ...own, memo: 'kept' })),
      )
    }),
  )
})
