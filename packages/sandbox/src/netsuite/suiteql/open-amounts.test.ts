import { expect, test } from 'vitest'
import { keepBooks, shopSeed } from '../testing/keep-books.js'
import { createSuiteQlEngine } from './run-suiteql.js'

const nowMs = Date.parse('2026-03-02T12:00:00Z')

test('lines on receivables say what is not paid or used yet, and follow what is applied to them', async () => {
  const books = keepBooks(shopSeed)
  const engine = createSuiteQlEngine(books.account)
  const open = async (): Promise<unknown> => {
    const url = new URL('https://sandbox.example/services/rest/query/v1/suiteql')
    const q =
      'SELECT t.type, tal.transactionline AS line, tal.amountunpaid AS unpaid, tal.paymentamountunused AS unused FROM transactionaccountingline tal JOIN transaction t ON t.id = tal.transaction WHERE tal.account = 1150 ORDER BY tal.transaction, tal.transactionline'
    const request = new Request(url, {
      method: 'POST',
      headers: { prefer: 'transient' },
      body: JSON.stringify({ q }),
    })
    const answer: unknown = await (await engine.handle(request, url, nowMs, () => true)).json()
    const rows: unknown = Reflect.get(Object(answer), 'items')
    return Array.isArray(rows) ? rows.map(({ links: _, ...row }) => row) : rows
  }
  const entity = { id: '1001' }
  const line = { item: { id: '2001' }, quantity: 1, rate: 60, price: { id: '-1' }, location: { id: '1' } }
  const invoice = await books.create('invoice', { entity, item: { items: [line] } })
  const receivable = { account: { id: '1150' }, entity }
  const journal = await books.create('journalEntry', {
    subsidiary: { id: '1' },
    line: {
      items: [
        { ...receivable, credit: 50 },
        { ...receivable, credit: 10 },
        { account: { id: '1160' }, debit: 60 },
      ],
    },
  })
  expect(await open()).toEqual([
    { type: 'CustInvc', line: '0', unpaid: '60' },
    { type: 'Journal', line: '1', unused: '50' },
    { type: 'Journal', line: '2', unused: '10' },
  ])

  await books.create('customerPayment', {
    customer: entity,
    payment: 0,
    apply: { items: [{ doc: { id: invoice }, apply: true, amount: 45 }] },
    credit: { items: [{ doc: { id: journal }, line: 1, apply: true, amount: 45 }] },
  })
  expect(await open()).toMatchObject([
    { line: '0', unpaid: '15' },
    { line: '1', unused: '5' },
    { line: '2', unused: '10' },
    { type: 'CustPymt' },
    { type: 'CustPymt' },
  ])
})
