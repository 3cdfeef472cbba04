import type { JsonObject } from '@tiktok-ns/flow-engine'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isZero, sumOf, textOf, toAmount, zero } from './amounts.js'
import { type Family, fieldKeys } from './field-keys.js'
import { planEntries, postingStateOf } from './plan-entries.js'
import { toPostedEntries } from './posted-entries.js'
import { differenceOf, isBalanced, type PostingLine } from './posting-line.js'
import { usualRules } from './reading-rules.js'
import { splitBills, splitParts } from './split-parts.js'
import { createStatementReader, type StatementReading, unclassifiedSum } from './statement-reader.js'
import { isObject, objectAt } from './statement-row.js'
import { sampleAccounts } from './testing/worked-example.js'
import { type JournalOptions, toBillLines, toPostings } from './to-postings.js'

const cents = fc.integer({ min: -500_00, max: 500_00 }).map(amount => toAmount((amount / 100).toFixed(2)))

/** Amounts of one family by field, some of them. */
const breakdown = (family: Family) =>
  fc
    .uniqueArray(fc.constantFrom(...Object.keys(fieldKeys[family]).filter(isPlain)), { maxLength: 5 })
    .chain(fields =>
      fc.tuple(...fields.map(field => cents.map(amount => [field, textOf(amount, 2)] as const))),
    )
    .map(pairs => Object.fromEntries(pairs))

/** Fields whose amount the row's total has to confirm are for tests of their own. */
const isPlain = (field: string): boolean => field !== 'tiktok_shop_shipping_incentive_amount'

const totalOf = (parts: JsonObject): string =>
  textOf(sumOf(Object.values(parts).map(value => toAmount(value))), 2)

const orderRow = fc
  .record({
    order: fc.integer({ min: 1, max: 8 }),
    revenue: breakdown('revenue'),
    shipping: breakdown('shipping'),
    fee: breakdown('fee'),
  })
  .map(({ order, revenue, shipping, fee }): JsonObject => {
    const [ofRevenue, ofShipping, ofFee] = [totalOf(revenue), totalOf(shipping), totalOf(fee)]
    return {
      type: 'ORDER',
      order_id: `57${order}`,
      revenue_amount: ofRevenue,
      shipping_cost_amount: ofShipping,
      fee_tax_amount: ofFee,
      settlement_amount: totalOf({ ofRevenue, ofShipping, ofFee }),
      revenue_breakdown: revenue,
      shipping_cost_breakdown: shipping,
      fee_tax_breakdown: { fee, tax: {} },
    }
  })

const adjustmentRow = fc
  .record({
    type: fc.constantFrom(
      'LOGISTICS_REIMBURSEMENT',
      'GMV_PAYMENT_FOR_ADS',
      'PLATFORM_PENALTY',
      'OTHER_ADJUSTMENT',
    ),
    amount: cents,
  })
  .map(
    ({ type, amount }): JsonObject => ({
      type,
      adjustment_amount: textOf(amount, 2),
      settlement_amount: textOf(amount, 2),
    }),
  )

const reserveRow = cents.map(
  (amount): JsonObject => ({ type: 'RESERVE', reserve_amount: textOf(amount, 2), settlement_amount: '0' }),
)

const statementRows = fc
  .array(fc.oneof({ weight: 4, arbitrary: orderRow }, adjustmentRow, reserveRow), {
    minLength: 1,
    maxLength: 12,
  })
  .map(rows => rows.map((row, index) => ({ ...row, id: `R${index}` })))
  .map(rows => ({ rows, totals: totalsOf(rows) }))

const columnOf = (rows: readonly JsonObject[], field: string): string =>
  textOf(sumOf(rows.map(row => toAmount(row[field]))), 2)

const totalsOf = (rows: readonly JsonObject[]): JsonObject => ({
  total_count: rows.length,
  total_settlement_amount: columnOf(rows, 'settlement_amount'),
  total_reserve_amount: columnOf(rows, 'reserve_amount'),
  payable_amount: textOf(
    toAmount(columnOf(rows, 'settlement_amount')).plus(toAmount(columnOf(rows, 'reserve_amount'))),
    2,
  ),
  total_settlement_breakdown: {
    total_revenue_amount: columnOf(rows, 'revenue_amount'),
    total_shipping_cost_amount: columnOf(rows, 'shipping_cost_amount'),
    total_fee_tax_amount: columnOf(rows, 'fee_tax_amount'),
    total_adjustment_amount: columnOf(rows, 'adjustment_amount'),
  },
})

const read = (
  rows: readonly JsonObject[],
  totals: JsonObject,
  pageSize = 100,
  isEarlier: (row: JsonObject) => boolean = () => false,
): StatementReading => {
  const reader = createStatementReader({ statement: {}, rules: usualRules, byOrder: () => true, isEarlier })
  for (let start = 0; start < rows.length; start += pageSize)
    reader.add(rows.slice(start, start + pageSize).map(row => ({ ...row, statement_totals: totals })))
  return reader.end()
}

const journal: JournalOptions = {
  mode: 'journal',
  accounts: {
    ...sampleAccounts,
    'fee.*': '6110',
    'sales.*': '4000',
    'adj.*': '6180',
    'shipping.*': '6150',
    payable: '2000',
    rollover: '1165',
  },
  customer: '1001',
  clearingMemo: 'statement 1',
  grouping: 'totals',
}

test('any statement that adds up is booked whole: its keys come to what is payable, and every part balances', () => {
  fc.assert(
    fc.property(
      statementRows,
      fc.constantFrom('journal' as const, 'feesOnly' as const),
      fc.constantFrom('totals' as const, 'order' as const),
      fc.integer({ min: 2, max: 9 }),
      ({ rows, totals }, mode, grouping, maxLines) => {
        const reading = read(rows, totals)
        expect(reading.problems).toEqual([])
        expect(unclassifiedSum(reading).eq(zero)).toBe(true)
        expect(sumOf(reading.amounts.map(({ amount }) => amount)).eq(reading.payable)).toBe(true)

        const parts = splitParts(toPostings(reading, { ...journal, mode, grouping }), maxLines, journal)
        for (const { lines } of parts) {
          expect(isBalanced(lines)).toBe(true)
          expect(lines.length).toBeLessThanOrEqual(maxLines)
        }
        const cleared = parts.flatMap(({ lines }) => lines).filter(({ memo }) => memo === 'statement 1')
        expect(sumOf(cleared.map(({ amount }) => amount)).eq(reading.payable)).toBe(true)
      },
    ),
    { numRuns: 150 },
  )
})

test('split at the end of a month, with fees as a bill, any statement is the same in all accounts but those it passes through', () => {
  fc.assert(
    fc.property(
      statementRows,
      fc.constantFrom('journal' as const, 'feesOnly' as const),
      fc.integer({ min: 2, max: 9 }),
      fc.array(fc.boolean(), { minLength: 3, maxLength: 5 }),
      ({ rows, totals }, mode, maxLines, pattern) => {
        const whole = { ...journal, mode }
        const billed = {
          ...whole,
          billing: { vendor: '9', isBilled: (key: string) => key.startsWith('fee.') },
        }
        const isEarlier = (row: JsonObject): boolean =>
          pattern[rows.findIndex(({ id }) => id === row['id']) % pattern.length] ?? false
        const reading = read(rows, totals, 100, isEarlier)

        const parts = splitParts(toPostings(reading, billed), maxLines, billed)
        for (const { lines } of parts) {
          expect(isBalanced(lines)).toBe(true)
          expect(lines.length).toBeLessThanOrEqual(maxLines)
        }
        expect(parts.filter(part => part.isEarlier).every(({ lines }) => lines.every(onOwnMonth))).toBe(true)
        const entryLines = parts.flatMap(({ lines }) => lines)
        const bills = splitBills(toBillLines(reading, billed), maxLines).flatMap(({ lines }) => lines)
        const owed = bills.map(line => ({ account: '2000', amount: line.amount.times(-1), memo: '' }))
        const booked = balancesOf([...entryLines, ...bills, ...owed])
        expect(booked).toEqual(
          balancesOf(
            splitParts(toPostings(read(rows, totals), whole), 1_000, whole).flatMap(({ lines }) => lines),
          ),
        )
      },
    ),
    { numRuns: 150 },
  )
})

/** The account of what is to be paid is of the statement's own month. */
const onOwnMonth = ({ account }: PostingLine): boolean => account !== '1160'

const balancesOf = (lines: readonly PostingLine[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...new Set(lines.map(({ account }) => account))]
      .map(
        account =>
          [
            account,
            sumOf(lines.filter(line => line.account === account).map(({ amount }) => amount)),
          ] as const,
      )
      .filter(([, amount]) => !isZero(amount))
      .map(([account, amount]) => [account, amount.toFixed()]),
  )

test('rows in any order, on pages of any size, some of them twice, are the same statement', () => {
  fc.assert(
    fc.property(
      statementRows.chain(statement =>
        fc.record({
          statement: fc.constant(statement),
          shuffled: fc.shuffledSubarray(statement.rows, { minLength: statement.rows.length }),
          repeated: fc.subarray(statement.rows),
        }),
      ),
      fc.integer({ min: 1, max: 7 }),
      ({ statement: { rows, totals }, shuffled, repeated }, pageSize) => {
        const reading = read(rows, totals)
        const again = read([...shuffled, ...repeated], totals, pageSize)
        expect({ ...again, unnamed: [] }).toEqual({ ...reading, unnamed: [] })
      },
    ),
    { numRuns: 100 },
  )
})

/** Every place of a row that holds an amount. */
const placesOf = (row: JsonObject, path: readonly string[] = []): readonly (readonly string[])[] =>
  Object.entries(row).flatMap(([name, value]) => {
    if (isObject(value)) return placesOf(value, [...path, name])
    return /_id$|^id$|^type$/.test(name) ? [] : [[...path, name]]
  })

const withOneCentMore = (row: JsonObject, [name = '', ...rest]: readonly string[]): JsonObject => ({
  ...row,
  [name]:
    rest.length > 0
      ? withOneCentMore(objectAt(row, name), rest)
      : textOf(toAmount(row[name]).plus('0.01'), 2),
})

test('one cent more in any amount of any row is found, and its row is named', () => {
  fc.assert(
    fc.property(statementRows, fc.nat(), fc.nat(), ({ rows, totals }, pickRow, pickPlace) => {
      const index = pickRow % rows.length
      const row = rows[index] ?? {}
      const places = placesOf(row)
      const place = places[pickPlace % places.length] ?? []
      const changed = rows.map((other, at) => (at === index ? withOneCentMore(other, place) : other))

      const { problems, unnamed, ...reading } = read(changed, totals)
      const told = [...problems, ...unnamed.map(({ row: name }) => name)].join('; ')

      expect(told).not.toBe('')
      // A total is missed by the statement's own; everything else by the row, which is named.
      if (problems.length === 0) expect(unclassifiedSum(reading).eq('0.01')).toBe(true)
      if (place.length > 1 || place[0] === 'settlement_amount') expect(told).toContain(`row R${index} `)
    }),
    { numRuns: 200 },
  )
})

test('whatever was posted before, the entries of a changed statement add up to the new one', () => {
  fc.assert(
    fc.property(statementRows, statementRows, fc.boolean(), (before, after, isReversed) => {
      const lines = (statement: typeof before) => toPostings(read(statement.rows, statement.totals), journal)
      const base = 'TTS-US1-JE-1'
      const wanted = (statement: typeof before) => ({
        base,
        title: 'Statement 1',
        version: read(statement.rows, statement.totals).version,
        lines: lines(statement),
        onChange: isReversed ? ('reverseAndRepost' as const) : ('adjust' as const),
        split: (all: readonly PostingLine[]) => splitParts(all, 4, journal),
      })
      const first = planEntries(wanted(before), postingStateOf(wanted(before).version, []), [], [])
      const posted = toPostedEntries(
        base,
        first.map(({ externalId, memo }) => ({ externalid: externalId, memo })),
      )
      const next = planEntries(
        wanted(after),
        postingStateOf(wanted(after).version, posted),
        posted,
        lines(before),
      )

      const booked = [...first, ...next]
        .flatMap(entry => entry.lines)
        .filter(({ memo }) => memo !== 'statement 1')
      expect(differenceOf(lines(after), booked)).toEqual([])
      for (const entry of next) expect(isBalanced(entry.lines)).toBe(true)
      expect([...first, ...next].every(({ lines: all }) => all.every(({ amount }) => !isZero(amount)))).toBe(
        true,
      )
    }),
    { numRuns: 100 },
  )
})
