import type { JsonObject } from '@tiktok-ns/flow-engine'
import { expect, test } from 'vitest'
import { textOf } from './amounts.js'
import { type ReadingRules, usualRules } from './reading-rules.js'
import { createStatementReader, unclassifiedSum } from './statement-reader.js'
import { withTotals, workedRows, workedStatement, workedTotals } from './testing/worked-example.js'

const read = (
  rows: readonly JsonObject[],
  { rules = {}, statement = workedStatement }: { rules?: Partial<ReadingRules>; statement?: JsonObject } = {},
) => {
  const reader = createStatementReader({
    statement,
    rules: { ...usualRules, ...rules },
    byOrder: key => key === 'receivable',
  })
  reader.add(rows)
  return reader.end()
}

/** The worked rows, one of them changed. */
const withRow = (id: string, change: JsonObject): readonly JsonObject[] =>
  withTotals(workedRows.map(row => (row['id'] === id ? { ...row, ...change } : row)))

const amountsOf = (reading: ReturnType<typeof read>) =>
  Object.fromEntries(reading.amounts.map(({ key, amount }) => [key, textOf(amount, 2)]))

test('the worked example adds up, and every cent has its key', () => {
  const reading = read(withTotals(workedRows))

  expect(reading.problems).toEqual([])
  expect(reading.unnamed).toEqual([])
  expect(textOf(reading.payable, 2)).toBe('80.34')
  expect(amountsOf(reading)).toEqual({
    'sales.gross': '180.00',
    'sales.seller_discount': '-17.00',
    'refund.gross': '-40.00',
    'refund.seller_discount': '4.00',
    'shipping.income': '4.99',
    'shipping.cost': '-6.20',
    'shipping.return': '-5.10',
    'fbt.fulfilment': '-4.85',
    'fee.referral': '-7.92',
    'fee.affiliate': '-4.65',
    'fee.refund_admin': '-0.43',
    'fee.ads': '-10.00',
    'adj.reimbursement': '7.50',
    reserve: '-20.00',
  })
})

test('a missing row is found by count and by every total, with the difference', () => {
  const { problems } = read(withTotals(workedRows.filter(row => row['id'] !== 'B')))

  expect(problems).toContain('5 rows came, and the statement has 6')
  expect(problems).toContain(
    'the rows give 3.67 of total_settlement_amount, and the statement says 100.34: 96.67 is missing',
  )
})

test('a part that is missing becomes unclassified, by its exact amount', () => {
  const reading = read(
    withRow('A', { fee_tax_breakdown: { fee: { referral_fee_amount: '-3.60' }, tax: {} } }),
  )

  expect(reading.problems).toEqual([])
  expect(amountsOf(reading)['unclassified.fee']).toBe('-8.25')
  expect(textOf(unclassifiedSum(reading), 2)).toBe('8.25')
  expect(reading.unnamed).toEqual([{ name: 'fee without a part', row: 'row A (order 5761)' }])
})

test('a fee nobody has heard of is named; with a key of the merchant it is booked there', () => {
  const rows = withRow('A', {
    fee_tax_breakdown: { fee: { referral_fee_amount: '-3.60', hologram_fee: '-8.25' }, tax: {} },
  })

  expect(read(rows).unnamed).toEqual([{ name: 'hologram_fee', row: 'row A (order 5761)' }])
  expect(amountsOf(read(rows))['unclassified.fee']).toBe('-8.25')
  const named = read(rows, { rules: { keys: { hologram_fee: 'fee.program' } } })
  expect(named.unnamed).toEqual([])
  expect(amountsOf(named)['fee.program']).toBe('-8.25')
})

test('an adjustment of an unknown type is named and booked as unclassified, free text with odd brackets is known', () => {
  expect(read(withRow('D', { type: 'MOON_TAX' }))).toMatchObject({
    unnamed: [{ name: 'MOON_TAX' }],
    problems: [],
  })
  const violation = read(withRow('E', { type: 'Violation fee（settlement fee）' }))
  expect(amountsOf(violation)['adj.penalty']).toBe('-10.00')
})

test('what repeats another field is not added, whatever the shop sends there', () => {
  const fee = {
    referral_fee_amount: '-3.60',
    affiliate_commission_amount: '-8.25',
    affiliate_commission_amount_before_pit: '-8.25',
  }
  expect(read(withRow('A', { fee_tax_breakdown: { fee, tax: {} } })).unnamed).toEqual([])

  const subsidised = (incentive: string, total: string) =>
    read(
      [
        {
          id: 'S',
          type: 'ORDER',
          shipping_cost_amount: total,
          settlement_amount: total,
          shipping_cost_breakdown: {
            actual_shipping_fee_amount: '-6.00',
            shipping_fee_discount_amount: '3.99',
            tiktok_shop_shipping_incentive_amount: incentive,
          },
        },
      ],
      { statement: {} },
    )
  expect(amountsOf(subsidised('3.99', '-2.01'))).toEqual({
    'shipping.cost': '-6.00',
    'shipping.subsidy': '3.99',
  })
  expect(amountsOf(subsidised('1.00', '-1.01'))).toEqual({
    'shipping.cost': '-6.00',
    'shipping.subsidy': '4.99',
  })
})

test('a row that does not add up is named with its order and by how much', () => {
  expect(read(withRow('A', { settlement_amount: '41.95' })).problems[0]).toBe(
    'row A (order 5761): its parts add up to 41.94, and settlement_amount says 41.95: 0.01 is missing',
  )
})

test('costs without their minus are recognised, and read right once the merchant says so', () => {
  const row = {
    id: 'A',
    type: 'ORDER',
    revenue_amount: '1500.00',
    shipping_cost_amount: '160.00',
    fee_tax_amount: '45.00',
    settlement_amount: '1295.00',
    revenue_breakdown: { subtotal_before_discount_amount: '1500.00' },
    shipping_cost_breakdown: { actual_shipping_fee_amount: '160.00' },
    fee_tax_breakdown: { fee: { referral_fee_amount: '45.00' } },
  }

  expect(read([row], { statement: {} }).problems[0]).toContain('costs seem to come without their minus')
  const inverted = read([row], { statement: {}, rules: { inverted: new Set(['shipping', 'fee']) } })
  expect(inverted.problems).toEqual([])
  expect(amountsOf(inverted)).toMatchObject({ 'shipping.cost': '-160.00', 'fee.referral': '-45.00' })
})

test('a repeated page changes nothing, two rows of one id that differ stop the statement', () => {
  const rows = withTotals(workedRows)
  expect(read([...rows, ...rows.slice(0, 3)])).toEqual(read(rows))

  const [first, ...others] = rows
  expect(first).toBeDefined()
  const twice = [...rows, { ...first, settlement_amount: '1.00' }]
  expect(read(twice).problems[0]).toBe('row A (order 5761): two rows have this id and differ')
  expect(others).toHaveLength(5)
})

test('rows in another order give the same version, one other cent another', () => {
  const rows = withTotals(workedRows)
  expect(read(rows.toReversed()).version).toBe(read(rows).version)
  const fee = { referral_fee_amount: '-3.61', affiliate_commission_amount: '-8.24' }
  expect(read(withRow('A', { fee_tax_breakdown: { fee, tax: {} } })).version).not.toBe(read(rows).version)
})

test('two rows that share an adjustment id both count', () => {
  const pair = ['12.00', '-12.00'].map((amount, index) => ({
    id: `N${index}`,
    type: 'NET_EARNINGS_BALANCE',
    adjustment_id: '9',
    adjustment_amount: amount,
    settlement_amount: amount,
  }))
  const reading = read(pair, { statement: {} })
  expect(reading).toMatchObject({ rowCount: 2, problems: [], amounts: [] })
})

test('rows of another currency, amounts finer than the currency, and text that is no amount stop the statement', () => {
  const foreign = workedRows.map(row => ({ ...row, currency: row['id'] === 'B' ? 'GBP' : 'USD' }))
  expect(read(foreign).problems).toEqual([
    "row B (order 5762): its currency is GBP, and the statement's is USD",
  ])
  const yen = { id: 'Y', type: 'REBATE', adjustment_amount: '10.5', settlement_amount: '10.5' }
  expect(read([yen], { statement: {}, rules: { places: 0 } }).problems).toEqual([
    'row Y (REBATE): 10.5 has more decimal places than its currency (0)',
  ])
  expect(
    read([{ id: 'Z', type: 'REBATE', adjustment_amount: '1,000.00' }], { statement: {} }).problems,
  ).toEqual(['row Z (REBATE): "1,000.00" is no amount'])
})

test('zeros everywhere are no settlement when the statement says there is one', () => {
  const nothing = { id: 'A', type: 'ORDER', order_id: '1', settlement_amount: '0', revenue_amount: '0' }
  expect(read([nothing]).problems).toEqual([
    'the rows give 0.00 of settlement_amount, and the statement says 100.34: 100.34 is missing',
  ])
})

test('sales tax of the platform is left out, or goes in and out again', () => {
  expect(amountsOf(read(withTotals(workedRows)))['tax.facilitator']).toBeUndefined()

  const washed = read(withTotals(workedRows), { rules: { tax: 'wash' } }).amounts.filter(
    ({ key }) => key === 'tax.facilitator',
  )
  expect(washed.map(({ amount }) => textOf(amount, 2))).toEqual(['13.41', '-13.41'])
  const liable = amountsOf(read(withTotals(workedRows), { rules: { tax: 'sellerLiable' } }))
  expect(liable).toMatchObject({ 'tax.seller_liable': '13.41', 'sales.gross': '166.59' })
})

test('a sample is a discounted sale, left out, or booked on its own account', () => {
  const sample = {
    id: 'S',
    type: 'ORDER',
    revenue_amount: '0.00',
    shipping_cost_amount: '-5.00',
    settlement_amount: '-5.00',
    revenue_breakdown: { subtotal_before_discount_amount: '30.00', seller_discount_amount: '-30.00' },
    shipping_cost_breakdown: { actual_shipping_fee_amount: '-5.00' },
  }
  const amounts = (samples: ReadingRules['samples']) =>
    amountsOf(read([sample], { statement: {}, rules: { samples } }))

  expect(amounts('sales')).toMatchObject({ 'sales.gross': '30.00', 'sales.seller_discount': '-30.00' })
  expect(amounts('leaveOut')).toEqual({ 'shipping.cost': '-5.00' })
  expect(amounts('account')).toEqual({ samples: '-5.00' })
})

test('many problems are told as the first twenty and a count', () => {
  const rows = Array.from({ length: 30 }, (_, index) => ({
    id: `${index}`,
    type: 'ORDER',
    settlement_amount: '1',
  }))
  const { problems } = read(rows, { statement: {} })
  expect(problems).toHaveLength(21)
  expect(problems.at(-1)).toBe('and 10 more')
})

test('the statement says what is payable, and reserves count', () => {
  const wrong = withTotals(workedRows, { ...workedTotals, payable_amount: '100.34' })
  expect(read(wrong).problems).toEqual([
    'the rows give 80.34 of payable_amount, and the statement says 100.34: 20.00 is missing',
  ])
})
