import { expect, test } from 'vitest'
import type { JsonObject } from '../../json.js'
import { type BookKeeping, keepBooks, refusalOf, shopSeed } from '../testing/keep-books.js'

const saleLine = (amount: number): JsonObject => ({
  item: { id: '2001' },
  quantity: 1,
  rate: amount,
  price: { id: '-1' },
  location: { id: '1' },
})

const invoiceOf = (books: BookKeeping, amount: number, more: JsonObject = {}): Promise<string> =>
  books.create('invoice', { entity: { id: '1001' }, item: { items: [saleLine(amount)] }, ...more })

type Side = { readonly debit: number } | { readonly credit: number }

/** Moves what two orders owe to the clearing account, less a fee: one line of receivables for each order. */
const feesJournal = (
  books: BookKeeping,
  receivables: readonly Side[],
  clearing: number,
  fee: number,
): Promise<string> =>
  books.create('journalEntry', {
    subsidiary: { id: '1' },
    currency: { id: '1' },
    line: {
      items: [
        ...receivables.map((side, index) => ({
          account: { id: '1150' },
          entity: { id: '1001' },
          memo: `order ${index + 1}`,
          ...side,
        })),
        { account: { id: '1160' }, debit: clearing },
        { account: { id: '6110' }, debit: fee },
      ],
    },
  })

const picked = (doc: string, amount?: number, line?: number): JsonObject => ({
  doc: { id: doc },
  apply: true,
  ...(amount === undefined ? {} : { amount }),
  ...(line === undefined ? {} : { line }),
})

test('a journal takes receivables to clearing, and a payment without money settles the invoices with it', async () => {
  const books = keepBooks(shopSeed)
  const first = await invoiceOf(books, 60)
  const second = await invoiceOf(books, 40)
  const journal = await feesJournal(books, [{ credit: 60 }, { credit: 40 }], 90, 10)
  expect(books.ledger.balance('1150')).toBe('0.00')
  expect(books.ledger.balancesBy({ by: 'document' })).toHaveLength(3)

  const payment = await books.create('customerPayment', {
    customer: { id: '1001' },
    payment: 0,
    apply: { items: [picked(first), picked(second)] },
    credit: { items: [picked(journal, 60, 1), picked(journal, 40, 2)] },
  })

  expect(await books.read('customerPayment', payment)).toMatchObject({ applied: 100, unapplied: 0, total: 0 })
  for (const id of [first, second])
    expect(await books.read('invoice', id)).toMatchObject({ amountRemaining: 0, status: { id: 'B' } })
  expect(books.ledger.balancesBy({ by: 'document' })).toEqual([])
  expect(books.ledger.balance('1160')).toBe('90.00')
})

test('no more of a journal is applied than its lines of that customer have, in all or on one line', async () => {
  const books = keepBooks(shopSeed)
  const invoice = await invoiceOf(books, 100)
  const journal = await feesJournal(books, [{ credit: 60 }, { credit: 20 }], 70, 10)
  const apply = (credits: readonly JsonObject[], amount: number) =>
    books.create('customerPayment', {
      customer: { id: '1001' },
      payment: 0,
      apply: { items: [picked(invoice, amount)] },
      credit: { items: credits },
    })

  expect(await refusalOf(apply([picked(journal, 81)], 81))).toContain('Invalid Field Value 81')
  expect(await refusalOf(apply([picked(journal, 60, 2)], 60))).toContain('Invalid Field Value 60')
  await apply([picked(journal, 60, 1)], 60)
  expect(await refusalOf(apply([picked(journal, 1, 1)], 1))).toContain('Invalid Field Value 1')
  await apply([picked(journal)], 20)

  expect(await books.read('invoice', invoice)).toMatchObject({ amountPaid: 80, amountRemaining: 20 })
  expect(books.ledger.balancesBy({ by: 'document' })).toEqual([{ key: invoice, balance: '20.00' }])
})

test('a journal that debits the customer is paid like an invoice, and a credit may go to it', async () => {
  const books = keepBooks(shopSeed)
  const debit = await books.create('journalEntry', {
    subsidiary: { id: '1' },
    line: {
      items: [
        { account: { id: '1150' }, entity: { id: '1001' }, debit: 12 },
        { account: { id: '4800' }, credit: 12 },
      ],
    },
  })

  await books.create('customerPayment', {
    customer: { id: '1001' },
    payment: 5,
    apply: { items: [picked(debit, 5)] },
  })
  await books.create('creditMemo', {
    entity: { id: '1001' },
    item: { items: [saleLine(7)] },
    apply: { items: [picked(debit)] },
  })

  expect(books.ledger.balancesBy({ by: 'document' })).toEqual([])
  expect(books.ledger.balance('1050')).toBe('5.00')
})

test('a journal is not the credit of a customer it does not name, nor a debit', async () => {
  const books = keepBooks(shopSeed)
  const other = await books.create('customer', { companyName: 'Another shop', subsidiary: { id: '1' } })
  const invoice = await invoiceOf(books, 10, { entity: { id: other } })
  const journal = await feesJournal(books, [{ credit: 10 }], 9, 1)

  const refusal = await refusalOf(
    books.create('customerPayment', {
      customer: { id: other },
      payment: 0,
      apply: { items: [picked(invoice)] },
      credit: { items: [picked(journal)] },
    }),
  )

  expect(refusal).toContain(`Invalid Field Value ${journal}`)
})

test('a payment cannot apply more than there is to apply', async () => {
  const books = keepBooks(shopSeed)
  const invoice = await invoiceOf(books, 50)

  const refusal = await refusalOf(
    books.create('customerPayment', {
      customer: { id: '1001' },
      payment: 30,
      apply: { items: [picked(invoice, 50)] },
    }),
  )

  expect(refusal).toContain('Invalid Field Value 50')
  expect(books.ledger.balancesBy({ by: 'document' })).toEqual([{ key: invoice, balance: '50.00' }])
})

test('a bank deposit takes payments and deposits of customers, rows of its own and what was kept back', async () => {
  const books = keepBooks(shopSeed)
  const invoice = await invoiceOf(books, 30)
  const payment = await books.transform('invoice', invoice, 'customerPayment')
  const deposit = await books.create('customerDeposit', { customer: { id: '1001' }, payment: 20 })

  const id = await books.create('deposit', {
    account: { id: '1000' },
    payment: { items: [payment, deposit].map(own => ({ id: own, deposit: true })) },
    other: {
      items: [
        { account: { id: '6110' }, amount: -3, memo: 'commission' },
        { account: { id: '1150' }, entity: { id: '1001' }, amount: 4 },
      ],
    },
    cashback: { items: [{ account: { id: '1170' }, amount: 1.5, memo: 'reserve' }] },
  })

  expect(await books.read('deposit', id)).toMatchObject({ total: 49.5 })
  expect(['1000', '1050', '6110', '1170', '1150'].map(account => books.ledger.balance(account))).toEqual([
    '49.50',
    '0.00',
    '3.00',
    '1.50',
    '-4.00',
  ])
  expect(await books.read('customerPayment', payment)).toMatchObject({ status: { id: 'C' } })
  expect(await books.read('customerDeposit', deposit)).toMatchObject({ status: { id: 'B' } })
  const again = { account: { id: '1000' }, payment: { items: [{ id: payment, deposit: true }] } }
  expect(await refusalOf(books.create('deposit', again))).toContain(`Invalid Field Value ${payment}`)
})

test('fees may come as a bill of TikTok, paid from clearing or taken back by a credit', async () => {
  const books = keepBooks(shopSeed)
  const bill = await books.create('vendorBill', {
    entity: { id: '1101' },
    tranId: 'ST-1001',
    expense: {
      items: [
        { account: { id: '6110' }, amount: 7.92 },
        { account: { id: '6120' }, amount: 4.65 },
      ],
    },
  })
  expect(books.ledger.balance('2000')).toBe('-12.57')

  const credit = await books.create('vendorCredit', {
    entity: { id: '1101' },
    expense: { items: [{ account: { id: '6110' }, amount: 0.57 }] },
    apply: { items: [picked(bill)] },
  })
  const payment = await books.create('vendorPayment', {
    entity: { id: '1101' },
    account: { id: '1160' },
    apply: { items: [picked(bill)] },
  })

  expect(await books.read('vendorCredit', credit)).toMatchObject({ total: 0.57, applied: 0.57 })
  expect(await books.read('vendorPayment', payment)).toMatchObject({ total: 12 })
  expect(await books.read('vendorBill', bill)).toMatchObject({ status: { id: 'B' } })
  expect(['2000', '6110', '1160'].map(account => books.ledger.balance(account))).toEqual([
    '0.00',
    '7.35',
    '-12.00',
  ])
})

test.each([
  ['vendorBill', 'vendorCredit', '1101'],
  ['invoice', 'creditMemo', '1001'],
] as const)(
  'of a %s that a %s was applied to, no line is taken away below that',
  async (type, credit, entity) => {
    const books = keepBooks(shopSeed)
    const line = { item: { id: '2001' }, quantity: 4, rate: 5, price: { id: '-1' }, location: { id: '1' } }
    const id = await books.create(type, { entity: { id: entity }, item: { items: [line] } })
    const own = { items: [{ ...line, quantity: 2 }] }
    await books.create(credit, { entity: { id: entity }, item: own, apply: { items: [picked(id)] } })
    const change = (quantity: number) => books.change(type, id, { item: { items: [{ line: 1, quantity }] } })

    expect(await refusalOf(change(1))).toContain('would come to 5 less than what is applied to it')
    await change(2)
    expect(await books.read(type, id)).toMatchObject({ total: 10, status: { id: 'B' } })
  },
)

test('a custom record holds a statement, addressed by our id', async () => {
  const books = keepBooks(shopSeed)

  const id = await books.create('customrecord_tts_statement', {
    externalId: 'TTS-US1-ST-1001',
    name: 'ST-1001',
    custrecord_tts_payable: 80.34,
  })

  expect(await books.read('customrecord_tts_statement', 'eid:TTS-US1-ST-1001')).toMatchObject({
    id,
    name: 'ST-1001',
    custrecord_tts_payable: 80.34,
  })
})
