import { expect, test } from 'vitest'
import { coveredDay, plainAmount, toApiRow } from './file-row.js'

test.each([
  ['1,234.50', '1234.50'],
  ['(12.00)', '-12.00'],
  ['-$5.10', '-5.10'],
  ['USD 7.50', '7.50'],
  ['7.50 €', '7.50'],
  ['-', '0'],
  ['', ''],
  ['12,50', '12,50'],
  ['n/a', 'n/a'],
])('an amount of "%s" is read as "%s"', (written, amount) => {
  expect(plainAmount(written)).toBe(amount)
})

test.each([
  ['2026-03-15', '2026-03-15'],
  ['2026/3/5 00:00:00', '2026-03-05'],
  ['46096', '2026-03-15'],
  ['03/04/2026', undefined],
  ['2026-13-01', undefined],
])('a date of "%s" is the day %s', (written, day) => {
  expect(coveredDay(written, 'covered')).toBe(day)
  if (written === '46096') expect(coveredDay(written, 'closed')).toBe('2026-03-14')
})

test('columns become fields of the API, parts inside their families, types by the names of the API', () => {
  const columns = {
    statement_id: 'Statement ID',
    order_id: 'Order ID',
    type: 'Type',
    settlement_amount: 'Total',
    'fee_tax_breakdown.fee.referral_fee_amount': 'Referral fee',
  }

  expect(
    toApiRow(
      {
        'Statement ID': '1001',
        'Order ID': '5761',
        Type: 'Order',
        Total: '1,000.00',
        'Referral fee': '(3.60)',
      },
      { columns, types: { Order: 'ORDER' } },
    ),
  ).toEqual({
    order_id: '5761',
    type: 'ORDER',
    settlement_amount: '1000.00',
    fee_tax_breakdown: { fee: { referral_fee_amount: '-3.60' } },
  })
})
