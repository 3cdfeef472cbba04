import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Problem } from '../problem.js'
import { recordType } from '../records/record-types.js'
import { type BookWorld, bookOperation, madeByOperations } from '../testing/book-operations.js'
import { type BookKeeping, keepBooks, shopSeed } from '../testing/keep-books.js'
import { postingKinds } from './posting-rules.js'

const invoiceType = recordType('invoice')
const billType = recordType('vendorBill')
const depositType = recordType('customerDeposit')

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0)

const checkBooks = ({ account, ledger, stock }: BookKeeping): void => {
  for (const { postings } of account.books.entries()) {
    expect(sumOf(postings.map(({ amount }) => amount))).toBe(0)
    expect(sumOf(postings.filter(({ isCost }) => isCost !== true).map(({ foreign }) => foreign))).toBe(0)
  }
  expect(sumOf(ledger.trialBalance().map(({ balance }) => Math.round(Number(balance) * 100)))).toBe(0)
  let worth = 0
  for (const level of stock.levels()) {
    expect(level.onHand).toBeGreaterThanOrEqual(0)
    expect(level.committed).toBeLessThanOrEqual(level.committed + level.backOrdered)
    expect(level.available).toBe(level.location === '2' ? 0 : level.onHand - level.committed)
    worth += Math.round(Number(level.value) * 100)
  }
  expect(Math.round(Number(ledger.balance('1200')) * 100)).toBe(worth)
  const open = new Map(
    ledger.balancesBy({ by: 'document' }).map(({ key, balance }) => [key, Number(balance)]),
  )
  for (const { id, fields } of account.store.list(invoiceType)) {
    if (fields['exchangeRate'] !== 1) continue
    expect(open.get(id) ?? 0).toBe(fields['amountRemaining'])
  }
  const owed = new Map(
    ledger.balancesBy({ account: '2100', by: 'document' }).map(({ key, balance }) => [key, balance]),
  )
  for (const { id } of account.store.list(depositType))
    expect(Number(owed.get(id) ?? 0)).toBeLessThanOrEqual(0)
  const owing = new Map(
    ledger.balancesBy({ account: '2000', by: 'document' }).map(({ key, balance }) => [key, balance]),
  )
  for (const { id } of account.store.list(billType)) expect(Number(owing.get(id) ?? 0)).toBeLessThanOrEqual(0)
}

test('every kind of transaction that posts is drawn', () => {
  expect(Object.keys(postingKinds).filter(kind => !madeByOperations.has(kind))).toEqual([])
})

test('whatever is done, debits equal credits, stock is worth what the books say, invoices are open by their receivable, and nothing is used twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(bookOperation, { minLength: 5, maxLength: 40 }), async operations => {
      const world: BookWorld = { books: keepBooks(shopSeed), made: new Map() }
      for (const step of operations) {
        await step(world).catch(refusal => {
          if (!(refusal instanceof Problem)) throw refusal
        })
      }
      checkBooks(world.books)
      const before = JSON.stringify([world.books.ledger.trialBalance(), sorted(world.books)])
      world.books.restart()
      expect(JSON.stringify([world.books.ledger.trialBalance(), sorted(world.books)])).toBe(before)
    }),
    { numRuns: 40, interruptAfterTimeLimit: 50_000 },
  )
}, 60_000)

/** A place that has nothing and wants nothing may be remembered or not. */
const isEmpty = ({
  onHand,
  backOrdered,
  onOrder,
  inTransit,
}: ReturnType<BookKeeping['stock']['levels']>[number]) => onHand + backOrdered + onOrder + inTransit === 0

const sorted = ({ stock }: BookKeeping) =>
  stock
    .levels()
    .filter(level => !isEmpty(level))
    .sort((left, right) => (`${left.item}@${left.location}` < `${right.item}@${right.location}` ? -1 : 1))
