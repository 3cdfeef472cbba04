import { type RunningSandbox, defaultTikTokShopCredentials as shop } from '@tiktok-ns/sandbox'
import Big from 'big.js'
import { z } from 'zod'
import { type BooksCheck, failedChecks } from '../books-check.js'
import { usualAccounts } from '../demo-project.js'
import { type DayBilling, isAtOnce, isCash } from './day-flows.js'
import { type DayDocument, type DayOrder, dayOrder, dayReturn, expectedOfDay } from './expected-of-day.js'

export interface DayVerification {
  readonly checks: readonly BooksCheck[]
  /** One line for each order, SKU or document that is not as it should be. */
  readonly faults: readonly string[]
}

const reference = z.looseObject({ id: z.string() })
const document = z.looseObject({
  id: z.string(),
  externalId: z.string().optional(),
  otherRefNum: z.string().optional(),
  total: z.number().optional(),
  createdFrom: reference.optional(),
  item: z
    .looseObject({
      items: z.array(z.looseObject({ quantity: z.number().optional(), isClosed: z.boolean().optional() })),
    })
    .optional(),
})
type Document = z.infer<typeof document>

const stockRow = z.looseObject({ sellerSku: z.string(), warehouseId: z.string(), available: z.number() })
const payment = z.looseObject({ amount: z.looseObject({ value: z.string() }) })

/** Compares what stands in NetSuite at the end of the day with what TikTok says must, by the accounting rules and not by the flows. */
export const verifyDay = async (sandbox: RunningSandbox, billing: DayBilling): Promise<DayVerification> => {
  const call = (path: string): Promise<unknown> =>
    sandbox.admin('GET', `/tiktok-shop/shops/${shop.shopId}${path}`)
  const list = async (type: string): Promise<readonly Document[]> =>
    z.object({ records: z.array(document) }).parse(await sandbox.admin('GET', `/netsuite/records/${type}`))
      .records
  const { orders } = z.looseObject({ orders: z.array(dayOrder) }).parse(await call(''))
  const { returns } = z.looseObject({ returns: z.array(dayReturn) }).parse(await call('/returns?limit=1000'))
  const books: Books = Object.fromEntries(
    await Promise.all(documentTypes.map(async type => [type, await list(type)] as const)),
  )
  const expected = expectedOfDay(orders, returns)
  const found = expected.map(({ orderId }) => documentsOf(orderId, books, isAtOnce(billing)))
  const openReturns = (books['returnAuthorization'] ?? []).filter(({ item }) =>
    item?.items.some(({ isClosed }) => isClosed !== true),
  )

  const twice = doubled(Object.values(books).flat())
  const stock = stockFaults(
    orders,
    z.object({ stock: z.array(stockRow) }).parse(await call('/stock')).stock,
    sandbox,
    await list('inventoryItem'),
  )
  const { ledger } = sandbox.netsuite
  const balance = (account: string): string => ledger.balance(account)
  const payments = z
    .looseObject({ payments: z.array(payment) })
    .parse(await call('/payments?limit=1000')).payments
  const paid = sumOf(payments.map(({ amount }) => amount.value))
  const checks: readonly BooksCheck[] = [
    totalCheck('orders in NetSuite', expected, found, ({ orders: count }) => count),
    totalCheck('units that left', expected, found, ({ units }) => units),
    totalCheck('billed', expected, found, ({ billed }) => billed),
    totalCheck('given back', expected, found, ({ credited }) => credited),
    { what: 'returns left open', expected: '0', found: String(openReturns.length) },
    { what: 'documents written twice', expected: '0', found: String(twice.length) },
    { what: 'SKUs whose stock differs', expected: '0', found: String(stock.length) },
    isCash(billing)
      ? { what: 'undeposited, all settled', expected: '0.00', found: balance(usualAccounts.undeposited) }
      : { what: 'receivable, all settled', expected: '0.00', found: balance(usualAccounts.receivable) },
    { what: 'clearing, all paid out', expected: '0.00', found: balance(usualAccounts.clearing) },
    { what: 'in the bank', expected: paid, found: balance(usualAccounts.bank) },
  ]
  return {
    checks,
    faults: [
      ...expected.flatMap((wanted, index) => compare(wanted, found[index] ?? wanted)),
      ...twice.map(id => `${id} is there more than once`),
      ...stock,
      ...failedChecks(checks),
    ],
  }
}

const documentTypes = [
  'salesOrder',
  'itemFulfillment',
  'invoice',
  'cashSale',
  'creditMemo',
  'cashRefund',
  'itemReceipt',
  'returnAuthorization',
] as const
type Books = { readonly [type in (typeof documentTypes)[number]]?: readonly Document[] }

const documentsOf = (orderId: string, books: Books, atOnce: boolean): DayDocument => {
  const ofOrder = (...types: readonly (keyof Books)[]): readonly Document[] =>
    types.flatMap(type => (books[type] ?? []).filter(({ otherRefNum }) => otherRefNum === orderId))
  const orders = ofOrder('salesOrder')
  const bills = ofOrder('invoice', 'cashSale')
  // Credits for what was cancelled are named after the order; those for what came back, after the return.
  const isOfCancelled = ({ externalId = '' }: Document) =>
    new RegExp(`-C[MR]-${orderId}-\\d+$`).test(externalId)
  const credits = ofOrder('creditMemo', 'cashRefund')
  const cancelled = credits.filter(isOfCancelled)
  const ids = new Set(orders.map(({ id }) => id))
  const shipments = (books.itemFulfillment ?? []).filter(
    ({ createdFrom }) => createdFrom !== undefined && ids.has(createdFrom.id),
  )
  return {
    orderId,
    orders: String((atOnce ? bills : orders).length),
    units: String(atOnce ? pieces(bills) - pieces(cancelled) : pieces(shipments)),
    billed: sumOf([...totals(bills), ...totals(cancelled).map(total => `-${total}`)]),
    credited: sumOf(totals(credits.filter(credit => !isOfCancelled(credit)))),
  }
}

const pieces = (documents: readonly Document[]): number =>
  documents
    .flatMap(({ item }) => item?.items.map(({ quantity = 0 }) => quantity) ?? [])
    .reduce((sum, quantity) => sum + quantity, 0)

const totals = (documents: readonly Document[]): readonly string[] =>
  documents.map(({ total = 0 }) => String(total))

const sumOf = (amounts: readonly string[]): string =>
  amounts.reduce((sum, amount) => sum.plus(amount), new Big(0)).toFixed(2)

const totalCheck = (
  what: string,
  expected: readonly DayDocument[],
  found: readonly DayDocument[],
  of: (document: DayDocument) => string,
): BooksCheck => {
  const places = what === 'billed' || what === 'given back' ? 2 : 0
  const total = (documents: readonly DayDocument[]) =>
    documents.reduce((sum, document) => sum.plus(of(document)), new Big(0)).toFixed(places)
  return { what, expected: total(expected), found: total(found) }
}

const compare = (expected: DayDocument, found: DayDocument): readonly string[] =>
  (['orders', 'units', 'billed', 'credited'] as const).flatMap(what =>
    expected[what] === found[what]
      ? []
      : [`order ${expected.orderId}: ${what} ${found[what]}, and should be ${expected[what]}`],
  )

const doubled = (documents: readonly Document[]): readonly string[] => {
  const ids = documents.flatMap(({ externalId }) => externalId ?? [])
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))]
}

/** TikTok shows what NetSuite has, less what is sold and not to be imported yet. */
const stockFaults = (
  orders: readonly DayOrder[],
  rows: readonly z.infer<typeof stockRow>[],
  { netsuite }: RunningSandbox,
  items: readonly z.infer<typeof document>[],
): readonly string[] => {
  const held = orders.filter(({ status }) => status === 'ON_HOLD' || status === 'UNPAID')
  return rows.flatMap(({ sellerSku, warehouseId, available }) => {
    const item = items.find(({ itemId }) => itemId === sellerSku)
    if (item === undefined || warehouseId !== sellersWarehouse) return []
    const level = netsuite.stock.levels(item.id).find(({ location }) => location === '1')
    const claimed = held
      .flatMap(({ line_items }) => line_items)
      .filter(({ seller_sku }) => seller_sku === sellerSku).length
    const wanted = Math.max(0, (level?.available ?? 0) - claimed)
    return wanted === available ? [] : [`${sellerSku}: TikTok shows ${available}, and should show ${wanted}`]
  })
}

/** Of the generated shop. */
export const sellersWarehouse = '7068517275539719942'
