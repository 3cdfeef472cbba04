import { expect, test } from 'vitest'
import { keepBooks, refusalOf, shopSeed } from '../testing/keep-books.js'

const withPeriod = (locks: Readonly<Record<string, boolean>>) =>
  keepBooks({
    ...shopSeed,
    records: {
      ...shopSeed.records,
      accountingPeriod: [
        { id: '301', periodName: 'Feb 2026', startDate: '2026-02-01', endDate: '2026-02-28', ...locks },
      ],
    },
  })

const journal = {
  subsidiary: { id: '1' },
  tranDate: '2026-02-10',
  line: {
    items: [
      { account: { id: '6110' }, debit: 1 },
      { account: { id: '1160' }, credit: 1 },
    ],
  },
}

const cashSale = {
  entity: { id: '1001' },
  tranDate: '2026-02-10',
  item: {
    items: [{ item: { id: '2001' }, quantity: 1, rate: 1, price: { id: '-1' }, location: { id: '1' } }],
  },
}

test('nothing is booked into a closed period, nor into one whose receivables are locked', async () => {
  const closed = withPeriod({ closed: true })
  expect(await refusalOf(closed.create('journalEntry', journal))).toContain('Feb 2026 is closed')

  const locked = withPeriod({ arLocked: true })
  expect(await refusalOf(locked.create('cashSale', cashSale))).toContain('Feb 2026 is locked')
  await locked.create('journalEntry', journal)
  expect(locked.ledger.balance('6110')).toBe('1.00')
})

test('what a period holds stays as it is once the period is closed', async () => {
  const books = withPeriod({})
  const id = await books.create('journalEntry', journal)
  await books.change('accountingPeriod', '301', { closed: true })

  expect(await refusalOf(books.change('journalEntry', id, { memo: 'later' }))).toContain('is closed')
  expect(await refusalOf(books.remove('journalEntry', id))).toContain('is closed')
})

test('the month of a date without a period is opened, unless the account does not want that', async () => {
  const books = keepBooks(shopSeed)
  const id = await books.create('journalEntry', journal)
  expect(await books.read('journalEntry', id)).toMatchObject({ postingPeriod: { refName: 'Feb 2026' } })

  const strict = keepBooks({ ...shopSeed, preferences: { ...shopSeed.preferences, opensPeriods: false } })
  expect(await refusalOf(strict.create('journalEntry', journal))).toContain(
    'no accounting period for the date',
  )
})
