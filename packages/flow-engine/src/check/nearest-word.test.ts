import { expect, test } from 'vitest'
import { nearestWord, suggest } from './nearest-word.js'

test.each([
  ['matchOn', ['match', 'in', 'onMiss'], 'match'],
  ['totl_amount', ['total_amount', 'tax', 'sub_total'], 'total_amount'],
  ['totl', ['total_amount', 'tax', 'currency'], 'total_amount'],
  ['slaesOrder', ['salesOrder', 'customer'], 'salesOrder'],
  ['trace_key', ['traceKey', 'from'], 'traceKey'],
  ['bananas', ['match', 'in'], undefined],
])('%s among %s is %s', (word, known, nearest) => {
  expect(nearestWord(word, known)).toBe(nearest)
})

test('where nothing is near, what there is to choose from is said', () => {
  expect(suggest('bananas', ['match', 'in'])).toBe('known here: in, match')
})
