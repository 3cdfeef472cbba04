import { expect, test } from 'vitest'
import type { JsonObject } from '../../json.js'
import { createAccount } from '../account.js'
import type { RecordStore, StoredRecord } from '../records/record-store.js'
import { recordType } from '../records/record-types.js'
import { createMirror, type Mirror, type MirrorOptions } from './mirror.js'
import { translate } from './translate.js'

const itemType = recordType('inventoryItem')

const mirrorOf = (
  records: Readonly<Record<string, readonly JsonObject[]>>,
  more: Partial<MirrorOptions> = {},
): { readonly mirror: Mirror; readonly store: RecordStore } => {
  const { store, books } = createAccount({ records }, () => 0)
  return { store, mirror: createMirror({ store, books, timeZone: 'UTC', ...more }) }
}

const rowsOf = (mirror: Mirror, q: string): readonly unknown[] => {
  const query = translate(q, { now: '', dateColumns: new Set() })
  return mirror.withTables(query).prepare(query.sql).all()
}

const mugs = (count: number): readonly JsonObject[] =>
  Array.from({ length: count }, (_, at) => ({ id: String(at + 1), itemId: `MUG-${at + 1}` }))

test('a table that could not be filled to the end is filled anew by the next query', () => {
  const { mirror, store } = mirrorOf({ inventoryItem: mugs(3) })
  let isBroken = false
  const fields: JsonObject = {
    itemId: 'MUG-4',
    get displayName() {
      if (isBroken) throw new Error('no such name')
      return 'Mug'
    },
  }
  const broken: StoredRecord = { id: '4', type: itemType, fields }
  store.put(broken)

  isBroken = true
  expect(() => rowsOf(mirror, 'SELECT id FROM item')).toThrow('no such name')
  isBroken = false

  expect(rowsOf(mirror, 'SELECT COUNT(*) AS total FROM item')).toMatchObject([{ total: 4 }])
})

test('a change that could not be followed to the end is followed by the next query', () => {
  const { mirror, store } = mirrorOf({ inventoryItem: mugs(3) })
  expect(rowsOf(mirror, 'SELECT id FROM item')).toHaveLength(3)
  let isBroken = false
  const fields: JsonObject = {
    itemId: 'CUP-2',
    get displayName() {
      if (isBroken) throw new Error('no such name')
      return 'Cup'
    },
  }
  store.put({ id: '1', type: itemType, fields: { itemId: 'CUP-1' } })
  store.put({ id: '2', type: itemType, fields })

  isBroken = true
  expect(() => rowsOf(mirror, 'SELECT id FROM item')).toThrow('no such name')
  isBroken = false

  expect(rowsOf(mirror, 'SELECT itemid FROM item ORDER BY id')).toMatchObject([
    { itemid: 'CUP-1' },
    { itemid: 'CUP-2' },
    { itemid: 'MUG-3' },
  ])
})

test('rows are found through an index by what a query compares, which one query makes for the next', () => {
  const { mirror } = mirrorOf({ inventoryItem: mugs(1_000) })
  const query = translate("SELECT id FROM item WHERE itemid IN ('MUG-7', 'MUG-9') AND isinactive = 'F'", {
    now: '',
    dateColumns: new Set(),
  })

  const plan = mirror.withTables(query).prepare(`EXPLAIN QUERY PLAN ${query.sql}`).all()

  expect(plan).toMatchObject([{ detail: expect.stringContaining('INDEX item itemid') }])
})

test('what stock comes to is in the table of items once a query asks for it, and follows what changes', () => {
  const stocked = {
    id: '1',
    itemId: 'MUG',
    locations: { items: [{ location: { id: '1' }, quantityOnHand: 5, averageCostMli: 2 }] },
  }
  const { mirror, store } = mirrorOf({ inventoryItem: [stocked] })
  expect(rowsOf(mirror, 'SELECT itemid FROM item')).toHaveLength(1)

  expect(rowsOf(mirror, 'SELECT totalquantityonhand, averagecost FROM item')).toMatchObject([
    { totalquantityonhand: 5, averagecost: 2 },
  ])
  const two = { location: { id: '2' }, quantityOnHand: 3 }
  store.put({ id: '1', type: itemType, fields: { ...stocked, locations: { items: [two] } } })
  expect(rowsOf(mirror, 'SELECT * FROM item')).toMatchObject([{ totalquantityonhand: 3 }])
})

test('a custom field is a column although no record has a value in it; one that is not declared is none', () => {
  const declared = { customFields: new Set(['custitem_tts_sku']) }
  const { mirror } = mirrorOf({ inventoryItem: mugs(1) }, declared)

  expect(rowsOf(mirror, 'SELECT itemid FROM item WHERE custitem_tts_sku IS NULL')).toHaveLength(1)
  expect(() => rowsOf(mirror, 'SELECT custitem_other FROM item')).toThrow('no such column')
})

test('records of a custom type are a table; a declared type is an empty one', () => {
  const { mirror } = mirrorOf(
    { customrecord_tts_log: [{ id: '7', name: 'seen', custrecord_tts_order: '5761' }] },
    { customRecords: new Set(['customrecord_tts_statement']) },
  )

  expect(rowsOf(mirror, 'SELECT id, name, custrecord_tts_order FROM customrecord_tts_log')).toMatchObject([
    { id: 7, name: 'seen', custrecord_tts_order: '5761' },
  ])
  expect(rowsOf(mirror, 'SELECT id FROM customrecord_tts_statement')).toEqual([])
  expect(mirror.hasTable('customrecord_tts_other')).toBe(false)
})
