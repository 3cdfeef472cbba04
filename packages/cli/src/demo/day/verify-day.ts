import { type RunningSandbox, defaultTikTokShopCredentials as shop } from '@tiktok-ns/sandbox'
import Big from 'big.js'
import { z } from 'zod'
import { type BooksCheck, failedChecks } from '../books-check.js'
import { usualAccounts } from '../demo-project.js'
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
  item: z.looseObject({ items: z.array(z.looseObject({ quantity: z.number().optional() })) }).optional(),
})
type Document = z.infer<typeof document>

const stockRow = z.looseObject({ sellerSku: z.string(), warehouseId: z.string(), available: z.number() })
const payment = z.looseObject({ amount: z.looseObject({ value: z.string() }) })

/** Compares what stands in NetSuite at the end of the day with what TikTok says must, by the accounting rules and not by the flows. */
export const verifyDay = async (sandbox: RunningSandbox, key: string): Promise<DayVerification> => {
  const call = (path: string): Promise<unknown> =>
    sandbox.admin('GET', `/tiktok-shop/shops/${shop.shopId}${path}`)
  const list = async (type: string): Promise<readonly Document[]> =>
    z.object({ records: z.array(document) }).parse(await sandbox.admin('GET', `/netsuite/records/${type}`))
      .records
  const { orders } = z.looseObject({ orders: z.array(dayOrder) }).parse(await call(''))
  const { returns } = z.looseObject({ returns: z.array(dayReturn) }).parse(await call('/returns?limit=1000'))
  const [salesOrders, shipments, invoices, credits, receipts, authorizations] = await Promise.all(
    ['salesOrder', 'itemFulfillment', 'invoice', 'creditMemo', 'itemReceipt', 'returnAuthorization'].map(
      list,
    ),
  )
  const all = [salesOrders, shipments, invoices, credits, receipts, authorizations].map(some => some ?? [])
  const expected = expectedOfDay(orders, returns)
  const found = expected.map(({ orderId }) => documentsOf(orderId, key, all))

  const twice = doubled(all.flat())
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
    totalCheck('units shipped', expected, found, ({ units }) => units),
    totalCheck('billed', expected, found, ({ billed }) => billed),
    totalCheck('given back', expected, found, ({ credited }) => credited),
    { what: 'documents written twice', expected: '0', found: String(twice.length) },
    { what: 'SKUs whose stock differs', expected: '0', found: String(stock.length) },
    { what: 'receivable, all settled', expected: '0.00', found: balance(usualAccounts.receivable) },
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

const documentsOf = (
  orderId: string,
  key: string,
  [salesOrders = [], shipments = [], invoices = [], credits = []]: readonly (readonly Document[])[],
): DayDocument => {
  const own = salesOrders.filter(({ externalId }) => externalId === `TTS-${key}-SO-${orderId}`)
  const ids = new Set(own.map(({ id }) => id))
  const ofOrder = (documents: readonly Document[]) =>
    documents.filter(({ createdFrom }) => createdFrom !== undefined && ids.has(createdFrom.id))
  const pieces = ofOrder(shipments).flatMap(
    ({ item }) => item?.items.map(({ quantity = 0 }) => quantity) ?? [],
  )
  return {
    orderId,
    orders: String(own.length),
    units: String(pieces.reduce((sum, quantity) => sum + quantity, 0)),
    billed: sumOf(ofOrder(invoices).map(({ total = 0 }) => String(total))),
    credited: sumOf(
      credits.filter(({ otherRefNum }) => otherRefNum === orderId).map(({ total = 0 }) => String(total)),
    ),
  }
}

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
