import { expect, test } from 'vitest'
import type { JsonObject } from '../../json.js'
import { type BookKeeping, keepBooks, refusalOf, shopSeed } from '../testing/keep-books.js'

const line = (amount: number, item = '2001'): JsonObject => ({
  item: { id: item },
  quantity: 1,
  rate: amount,
  price: { id: '-1' },
  location: { id: '1' },
})

/** `{ '1160': ['29.34', ''] }` as a journal: debit, credit. */
const journal = (
  sides: Readonly<Record<string, readonly [number, number]>>,
  more: JsonObject = {},
): JsonObject => ({
  subsidiary: { id: '1' },
  currency: { id: '1' },
  line: {
    items: Object.entries(sides).map(([account, [debit, credit]]) => ({
      account: { id: account },
      ...(debit === 0 ? { credit } : { debit }),
    })),
  },
  ...more,
})

const balances = ({ ledger }: BookKeeping, ...accounts: readonly string[]) =>
  accounts.map(account => ledger.balance(account))

/** Section 0.3 of the cases: 40.00 less 4.00 from the seller. */
const sellAndInvoice = async (books: BookKeeping): Promise<string> => {
  const order = await books.create('salesOrder', {
    entity: { id: '1001' },
    discountItem: { id: '900' },
    discountRate: -4,
    item: { items: [line(40)] },
  })
  await books.transform('salesOrder', order, 'itemFulfillment')
  return books.transform('salesOrder', order, 'invoice')
}

test('an order with a seller discount, its settlement and payout leave receivable and clearing at nothing', async () => {
  const books = keepBooks(shopSeed)

  const invoice = await sellAndInvoice(books)

  expect(books.ledger.entry(invoice)).toMatchObject([
    { account: '1150', amount: '36.00', document: invoice },
    { account: '4000', amount: '-40.00' },
    { account: '4090', amount: '4.00' },
  ])
  expect(balances(books, '1200', '5000')).toEqual(['120.20', '12.50'])

  await books.create(
    'journalEntry',
    journal({ 1160: [29.34, 0], 6110: [2.16, 0], 6120: [4.5, 0], 1150: [0, 36] }),
  )
  expect(balances(books, '1150', '1160')).toEqual(['0.00', '29.34'])
  await books.create('journalEntry', journal({ 1000: [29.34, 0], 1160: [0, 29.34] }))
  expect(balances(books, '1150', '1160', '1000')).toEqual(['0.00', '0.00', '29.34'])
})

test('the same order refunded in full costs only the fee and the shipping', async () => {
  const books = keepBooks(shopSeed)
  const invoice = await sellAndInvoice(books)
  await books.create(
    'journalEntry',
    journal({ 1160: [29.34, 0], 6110: [2.16, 0], 6120: [4.5, 0], 1150: [0, 36] }),
  )

  await books.transform('invoice', invoice, 'creditMemo', { apply: { items: [] } })
  await books.create(
    'journalEntry',
    journal({ 1150: [36, 0], 6130: [0.43, 0], 6110: [0, 2.16], 6120: [0, 4.5], 1160: [0, 29.77] }),
  )

  expect(balances(books, '1150', '4000', '4090', '6110', '6120', '6130', '1160')).toEqual([
    '0.00',
    '0.00',
    '0.00',
    '0.00',
    '0.00',
    '0.43',
    '-0.43',
  ])
})

test('a payout in pounds at another rate than the books leaves the exchange difference', async () => {
  const books = keepBooks(shopSeed)
  await books.create('journalEntry', journal({ 1160: [1000, 0], 4000: [0, 1000] }, { currency: { id: '2' } }))
  expect(balances(books, '1160')).toEqual(['1270.00'])

  await books.create('journalEntry', journal({ 1000: [1262.5, 0], 7500: [7.5, 0], 1160: [0, 1270] }))

  expect(balances(books, '1160', '1000', '7500')).toEqual(['0.00', '1262.50', '7.50'])
})

const statementJournal = {
  4000: [0, 180],
  4090: [13, 0],
  4190: [40, 0],
  4100: [0, 4.99],
  6150: [6.2, 0],
  6160: [4.85, 0],
  6155: [5.1, 0],
  6110: [7.92, 0],
  6120: [4.65, 0],
  6130: [0.43, 0],
  6170: [10, 0],
  4800: [0, 7.5],
  1170: [20, 0],
  1160: [80.34, 0],
} as const

test('the statement of the worked example posts 192.49 on both sides, and the bank clears it', async () => {
  const books = keepBooks(shopSeed)
  books.moveTo('2026-03-31T12:00:00Z')

  const id = await books.create('journalEntry', journal(statementJournal, { tranDate: '2026-03-15' }))

  const debits = books.ledger.entry(id).filter(({ amount }) => !amount.startsWith('-'))
  expect(debits.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0)).toBe(19_249)
  await books.create(
    'journalEntry',
    journal({ 1000: [80.34, 0], 1160: [0, 80.34] }, { tranDate: '2026-03-16' }),
  )
  expect(books.ledger.balance('1160', '2026-03-15')).toBe('80.34')
  expect(books.ledger.balance('1160', '2026-03-16')).toBe('0.00')
  await books.create('journalEntry', journal({ 1160: [20, 0], 1170: [0, 20] }))
  expect(balances(books, '1160', '1170')).toEqual(['20.00', '0.00'])
})

test('a statement out of balance is refused, and nothing is stored', async () => {
  const books = keepBooks(shopSeed)

  const refusal = await refusalOf(
    books.create('journalEntry', journal({ ...statementJournal, 6120: [12.9, 0] })),
  )

  expect(refusal).toContain('debits and credits differ by 8.25 USD')
  expect(books.ledger.balance('1160')).toBe('0.00')
})

test('a deposit of cash sales less fees brings the payout to the bank', async () => {
  const books = keepBooks(shopSeed)
  const sell = (items: readonly JsonObject[], more: JsonObject = {}) =>
    books.create('cashSale', { entity: { id: '1001' }, item: { items }, ...more })
  const saleA = await sell([line(55)], { shippingCost: 4.99 })
  const saleB = await sell([line(108)])
  const saleC = await sell([line(36)])
  const refundC = await books.transform('cashSale', saleC, 'cashRefund')
  await books.create('deposit', {
    account: { id: '1000' },
    tranDate: '2026-02-20',
    payment: { items: [{ id: saleC, deposit: true }] },
  })
  expect(books.ledger.balance('1000')).toBe('36.00')

  const cost = (account: string, amount: number) => ({ account: { id: account }, amount })
  await books.create('deposit', {
    externalId: 'TTS-US1-DEP-ST-1001',
    account: { id: '1000' },
    payment: { items: [saleA, saleB, refundC].map(id => ({ id, deposit: true })) },
    cashback: {
      items: [
        cost('6110', 7.92),
        cost('6120', 4.65),
        cost('6130', 0.43),
        cost('6150', 6.2),
        cost('6160', 4.85),
        cost('6155', 5.1),
        cost('6170', 10),
        cost('1170', 20),
      ],
    },
    other: { items: [cost('4800', 7.5)] },
  })

  expect(balances(books, '1000', '1050')).toEqual(['116.34', '0.00'])
})
