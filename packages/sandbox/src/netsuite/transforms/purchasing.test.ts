import { expect, test } from 'vitest'
import type { JsonObject } from '../../json.js'
import { type BookKeeping, keepBooks, refusalOf, shopSeed } from '../testing/keep-books.js'

const balances = ({ ledger }: BookKeeping, ...accounts: readonly string[]) =>
  accounts.map(account => ledger.balance(account))

const level = ({ stock }: BookKeeping, item: string, location = '1') =>
  stock.levels(item).find(own => own.location === location)

const orderMugs = (books: BookKeeping, quantity: number, rate: number): Promise<string> =>
  books.create('purchaseOrder', {
    entity: { id: '1101' },
    location: { id: '1' },
    item: { items: [{ item: { id: '2001' }, quantity, rate }] },
  })

test('what is bought is on order, comes in parts at its price, is billed and paid', async () => {
  const books = keepBooks(shopSeed)
  const order = await orderMugs(books, 10, 15)
  expect(level(books, '2001')).toMatchObject({ onHand: 10, onOrder: 10, value: '125.00' })
  expect(await books.read('purchaseOrder', order)).toMatchObject({ total: 150, status: { id: 'B' } })

  await books.transform('purchaseOrder', order, 'itemReceipt', {
    item: { items: [{ orderLine: 1, quantity: 4 }] },
  })
  expect(level(books, '2001')).toMatchObject({ onHand: 14, onOrder: 6, value: '185.00' })
  expect(await books.read('purchaseOrder', order)).toMatchObject({ status: { id: 'E' } })
  expect(balances(books, '1200', '2050')).toEqual(['192.70', '-60.00'])

  const bill = await books.transform('purchaseOrder', order, 'vendorBill')
  expect(await books.read('vendorBill', bill)).toMatchObject({ total: 60, status: { id: 'A' } })
  expect(balances(books, '2050', '2000')).toEqual(['0.00', '-60.00'])
  await books.transform('vendorBill', bill, 'vendorPayment', { account: { id: '1000' } })
  expect(await books.read('vendorBill', bill)).toMatchObject({ status: { id: 'B' } })
  expect(balances(books, '2000', '1000')).toEqual(['0.00', '-60.00'])

  await books.transform('purchaseOrder', order, 'itemReceipt')
  expect(await books.read('purchaseOrder', order)).toMatchObject({
    status: { id: 'F' },
    item: { items: [{ quantityReceived: 10, quantityBilled: 4 }] },
  })
  expect(level(books, '2001')).toMatchObject({ onHand: 20, onOrder: 0, value: '275.00' })
  await books.transform('purchaseOrder', order, 'vendorBill')
  expect(await books.read('purchaseOrder', order)).toMatchObject({ status: { id: 'G' } })
})

test("a vendor's credit takes back part of a bill, and no more than it is worth is applied", async () => {
  const books = keepBooks(shopSeed)
  const bill = await books.create('vendorBill', {
    entity: { id: '1101' },
    expense: { items: [{ account: { id: '6110' }, amount: 30 }] },
  })

  const credit = await books.transform('vendorBill', bill, 'vendorCredit', {
    expense: { items: [{ line: 1, amount: 12 }] },
  })

  expect(await books.read('vendorCredit', credit)).toMatchObject({ total: 12, applied: 12, unApplied: 0 })
  expect(balances(books, '2000', '6110')).toEqual(['-18.00', '18.00'])
  await books.transform('vendorBill', bill, 'vendorPayment')
  expect(balances(books, '2000', '1000')).toEqual(['0.00', '-18.00'])
  expect(await refusalOf(books.transform('vendorBill', bill, 'vendorPayment'))).toContain('invalid reference')
})

test('a transfer order takes goods from a location over the road to another, with what they cost', async () => {
  const books = keepBooks({
    ...shopSeed,
    records: {
      ...shopSeed.records,
      location: [
        { id: '1', name: 'Main' },
        { id: '3', name: 'TikTok warehouse' },
      ],
    },
  })
  const order = await books.create('transferOrder', {
    subsidiary: { id: '1' },
    location: { id: '1' },
    transferLocation: { id: '3' },
    item: { items: [{ item: { id: '2001' }, quantity: 6 }] },
  })
  expect(await books.read('transferOrder', order)).toMatchObject({ status: { id: 'B' } })
  expect(level(books, '2001')).toMatchObject({ committed: 6, available: 4 })

  await books.transform('transferOrder', order, 'itemFulfillment', {
    shipStatus: { id: 'C' },
    item: { items: [{ orderLine: 1, quantity: 4 }] },
  })
  expect(await books.read('transferOrder', order)).toMatchObject({ status: { id: 'E' } })
  expect(level(books, '2001')).toMatchObject({ onHand: 6, value: '75.00' })
  expect(level(books, '2001', '3')).toMatchObject({ onHand: 0, inTransit: 4 })
  expect(balances(books, '1200', '1250')).toEqual(['82.70', '50.00'])

  await books.transform('transferOrder', order, 'itemReceipt', {
    item: { items: [{ orderLine: 1, quantity: 3 }] },
  })
  expect(level(books, '2001', '3')).toMatchObject({ onHand: 3, inTransit: 1, value: '37.50' })
  await books.transform('transferOrder', order, 'itemReceipt')
  await books.transform('transferOrder', order, 'itemFulfillment', { shipStatus: { id: 'C' } })
  expect(await books.read('transferOrder', order)).toMatchObject({ status: { id: 'F' } })
  await books.transform('transferOrder', order, 'itemReceipt')

  expect(await books.read('transferOrder', order)).toMatchObject({
    status: { id: 'G' },
    item: { items: [{ quantityFulfilled: 6, quantityReceived: 6 }] },
  })
  expect(level(books, '2001', '3')).toMatchObject({ onHand: 6, inTransit: 0, value: '75.00' })
  expect(balances(books, '1200', '1250', '5000')).toEqual(['132.70', '0.00', '0.00'])
})

test('a transfer between two locations needs both, and what is there', async () => {
  const books = keepBooks(shopSeed)
  const transfer = (fields: JsonObject) =>
    books.create('inventoryTransfer', {
      subsidiary: { id: '1' },
      location: { id: '1' },
      inventory: { items: [{ item: { id: '2001' }, adjustQtyBy: 11 }] },
      ...fields,
    })

  expect(await refusalOf(transfer({}))).toContain('Please enter value(s) for: To Location')
  expect(await refusalOf(transfer({ transferLocation: { id: '2' } }))).toContain('There are only 10')
  await transfer({
    transferLocation: { id: '2' },
    inventory: { items: [{ item: { id: '2001' }, adjustQtyBy: 10 }] },
  })

  expect(level(books, '2001')).toMatchObject({ onHand: 0, value: '0.00' })
  expect(level(books, '2001', '2')).toMatchObject({ onHand: 10, available: 0, value: '125.00' })
})

const withSerials = () =>
  keepBooks({
    ...shopSeed,
    records: {
      ...shopSeed.records,
      serializedInventoryItem: [{ id: '2300', itemId: 'PHONE' }],
      lotNumberedInventoryItem: [{ id: '2400', itemId: 'CREAM' }],
      bin: [
        { id: '51', binNumber: 'A-1' },
        { id: '52', binNumber: 'B-7' },
      ],
    },
  })

const adjust = (books: BookKeeping, line: JsonObject): Promise<string> =>
  books.create('inventoryAdjustment', {
    account: { id: '5100' },
    subsidiary: { id: '1' },
    inventory: { items: [{ location: { id: '1' }, unitCost: 100, ...line }] },
  })

test('lots, serial numbers and bins come in, are told apart and go out by their numbers', async () => {
  const books = withSerials()
  const phones = { item: { id: '2300' }, adjustQtyBy: 2 }
  expect(await refusalOf(adjust(books, phones))).toContain('Please configure the inventory detail')
  const numbered = (...numbers: readonly string[]): JsonObject => ({
    quantity: numbers.length,
    inventoryAssignment: {
      items: numbers.map(number => ({
        receiptInventoryNumber: number,
        quantity: 1,
        binNumber: { id: '51' },
      })),
    },
  })
  expect(await refusalOf(adjust(books, { ...phones, inventoryDetail: numbered('S1') }))).toContain(
    'has 1 pieces, and the line has 2',
  )
  await adjust(books, { ...phones, inventoryDetail: numbered('S1', 'S2') })
  expect(books.stock.balances('2300')).toMatchObject([
    { number: 'S1', bin: '51', onHand: 1 },
    { number: 'S2', bin: '51', onHand: 1 },
  ])

  const order = await books.create('salesOrder', {
    entity: { id: '1001' },
    item: {
      items: [{ item: { id: '2300' }, quantity: 1, rate: 300, price: { id: '-1' }, location: { id: '1' } }],
    },
  })
  expect(await refusalOf(books.transform('salesOrder', order, 'itemFulfillment'))).toContain(
    'Please configure the inventory detail',
  )
  await books.transform('salesOrder', order, 'itemFulfillment', {
    item: {
      items: [
        {
          orderLine: 1,
          inventoryDetail: {
            quantity: 1,
            inventoryAssignment: {
              items: [
                { issueInventoryNumber: { refName: 'S2', id: 'S2' }, quantity: 1, binNumber: { id: '51' } },
              ],
            },
          },
        },
      ],
    },
  })

  expect(books.stock.balances('2300')).toMatchObject([{ number: 'S1', onHand: 1 }])
  expect(balances(books, '1200')).toEqual(['232.70'])
})

test('a lot moves from bin to bin with a transfer', async () => {
  const books = withSerials()
  const assigned = (more: JsonObject, quantity = 5): JsonObject => ({
    quantity,
    inventoryAssignment: { items: [{ quantity, ...more }] },
  })
  await adjust(books, {
    item: { id: '2400' },
    adjustQtyBy: 5,
    unitCost: 2,
    inventoryDetail: assigned({ receiptInventoryNumber: 'LOT-7', binNumber: { id: '51' } }),
  })

  await books.create('inventoryTransfer', {
    subsidiary: { id: '1' },
    location: { id: '1' },
    transferLocation: { id: '2' },
    inventory: {
      items: [
        {
          item: { id: '2400' },
          adjustQtyBy: 2,
          inventoryDetail: assigned(
            { issueInventoryNumber: 'LOT-7', binNumber: { id: '51' }, toBinNumber: { id: '52' } },
            2,
          ),
        },
      ],
    },
  })

  expect(books.stock.balances('2400')).toMatchObject([
    { location: '1', number: 'LOT-7', bin: '51', onHand: 3 },
    { location: '2', number: 'LOT-7', bin: '52', onHand: 2 },
  ])
})
