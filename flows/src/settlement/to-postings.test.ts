import type { JsonObject } from '@tiktok-ns/flow-engine'
import { expect, test } from 'vitest'
import { missingAccounts } from './account-map.js'
import { textOf } from './amounts.js'
import { planEntries, postingStateOf } from './plan-entries.js'
import { toPostedEntries } from './posted-entries.js'
import { isBalanced, type PostingLine } from './posting-line.js'
import { usualRules } from './reading-rules.js'
import { splitParts } from './split-parts.js'
import { createStatementReader } from './statement-reader.js'
import { sampleAccounts, withTotals, workedRows, workedStatement } from './testing/worked-example.js'
import { type JournalOptions, toPostings } from './to-postings.js'

const journal: JournalOptions = {
  mode: 'journal',
  accounts: sampleAccounts,
  customer: '1001',
  clearingMemo: 'statement ST-1001',
  grouping: 'totals',
}

const read = (rows: readonly JsonObject[], statement = workedStatement, rules = usualRules) => {
  const reader = createStatementReader({ statement, rules, byOrder: () => true })
  reader.add(rows)
  return reader.end()
}

const worked = read(withTotals(workedRows))

/** `{ account: '12.30' }`: debits above zero. */
const shown = (lines: readonly PostingLine[]) =>
  Object.fromEntries(lines.map(({ account, amount }) => [account, textOf(amount, 2)]))

const entryOf = (lines: readonly PostingLine[], options = journal, maxLines = 1_000) =>
  splitParts(lines, maxLines, options).flatMap(part => part.lines)

test('the worked example is the journal of the specification, to the cent', () => {
  const entry = entryOf(toPostings(worked, journal))

  expect(shown(entry)).toEqual({
    4000: '-180.00',
    4090: '13.00',
    4100: '-4.99',
    4190: '40.00',
    4800: '-7.50',
    6110: '7.92',
    6120: '4.65',
    6130: '0.43',
    6150: '6.20',
    6155: '5.10',
    6160: '4.85',
    6170: '10.00',
    1160: '80.34',
    1170: '20.00',
  })
  const debits = entry
    .filter(({ amount }) => amount.s > 0)
    .reduce((sum, { amount }) => sum.plus(amount), entry[0]?.amount.times(0) ?? worked.payable)
  expect(textOf(debits, 2)).toBe('192.49')
})

test('with sales tax washed both sides gain 13.41, and nothing else changes', () => {
  const washed = toPostings(
    read(withTotals(workedRows), workedStatement, { ...usualRules, tax: 'wash' }),
    journal,
  )

  expect(
    washed
      .filter(({ account }) => account === '2200')
      .map(({ amount }) => textOf(amount, 2))
      .sort(),
  ).toEqual(['-13.41', '13.41'])
  expect(shown(entryOf(washed))).toMatchObject({ 4000: '-180.00', 1160: '80.34' })
})

test('where orders are billed, the entry takes each order off the receivable and books no sale', () => {
  const entry = entryOf(toPostings(worked, { ...journal, mode: 'feesOnly' }), journal)

  expect(
    entry
      .filter(({ account }) => account === '1150')
      .map(({ memo, amount, entity }) => [memo, textOf(amount, 2), entity]),
  ).toEqual([
    ['order 5700', '36.00', '1001'],
    ['order 5761', '-59.99', '1001'],
    ['order 5762', '-108.00', '1001'],
  ])
  expect(shown(entry)['4000']).toBeUndefined()
  expect(shown(entry)).toMatchObject({ 6110: '7.92', 1160: '80.34', 1170: '20.00' })
})

test('the order of domain case 0.3 and its refund of 0.4 leave the receivable at nothing', () => {
  const sale = {
    id: '1',
    type: 'ORDER',
    order_id: '9',
    revenue_amount: '36.00',
    fee_tax_amount: '-6.66',
    settlement_amount: '29.34',
    revenue_breakdown: { subtotal_before_discount_amount: '40.00', seller_discount_amount: '-4.00' },
    fee_tax_breakdown: { fee: { referral_fee_amount: '-2.16', affiliate_commission_amount: '-4.50' } },
    supplementary_component: { customer_payment_amount: '32.88', platform_discount_amount: '6.00' },
  }
  const refund = {
    id: '2',
    type: 'ORDER',
    order_id: '9',
    revenue_amount: '-36.00',
    fee_tax_amount: '6.23',
    settlement_amount: '-29.77',
    revenue_breakdown: {
      refund_subtotal_before_discount_amount: '-40.00',
      seller_discount_refund_amount: '4.00',
    },
    fee_tax_breakdown: {
      fee: {
        referral_fee_amount: '2.16',
        refund_administration_fee_amount: '-0.43',
        affiliate_commission_amount: '4.50',
      },
    },
  }
  const lines = (row: JsonObject) =>
    shown(entryOf(toPostings(read([row], {}), { ...journal, mode: 'feesOnly' }), journal))

  expect(lines(sale)).toEqual({ 1150: '-36.00', 6110: '2.16', 6120: '4.50', 1160: '29.34' })
  expect(lines(refund)).toEqual({ 1150: '36.00', 6110: '-2.16', 6120: '-4.50', 6130: '0.43', 1160: '-29.77' })
})

test('shipping and reserves are booked as in domain case 0.5', () => {
  const shipped = {
    id: '1',
    type: 'ORDER',
    shipping_cost_amount: '-2.81',
    settlement_amount: '-2.81',
    shipping_cost_breakdown: { actual_shipping_fee_amount: '-6.80', shipping_fee_discount_amount: '3.99' },
  }
  const held = { id: '2', type: 'RESERVE', reserve_amount: '-5.87', settlement_amount: '0.00' }
  const entry = (row: JsonObject) => shown(entryOf(toPostings(read([row], {}), journal)))

  expect(entry(shipped)).toEqual({ 6150: '6.80', 4110: '-3.99', 1160: '-2.81' })
  expect(entry(held)).toEqual({ 1170: '5.87', 1160: '-5.87' })
  expect(entry({ ...held, reserve_amount: '5.87' })).toEqual({ 1170: '-5.87', 1160: '5.87' })
})

test('an entry with more lines than NetSuite takes is split, and every part balances', () => {
  const parts = splitParts(toPostings(worked, { ...journal, grouping: 'order' }), 5, journal)

  expect(parts.length).toBeGreaterThan(3)
  for (const { lines } of parts) {
    expect(lines.length).toBeLessThanOrEqual(5)
    expect(isBalanced(lines)).toBe(true)
  }
  const cleared = parts.flatMap(({ lines }) => lines).filter(({ account }) => account === '1160')
  expect(
    textOf(
      cleared.reduce((sum, { amount }) => sum.plus(amount), worked.payable.times(0)),
      2,
    ),
  ).toBe('80.34')
})

test('a key without an account is named with the account it usually has', () => {
  const { clearing: _, ...accounts } = sampleAccounts
  expect(missingAccounts(['clearing', 'fee.program', 'fee.ads', 'tax.import'], accounts)).toEqual([
    'clearing (usually TikTok clearing (other current asset))',
  ])
})

const wanted = (reading = worked, maxLines = 1_000) => ({
  base: 'TTS-US1-JE-ST-1001',
  title: 'TikTok statement ST-1001',
  version: reading.version,
  lines: toPostings(reading, journal),
  onChange: 'adjust' as const,
  split: (lines: readonly PostingLine[]) => splitParts(lines, maxLines, journal),
})

const asFound = (entries: readonly { externalId: string; memo: string }[]) =>
  toPostedEntries(
    'TTS-US1-JE-ST-1001',
    entries.map(({ externalId, memo }) => ({ externalid: externalId.toUpperCase(), memo })),
  )

test('what is posted is not posted again; entries of other statements are not taken for it', () => {
  const first = planEntries(wanted(), postingStateOf(worked.version, []), [], [])
  expect(first.map(({ externalId }) => externalId)).toEqual(['TTS-US1-JE-ST-1001'])

  expect(postingStateOf(worked.version, asFound(first))).toMatchObject({ state: 'done' })
  const others = toPostedEntries('TTS-US1-JE-ST-1001', [
    { externalid: 'TTS-US1-JE-ST-10011', memo: '' },
    { externalid: 'TTS-US1-JE-ST-1001-adjusted', memo: '' },
  ])
  expect(others).toEqual([])
})

test('an entry that was split and half written is finished', () => {
  const split = wanted(worked, 5)
  const all = planEntries(split, postingStateOf(worked.version, []), [], [])
  const written = asFound(all.filter((_, index) => index !== 1))

  const state = postingStateOf(worked.version, written)
  expect(state).toMatchObject({ state: 'half', change: 0 })
  expect(planEntries(split, state, written, [])).toEqual([all[1]])
})

test('a fee that changed after posting is a correction of the difference, 0.07 and no more', () => {
  const posted = asFound(planEntries(wanted(), postingStateOf(worked.version, []), [], []))
  const changed = read(
    withTotals(
      workedRows.map(row =>
        row['id'] === 'C'
          ? {
              ...row,
              fee_tax_amount: '5.26',
              settlement_amount: '-35.84',
              fee_tax_breakdown: {
                fee: {
                  referral_fee_amount: '2.16',
                  refund_administration_fee_amount: '-0.50',
                  affiliate_commission_amount: '3.60',
                },
              },
            }
          : row,
      ),
      {},
    ),
    {},
  )
  expect(changed.problems).toEqual([])

  const state = postingStateOf(changed.version, posted)
  expect(state).toMatchObject({ state: 'changed', change: 1, basis: posted })
  const basis = toPostings(worked, journal)
  const [correction, ...more] = planEntries(wanted(changed), state, posted, basis)
  expect(more).toEqual([])
  expect(correction?.externalId).toBe('TTS-US1-JE-ST-1001-adj1')
  expect(shown(correction?.lines ?? [])).toEqual({ 6130: '0.07', 1160: '-0.07' })

  const reposted = planEntries({ ...wanted(changed), onChange: 'reverseAndRepost' }, state, posted, basis)
  expect(
    reposted.map(({ externalId, lines }) => [externalId, shown(lines)['6130'], shown(lines)['1160']]),
  ).toEqual([
    ['TTS-US1-JE-ST-1001-adj1', '-0.43', '-80.34'],
    ['TTS-US1-JE-ST-1001-adj1-2', '0.50', '80.27'],
  ])
})
