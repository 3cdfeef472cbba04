import fc from 'fast-check'
import { isJsonObject, type JsonObject } from '../../json.js'
import { linesOf } from '../records/lines.js'
import type { BookKeeping } from './keep-books.js'

/** Books in which something is done, and what was made in them. */
export interface BookWorld {
  readonly books: BookKeeping
  /** Ids by record type. */
  readonly made: Map<string, string[]>
}

/** One thing that somebody does. It may be refused. */
export type BookOperation = (world: BookWorld) => Promise<void>

/** What orders, moves and bills; each may be taken away again. */
const removable =
  'salesOrder itemFulfillment invoice cashSale cashRefund returnAuthorization itemReceipt creditMemo customerDeposit depositApplication customerPayment customerRefund deposit journalEntry vendorBill vendorCredit vendorPayment purchaseOrder transferOrder inventoryTransfer inventoryAdjustment'.split(
    ' ',
  )

const changeable =
  'salesOrder itemFulfillment invoice cashSale itemReceipt creditMemo vendorBill purchaseOrder'.split(' ')

const pick = ({ made }: BookWorld, type: string, at: number): string =>
  made.get(type)?.[at % Math.max(1, made.get(type)?.length ?? 0)] ?? '0'

const keep = ({ made }: BookWorld, type: string, id: string): void => {
  made.set(type, [...(made.get(type) ?? []), id])
}

const item = fc.constantFrom('2001', '2002', '2100')
const quantity = fc.integer({ min: 1, max: 4 })
const cents = fc.integer({ min: 1, max: 9_999 })
const at = fc.nat(5)
const day = fc.integer({ min: 1, max: 28 }).map(own => `2026-02-${String(own).padStart(2, '0')}`)

const lineOf = (id: string, count: number, amount: number): JsonObject => ({
  item: { id },
  quantity: count,
  rate: amount / 100,
  price: { id: '-1' },
  location: { id: '1' },
})

const order = fc
  .record({
    lines: fc.array(fc.tuple(item, quantity, cents), { minLength: 1, maxLength: 3 }),
    discount: fc.nat(99),
    isPounds: fc.boolean(),
    day,
  })
  .map(
    ({ lines, discount, isPounds, day: tranDate }): BookOperation =>
      async world => {
        const id = await world.books.create('salesOrder', {
          entity: { id: '1001' },
          tranDate,
          currency: { id: isPounds ? '2' : '1' },
          discountItem: { id: '900' },
          discountRate: -discount / 100,
          item: { items: lines.map(line => lineOf(...line)) },
        })
        keep(world, 'salesOrder', id)
      },
  )

const transforms = [
  ['salesOrder', 'itemFulfillment'],
  ['salesOrder', 'invoice'],
  ['salesOrder', 'cashSale'],
  ['salesOrder', 'returnAuthorization'],
  ['returnAuthorization', 'itemReceipt'],
  ['returnAuthorization', 'creditMemo'],
  ['returnAuthorization', 'cashRefund'],
  ['cashSale', 'cashRefund'],
  ['cashSale', 'returnAuthorization'],
  ['invoice', 'creditMemo'],
  ['invoice', 'customerPayment'],
  ['customerDeposit', 'customerRefund'],
  ['purchaseOrder', 'itemReceipt'],
  ['purchaseOrder', 'vendorBill'],
  ['vendorBill', 'vendorPayment'],
  ['vendorBill', 'vendorCredit'],
  ['transferOrder', 'itemFulfillment'],
  ['transferOrder', 'itemReceipt'],
] as const

const transform = fc.tuple(fc.constantFrom(...transforms), at, day).map(
  ([[from, to], index, tranDate]): BookOperation =>
    async world => {
      keep(world, to, await world.books.transform(from, pick(world, from, index), to, { tranDate }))
    },
)

const journal = fc.tuple(fc.array(cents, { minLength: 1, maxLength: 4 }), fc.boolean(), fc.option(day)).map(
  ([debits, isPounds, reversalDate]): BookOperation =>
    async world => {
      const sum = debits.reduce((total, own) => total + own, 0)
      const lines = [
        ...debits.map(own => ({ account: { id: '6110' }, debit: own / 100 })),
        { account: { id: '1160' }, credit: sum / 100 },
      ]
      const id = await world.books.create('journalEntry', {
        subsidiary: { id: '1' },
        currency: { id: isPounds ? '2' : '1' },
        ...(reversalDate === null ? {} : { reversalDate }),
        line: { items: lines },
      })
      keep(world, 'journalEntry', id)
    },
)

const adjustment = fc
  .tuple(fc.constantFrom('2001', '2002'), fc.integer({ min: -6, max: 12 }), cents, day)
  .map(
    ([id, adjustQtyBy, cost, tranDate]): BookOperation =>
      async world => {
        const made = await world.books.create('inventoryAdjustment', {
          account: { id: '5100' },
          subsidiary: { id: '1' },
          tranDate,
          inventory: {
            items: [
              {
                item: { id },
                location: { id: '1' },
                adjustQtyBy,
                ...(adjustQtyBy > 0 ? { unitCost: cost / 100 } : {}),
              },
            ],
          },
        })
        keep(world, 'inventoryAdjustment', made)
      },
  )

/** Sold or taken back over the counter: no order, and the money goes to undeposited funds or to the bank at once. */
const counter = fc
  .record({
    type: fc.constantFrom('cashSale', 'cashRefund'),
    lines: fc.array(fc.tuple(item, quantity, cents), { minLength: 1, maxLength: 2 }),
    isPounds: fc.boolean(),
    isBanked: fc.boolean(),
    day,
  })
  .map(
    ({ type, lines, isPounds, isBanked, day: tranDate }): BookOperation =>
      async world => {
        const made = await world.books.create(type, {
          entity: { id: '1001' },
          tranDate,
          currency: { id: isPounds ? '2' : '1' },
          ...(isBanked ? { account: { id: '1000' } } : {}),
          item: { items: lines.map(line => lineOf(...line)) },
        })
        keep(world, type, made)
      },
  )

/** Undeposited receipts go to the bank, with rows of the deposit's own and what was kept back. */
const banking = fc
  .record({
    picked: fc.uniqueArray(fc.tuple(fc.constantFrom('cashSale', 'customerDeposit', 'customerPayment'), at), {
      minLength: 1,
      maxLength: 3,
    }),
    fee: fc.option(cents),
    kept: fc.option(cents),
    day,
  })
  .map(
    ({ picked, fee, kept, day: tranDate }): BookOperation =>
      async world => {
        const ids = new Set(picked.map(([type, index]) => pick(world, type, index)))
        const made = await world.books.create('deposit', {
          account: { id: '1000' },
          tranDate,
          payment: { items: [...ids].map(id => ({ id, deposit: true })) },
          ...(fee === null ? {} : { other: { items: [{ account: { id: '6110' }, amount: -fee / 100 }] } }),
          ...(kept === null
            ? {}
            : { cashback: { items: [{ account: { id: '1170' }, amount: kept / 100 }] } }),
        })
        keep(world, 'deposit', made)
      },
  )

/** Somebody corrects what is booked: another day, or another quantity. */
const correction = fc.tuple(fc.constantFrom(...changeable), at, day, fc.constantFrom('day', 'quantity')).map(
  ([type, index, tranDate, what]): BookOperation =>
    async ({ books, made }) => {
      const id = pick({ books, made }, type, index)
      const { item: lines } = await books.read(type, id)
      const first = isJsonObject(lines) ? linesOf(lines)?.[0] : undefined
      if (what === 'day') await books.change(type, id, { tranDate })
      else if (first?.['line'] !== undefined)
        await books.change(type, id, { item: { items: [{ line: first['line'], quantity: 1 }] } })
    },
)

const deposit = fc.tuple(at, cents, fc.boolean(), day).map(
  ([index, amount, isForOrder, tranDate]): BookOperation =>
    async world => {
      const salesOrder = pick(world, 'salesOrder', index)
      const id = await world.books.create('customerDeposit', {
        customer: { id: '1001' },
        payment: amount / 100,
        tranDate,
        ...(isForOrder && salesOrder !== '0' ? { salesOrder: { id: salesOrder } } : {}),
      })
      keep(world, 'customerDeposit', id)
    },
)

const application = fc.tuple(at, at, fc.option(cents), day).map(
  ([from, to, amount, tranDate]): BookOperation =>
    async world => {
      const row = { doc: { id: pick(world, 'invoice', to) }, apply: true }
      const apply = { items: [amount === null ? row : { ...row, amount: amount / 100 }] }
      const source = pick(world, 'customerDeposit', from)
      keep(
        world,
        'depositApplication',
        await world.books.transform('customerDeposit', source, 'depositApplication', { tranDate, apply }),
      )
    },
)

/** Receivables go to clearing, and a payment without money settles an invoice with that. */
const settlement = fc.tuple(at, cents, day).map(
  ([index, amount, tranDate]): BookOperation =>
    async world => {
      const id = await world.books.create('journalEntry', {
        subsidiary: { id: '1' },
        currency: { id: '1' },
        tranDate,
        line: {
          items: [
            { account: { id: '1160' }, debit: amount / 100 },
            { account: { id: '1150' }, entity: { id: '1001' }, credit: amount / 100 },
          ],
        },
      })
      const payment = await world.books.create('customerPayment', {
        customer: { id: '1001' },
        payment: 0,
        tranDate,
        credit: { items: [{ doc: { id }, apply: true }] },
        apply: { items: [{ doc: { id: pick(world, 'invoice', index) }, apply: true }] },
      })
      keep(world, 'customerPayment', payment)
    },
)

const purchase = fc.tuple(fc.constantFrom('2001', '2002'), quantity, cents, fc.boolean(), day).map(
  ([id, count, cost, isOrdered, tranDate]): BookOperation =>
    async world => {
      const type = isOrdered ? 'purchaseOrder' : 'vendorBill'
      const bought = { item: { id }, quantity: count, rate: cost / 100, location: { id: '1' } }
      const made = await world.books.create(type, {
        entity: { id: '1101' },
        tranDate,
        item: { items: [bought] },
        ...(isOrdered ? {} : { expense: { items: [{ account: { id: '6110' }, amount: cost / 100 }] } }),
      })
      keep(world, type, made)
    },
)

const transfer = fc
  .tuple(
    fc.constantFrom('transferOrder', 'inventoryTransfer'),
    fc.constantFrom('2001', '2002'),
    quantity,
    fc.boolean(),
  )
  .map(
    ([type, id, count, isBack]): BookOperation =>
      async world => {
        const lines =
          type === 'transferOrder'
            ? { item: { items: [{ item: { id }, quantity: count }] } }
            : { inventory: { items: [{ item: { id }, adjustQtyBy: count }] } }
        const made = await world.books.create(type, {
          subsidiary: { id: '1' },
          location: { id: isBack ? '2' : '1' },
          transferLocation: { id: isBack ? '1' : '2' },
          ...lines,
        })
        keep(world, type, made)
      },
  )

const removal = fc.tuple(fc.constantFrom(...removable), at).map(
  ([type, index]): BookOperation =>
    world =>
      world.books.remove(type, pick(world, type, index)),
)

const restart = fc.constant<BookOperation>(async ({ books }) => books.restart())

interface DrawnOperation {
  readonly arbitrary: fc.Arbitrary<BookOperation>
  /** How often it is drawn, compared with the others. */
  readonly weight: number
  /** Types of records that it makes. */
  readonly makes: readonly string[]
}

const operations: readonly DrawnOperation[] = [
  { arbitrary: order, weight: 3, makes: ['salesOrder'] },
  { arbitrary: transform, weight: 9, makes: transforms.map(([, to]) => to) },
  { arbitrary: counter, weight: 2, makes: ['cashSale', 'cashRefund'] },
  { arbitrary: banking, weight: 2, makes: ['deposit'] },
  { arbitrary: journal, weight: 1, makes: ['journalEntry'] },
  { arbitrary: deposit, weight: 2, makes: ['customerDeposit'] },
  { arbitrary: application, weight: 2, makes: ['depositApplication'] },
  { arbitrary: settlement, weight: 1, makes: ['journalEntry', 'customerPayment'] },
  { arbitrary: purchase, weight: 2, makes: ['purchaseOrder', 'vendorBill'] },
  { arbitrary: transfer, weight: 2, makes: ['transferOrder', 'inventoryTransfer'] },
  { arbitrary: adjustment, weight: 2, makes: ['inventoryAdjustment'] },
  { arbitrary: correction, weight: 2, makes: [] },
  { arbitrary: removal, weight: 1, makes: [] },
  { arbitrary: restart, weight: 1, makes: [] },
]

/** Anything that may be done to a shop's books, and what it may make. */
export const bookOperation = fc.oneof(...operations)
export const madeByOperations: ReadonlySet<string> = new Set(operations.flatMap(({ makes }) => makes))
