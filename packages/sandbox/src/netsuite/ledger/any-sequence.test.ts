import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonObject } from '../../json.js'
import { Problem } from '../problem.js'
import { recordType } from '../records/record-types.js'
import { type BookKeeping, keepBooks, shopSeed } from '../testing/keep-books.js'

const invoiceType = recordType('invoice')
const billType = recordType('vendorBill')
const depositType = recordType('customerDeposit')
const removable =
  'salesOrder itemFulfillment invoice returnAuthorization itemReceipt creditMemo customerDeposit depositApplication customerPayment vendorBill vendorPayment purchaseOrder transferOrder inventoryTransfer'.split(
    ' ',
  )

interface World {
  readonly books: BookKeeping
  /** Ids of what was made, by type. */
  readonly made: Map<string, string[]>
}

type Operation = (world: World) => Promise<void>

const pick = ({ made }: World, type: string, at: number): string =>
  made.get(type)?.[at % Math.max(1, made.get(type)?.length ?? 0)] ?? '0'

const keep = ({ made }: World, type: string, id: string): void => {
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
    ({ lines, discount, isPounds, day: tranDate }): Operation =>
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
  ['salesOrder', 'returnAuthorization'],
  ['returnAuthorization', 'itemReceipt'],
  ['returnAuthorization', 'creditMemo'],
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
  ([[from, to], index, tranDate]): Operation =>
    async world => {
      keep(world, to, await world.books.transform(from, pick(world, from, index), to, { tranDate }))
    },
)

const journal = fc.tuple(fc.array(cents, { minLength: 1, maxLength: 4 }), fc.boolean()).map(
  ([debits, isPounds]): Operation =>
    async world => {
      const sum = debits.reduce((total, own) => total + own, 0)
      const lines = [
        ...debits.map(own => ({ account: { id: '6110' }, debit: own / 100 })),
        { account: { id: '1160' }, credit: sum / 100 },
      ]
      await world.books.create('journalEntry', {
        subsidiary: { id: '1' },
        currency: { id: isPounds ? '2' : '1' },
        line: { items: lines },
      })
    },
)

const adjustment = fc
  .tuple(fc.constantFrom('2001', '2002'), fc.integer({ min: -6, max: 12 }), cents, day)
  .map(
    ([id, adjustQtyBy, cost, tranDate]): Operation =>
      async world => {
        await world.books.create('inventoryAdjustment', {
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
      },
  )

const deposit = fc.tuple(at, cents, fc.boolean(), day).map(
  ([index, amount, isForOrder, tranDate]): Operation =>
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
  ([from, to, amount, tranDate]): Operation =>
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
  ([index, amount, tranDate]): Operation =>
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
  ([id, count, cost, isOrdered, tranDate]): Operation =>
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
    ([type, id, count, isBack]): Operation =>
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
  ([type, index]): Operation =>
    world =>
      world.books.remove(type, pick(world, type, index)),
)

const restart = fc.constant<Operation>(async ({ books }) => books.restart())

const operation = fc.oneof(
  { arbitrary: order, weight: 3 },
  { arbitrary: transform, weight: 8 },
  { arbitrary: journal, weight: 1 },
  { arbitrary: deposit, weight: 2 },
  { arbitrary: application, weight: 2 },
  { arbitrary: settlement, weight: 1 },
  { arbitrary: purchase, weight: 2 },
  { arbitrary: transfer, weight: 2 },
  { arbitrary: adjustment, weight: 2 },
  { arbitrary: removal, weight: 1 },
  { arbitrary: restart, weight: 1 },
)

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

test('whatever is done, debits equal credits, stock is worth what the books say, invoices are open by their receivable, and nothing is used twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 5, maxLength: 40 }), async operations => {
      const world: World = { books: keepBooks(shopSeed), made: new Map() }
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
    { numRuns: 40 },
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
