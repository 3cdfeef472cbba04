import type { NetSuiteRecord } from '../testing/netsuite-side.js'
import { isAtOnce, undeposited } from './billing-flows.js'
import type { BoughtUnit } from './life.js'
import type { LivedWorld } from './live.js'

/** What stands in NetSuite of an order, or must. Pieces, and cents. */
export interface Documents {
  readonly orderId: string
  readonly isTwice: boolean
  /** Pieces that have left: by shipments, or by a bill where that is all there is. */
  readonly left: number
  /** Pieces that are billed, less what is credited because it was cancelled. */
  readonly billedPieces: number
  /** Pieces of the order that are neither shipped nor closed. */
  readonly open: number
  /** Less what is credited because it was cancelled. */
  readonly billed: number
  readonly refunded: number
  readonly received: number
  /** Return authorizations that nobody has closed. */
  readonly openReturns: number
}

const types = [
  'salesOrder',
  'itemFulfillment',
  'invoice',
  'cashSale',
  'creditMemo',
  'cashRefund',
  'itemReceipt',
  'returnAuthorization',
] as const
type Books = Readonly<Record<(typeof types)[number], readonly NetSuiteRecord[]>>

export const documentsIn = async ({ world, billing, lives }: LivedWorld): Promise<readonly Documents[]> => {
  const rows = await Promise.all(types.map(async type => [type, await world.netsuite.list(type)] as const))
  const books: Books = { ...noBooks, ...Object.fromEntries(rows) }
  return lives.map(({ orderId }) => documentsOf(orderId, books, isAtOnce(billing)))
}

const noBooks: Books = {
  salesOrder: [],
  itemFulfillment: [],
  invoice: [],
  cashSale: [],
  creditMemo: [],
  cashRefund: [],
  itemReceipt: [],
  returnAuthorization: [],
}

const documentsOf = (orderId: string, books: Books, atOnce: boolean): Documents => {
  const ofOrder = ({ otherRefNum }: NetSuiteRecord) => otherRefNum === orderId
  const orders = books.salesOrder.filter(ofOrder)
  const bills = [...books.invoice, ...books.cashSale].filter(ofOrder)
  const sources = new Set([...orders, ...bills].map(({ id }) => id))
  const from = (rows: readonly NetSuiteRecord[], ids: ReadonlySet<string>) =>
    rows.filter(({ createdFrom }) => ids.has(idIn(createdFrom)))
  const returns = from(books.returnAuthorization, sources)
  const credits = [...books.creditMemo, ...books.cashRefund].filter(ofOrder)
  // Credits for what was cancelled are named after the order; those for what came back, after the return.
  const isOfCancelled = ({ externalId }: NetSuiteRecord) =>
    new RegExp(`-C[MR]-${orderId}-\\d+$`).test(String(externalId))
  const cancelled = credits.filter(isOfCancelled)
  const refunds = credits.filter(credit => !isOfCancelled(credit))
  const billedPieces = sum(bills, pieces) - (atOnce ? sum(cancelled, pieces) : 0)
  const shipped = sum(from(books.itemFulfillment, sources), pieces)
  const ordered = sum(
    orders.flatMap(row => linesOf(row)).filter(line => line['isClosed'] !== true),
    line => Number(line['quantity'] ?? 0),
  )
  return {
    orderId,
    isTwice: orders.length + (atOnce ? bills.length : 0) > 1,
    left: atOnce ? billedPieces : shipped,
    billedPieces,
    open: ordered - shipped,
    billed: sum(bills, total) - sum(cancelled, total),
    refunded: sum(refunds, total),
    received: sum(from(books.itemReceipt, new Set(returns.map(({ id }) => id))), pieces),
    openReturns: returns.filter(row => linesOf(row).some(line => line['isClosed'] !== true)).length,
  }
}

const linesOf = ({ item }: NetSuiteRecord): readonly Record<string, unknown>[] =>
  typeof item === 'object' && item !== null && 'items' in item && Array.isArray(item.items) ? item.items : []
const pieces = (row: NetSuiteRecord): number =>
  sum(linesOf(row), line => (line['itemReceive'] === false ? 0 : Number(line['quantity'] ?? 0)))
const total = (row: NetSuiteRecord): number => cents(row['total'])

const idIn = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : ''

const cents = (value: unknown): number => Math.round(Number(value ?? 0) * 100)
const sum = <Row>(rows: readonly Row[], of: (row: Row) => number): number =>
  rows.reduce((all, row) => all + of(row), 0)

/** The same, worked out from what TikTok says and from the rules alone. */
export const expectedIn = async ({ world, billing, lives }: LivedWorld): Promise<readonly Documents[]> => {
  const shippingBack = new Map<string, number>()
  for (const { order_id: id, refund_amount: refund } of await world.shop.list('returns')) {
    const fee =
      typeof refund === 'object' && refund !== null && 'refund_shipping_fee' in refund
        ? cents(refund['refund_shipping_fee'])
        : 0
    shippingBack.set(String(id), (shippingBack.get(String(id)) ?? 0) + fee)
  }
  return Promise.all(
    lives.map(async lived => {
      const order = await world.shop.order(lived.orderId)
      const units = order.line_items.map((line, index) => ({
        line,
        bought: lived.life.units[index] ?? nothing,
      }))
      const live = units.filter(({ line }) => line.display_status !== 'CANCELLED')
      const refunded = units.filter(({ line }) => lived.refunded.has(line.id))
      // What is billed at once is in stock again with its credit, and was never shipped in NetSuite.
      const lost = isAtOnce(billing) ? 0 : lived.lost.size
      return {
        orderId: lived.orderId,
        isTwice: false,
        left: live.length + lost,
        billedPieces: live.length + lost,
        open: 0,
        billed: sum(live, net) + (live.length === 0 ? 0 : lived.life.shipping),
        refunded: sum(refunded, net) + (shippingBack.get(lived.orderId) ?? 0),
        received: lived.returned.size + lost,
        openReturns: 0,
      }
    }),
  )
}

const nothing: BoughtUnit = { sku: 0, price: 0, sellerDiscount: 0, platformDiscount: 0 }

const net = ({ bought }: { readonly bought: BoughtUnit }): number => bought.price - bought.sellerDiscount

/** Over the whole shop: what TikTok owes for its orders, and what has left the warehouse. */
export interface Totals {
  readonly owed: number
  readonly gone: number
}

export const totalsOf = ({ world }: LivedWorld): Totals => ({
  owed:
    sum(world.netsuite.ledger.balancesBy({ by: 'entity' }), ({ balance }) => cents(balance)) +
    cents(world.netsuite.ledger.balance(undeposited)),
  gone: stockAtStart - sum(world.netsuite.stock.levels(), ({ onHand }) => onHand),
})

export const expectedTotals = (documents: readonly Documents[]): Totals => ({
  owed: sum(documents, ({ billed, refunded }) => billed - refunded),
  gone: sum(documents, ({ left, received }) => left - received),
})

/** Three SKUs, each at both locations. */
const stockAtStart = 3 * (500 + 120)
