import { expect, test } from 'vitest'
import { keepBooks, refusalOf, shopSeed } from '../testing/keep-books.js'

const sale = (exchangeRate: number) => ({
  entity: { id: '1001' },
  currency: { id: '2' },
  exchangeRate,
  item: {
    items: [{ item: { id: '2001' }, quantity: 1, rate: 100, price: { id: '-1' }, location: { id: '1' } }],
  },
})

test('a payment at another rate than the invoice leaves the difference, and nothing receivable', async () => {
  const books = keepBooks(shopSeed)
  const invoice = await books.create('invoice', sale(1.27))
  expect(books.ledger.balance('1150')).toBe('127.00')

  const payment = await books.transform('invoice', invoice, 'customerPayment', { exchangeRate: 1.25 })

  expect(books.ledger.balance('1150')).toBe('0.00')
  expect(books.ledger.balance('1050')).toBe('125.00')
  expect(books.ledger.balance('7500')).toBe('2.00')
  expect(books.ledger.balancesBy({ by: 'document' })).toEqual([])
  expect(books.ledger.entry(payment)).toHaveLength(3)
})

test('a deposit taken for an order pays its invoice, by order', async () => {
  const books = keepBooks(shopSeed)
  const order = await books.create('salesOrder', { ...sale(1.27), currency: { id: '1' }, exchangeRate: 1 })
  await books.create('customerDeposit', {
    customer: { id: '1001' },
    salesOrder: { id: order },
    payment: 60,
    currency: { id: '1' },
  })
  expect(books.ledger.balancesBy({ account: '2100', by: 'order' })).toEqual([
    { key: order, balance: '-60.00' },
  ])

  await books.transform('salesOrder', order, 'itemFulfillment')
  await books.transform('salesOrder', order, 'invoice')

  expect(books.ledger.balancesBy({ account: '2100', by: 'order' })).toEqual([])
  expect(books.ledger.balancesBy({ by: 'order' })).toEqual([{ key: order, balance: '40.00' }])
  expect(books.ledger.balancesBy({ by: 'entity' })).toEqual([{ key: '1001', balance: '40.00' }])
})

test('an account that is not there is refused by its id', async () => {
  const books = keepBooks(shopSeed)
  const lines = [
    { account: { id: '9999' }, debit: 1 },
    { account: { id: '1160' }, credit: 1 },
  ]
  expect(
    await refusalOf(books.create('journalEntry', { subsidiary: { id: '1' }, line: { items: lines } })),
  ).toContain('9999')
})
