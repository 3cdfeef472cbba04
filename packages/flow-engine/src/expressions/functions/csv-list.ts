import { parse } from 'csv-parse/sync'
import { defineFunction } from '../define-function.js'

/** One line of CSV, or plain text with commas, as its values. */
const csvList = (text: string): readonly string[] => {
  const rows: unknown = parse(text, {
    relax_quotes: true,
    relax_column_count: true,
    trim: true,
    skip_empty_lines: true,
  })
  return Array.isArray(rows) ? rows.flat().filter((value: string) => value !== '') : []
}

export const csvListFunction = defineFunction({
  name: 'csvList',
  group: 'lists',
  summary:
    'The values of a text in which they stand apart by commas, spaces around them and empty ones left out.',
  overloads: [{ signature: 'csvList(string): list', call: csvList }],
  examples: [
    { expression: 'csvList("FREE, GIFT ,, VIP")', gives: ['FREE', 'GIFT', 'VIP'] },
    { expression: 'csvList(\'"a, b",c\')', gives: ['a, b', 'c'] },
    { expression: 'csvList("")', gives: [] },
  ],
})
