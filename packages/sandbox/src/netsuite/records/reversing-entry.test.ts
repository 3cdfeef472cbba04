import { expect, test } from 'vitest'
import { keepBooks, shopSeed } from '../testing/keep-books.js'

test('a journal with a reversal date is taken back on that day, once', async () => {
  const books = keepBooks(shopSeed)
  const lines = [
    { account: { id: '1160' }, debit: 30 },
    { account: { id: '6110' }, credit: 30 },
  ]

  const journal = await books.create('journalEntry', {
    externalId: 'accrual',
    subsidiary: { id: '1' },
    tranDate: '2026-03-31',
    reversalDate: '2026-04-01',
    line: { items: lines },
  })

  expect(books.ledger.balance('1160', '2026-03-31')).toBe('30.00')
  expect(books.ledger.balance('1160', '2026-04-01')).toBe('0.00')
  const { reversalEntry } = await books.read('journalEntry', journal)
  expect(await books.read('journalEntry', String(reversalEntry))).toMatchObject({
    tranDate: '2026-04-01',
    isReversal: true,
  })
})
