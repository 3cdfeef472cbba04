import { expect, test } from 'vitest'
import { checkExpression } from './check-expression.js'

const order = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    payment: {
      type: 'object',
      properties: { total_amount: { type: 'string' }, currency: { type: 'string' } },
    },
    line_items: { type: 'array', items: { $ref: '#/$defs/unit' } },
  },
  $defs: { unit: { type: 'object', properties: { sale_price: { type: 'string' } } } },
}

const shapes = new Map<string, object | undefined>([
  ['record', order],
  ['settings', { type: 'object', properties: { location: { type: 'string' } } }],
]) as Parameters<typeof checkExpression>[1]

const firstProblem = (source: string) => checkExpression(source, shapes).problems[0]

test.each([
  ['record.payment.totl_amount', 15, 'record.payment has no "totl_amount"', 'did you mean "total_amount"?'],
  ['record.?payment.?totl', 17, 'record.?payment has no "totl"', 'did you mean "total_amount"?'],
  ['has(record.paiment)', 11, 'record has no "paiment"', 'did you mean "payment"?'],
  ['setings.location', 0, '"setings" is not known here', 'did you mean "settings"?'],
  ['mony("1")', 0, 'there is no function "mony"', 'did you mean "money"?'],
  ['truncate("a")', 0, 'truncate() cannot take (string)', 'it is truncate(string, int): string'],
])('%s', (source, offset, problem, next) => {
  expect(firstProblem(source)).toMatchObject({ offset, problem, next })
})

test('a syntax error says where', () => {
  expect(firstProblem('record.id ==')).toMatchObject({ code: 'expression-syntax', offset: 12 })
})

test('paths that exist are allowed, optional or not, and so is anything below an unknown shape', () => {
  for (const source of [
    'record.payment.currency',
    'record.?payment.?currency.orValue("")',
    'dyn(record).anything.goes',
  ]) {
    expect(checkExpression(source, shapes).problems).toEqual([])
  }
})
