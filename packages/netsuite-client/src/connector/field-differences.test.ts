import { expect, test } from 'vitest'
import { fieldDifferences } from './field-differences.js'

const present = {
  links: [],
  id: '41001',
  memo: 'order 1',
  total: 16.67,
  entity: { links: [], id: '5', refName: 'TikTok' },
  orderStatus: { id: 'B', refName: 'Pending Fulfillment' },
  item: {
    links: [],
    items: [
      { line: 1, item: { id: '7' }, quantity: 2, rate: 8.335 },
      { line: 2, item: { id: '8' }, quantity: 1 },
    ],
    totalResults: 2,
  },
}

test.each([
  ['names and links that NetSuite adds', { entity: { id: '5' }, orderStatus: 'B', memo: 'order 1' }],
  ['amounts as text', { total: '16.670' }],
  ['what is empty on both sides', { otherRefNum: null, shipDate: '' }],
  ['references by external id, which are not shown', { entity: { externalId: 'TTS' } }],
  [
    'lines by their key, in another order',
    {
      item: {
        items: [
          { line: 2, quantity: 1 },
          { line: 1, rate: '8.335' },
        ],
      },
    },
  ],
])('%s are no difference', (_, wanted) => {
  expect(fieldDifferences(present, wanted)).toEqual([])
})

test('fields, references and lines that differ are named with both values', () => {
  expect(
    fieldDifferences(present, {
      memo: 'order 2',
      entity: { id: '6' },
      shipDate: '2026-01-31',
      item: { items: [{ item: { id: '7' }, quantity: 3 }] },
    }),
  ).toEqual([
    { path: 'memo', before: 'order 1', after: 'order 2' },
    { path: 'entity.id', before: '5', after: '6' },
    { path: 'shipDate', after: '2026-01-31' },
    { path: 'item.items[0].quantity', before: 2, after: 3 },
    { path: 'item.items', before: 2, after: 1 },
  ])
})
