import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json, JsonObject } from '../json.js'
import { compileTemplate } from './compile-template.js'

const render = (template: Json, record: JsonObject = {}, settings: JsonObject = {}) =>
  compileTemplate(template)({
    record,
    settings,
    steps: {},
    connections: { shop: { key: 'US1' } },
    run: { id: 'r1', startedAt: '2026-01-01T00:00:00Z' },
  })

test('a value that is only an expression keeps its type; text around it makes text', () => {
  const record = { id: '5761', count: 3, paid: true }

  expect(
    render(
      { a: '${record.count}', b: '${record.paid}', c: 'TTS-${connections.shop.key}-${record.id}' },
      record,
    ),
  ).toEqual({
    a: 3,
    b: true,
    c: 'TTS-US1-5761',
  })
})

test('$each makes one element for every item, and the rest of the scope stays in reach', () => {
  const template = { $each: 'line in record.lines', sku: '${line.sku}', order: '${record.id}' }

  expect(render(template, { id: '1', lines: [{ sku: 'A' }, { sku: 'B' }] })).toEqual([
    { sku: 'A', order: '1' },
    { sku: 'B', order: '1' },
  ])
})

test('$if leaves an object out, $value gives something that is not an object', () => {
  const template = {
    location: { $if: 'has(settings.location)', id: '${settings.location}' },
    rate: { $if: 'record.free', $value: '0.00' },
  }

  expect(render(template, { free: true })).toEqual({ rate: '0.00' })
  expect(render(template, { free: false }, { location: '2' })).toEqual({ location: { id: '2' } })
})

test('an empty optional leaves the field out, and an absent path without one fails and names the field', () => {
  expect(render({ memo: '${record.?buyer_message}' })).toEqual({})
  expect(() => render({ item: { items: [{ rate: '${record.price}' }] } })).toThrow(
    'item.items[0].rate: "price" is absent in record.price',
  )
})

test('$also adds the fields of an object to those written beside it', () => {
  const record = { note: 'hi' }
  const settings = { fields: { custbody_note: 'note', custbody_none: 'nothing' } }

  expect(render({ a: 1, $also: '${fieldsFrom(record, settings.fields)}' }, record, settings)).toEqual({
    a: 1,
    custbody_note: 'hi',
  })
  expect(() => render({ $also: '${record.note}' }, record)).toThrow('$also wants an object')
})

test('money comes out as decimal text', () => {
  expect(render({ amount: '${money(record.price) * record.count}' }, { price: '16.67', count: 3 })).toEqual({
    amount: '50.01',
  })
})

test('$${ is a plain ${, and braces and quotes inside expressions are understood', () => {
  expect(render('$${not.this}')).toBe('${not.this}')
  expect(render('${"}" + {"a": "b"}["a"]}!')).toBe('}b!')
})

test('text without expressions stays what it is', () => {
  fc.assert(
    fc.property(
      fc.string().filter(text => !text.includes('${')),
      text => {
        expect(render(text)).toBe(text)
      },
    ),
  )
})
