import { expect, test } from 'vitest'
import { namesInQuery } from './names-in-query.js'
import { tokenize } from './tokenize.js'

const namesIn = (query: string) => {
  const { tables, compared, asksForAll } = namesInQuery(tokenize(query))
  return { tables: [...tables], compared: [...compared], asksForAll }
}

test.each([
  ['SELECT item FROM transactionline WHERE transaction = 5', ['transactionline'], ['transaction']],
  [
    'SELECT a.id, b.id FROM transaction a, "Item" b WHERE a.entity = b.id',
    ['transaction', 'item'],
    ['entity', 'id'],
  ],
  [
    'SELECT t.id FROM transaction t LEFT JOIN transactionline l ON l.transaction = t.id ORDER BY t.lastmodifieddate, t.id',
    ['transaction', 'transactionline'],
    ['transaction', 'id', 'lastmodifieddate'],
  ],
  [
    'SELECT (SELECT MAX(id) FROM location) x, item FROM item WHERE id IN (SELECT item FROM pricing, currency) AND itemid BETWEEN ? AND ?',
    ['location', 'item', 'pricing', 'currency'],
    ['id', 'itemid'],
  ],
  ['SELECT id FROM customer UNION SELECT id FROM vendor', ['customer', 'vendor'], []],
] as const)('%s', (query, tables, compared) => {
  expect(namesIn(query)).toEqual({ tables, compared, asksForAll: false })
})

test.each([
  'SELECT * FROM item',
  'SELECT TOP 5 * FROM item',
  'SELECT i.*, 1 FROM item i',
  'SELECT 1, * FROM item',
])('%s asks for all columns', query => {
  expect(namesIn(query).asksForAll).toBe(true)
})

test.each([
  'SELECT COUNT(*) FROM item',
  'SELECT quantity * rate FROM transactionline',
  'SELECT * FROM (SELECT id FROM item) WHERE id > 5',
])('%s does not', query => {
  expect(namesIn(query).asksForAll).toBe(false)
})
