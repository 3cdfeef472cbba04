import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BoughtUnit, weather } from './life.js'
import { type LivedLife, type LivedWorld, liveAll, settleAll } from './live.js'

/** How many orders live: `LIVES=20000` for the long form. A failure prints the seed; `LIVES_SEED` replays it. */
const lives = Number(process.env['LIVES'] ?? '500')
const livesInWorld = 50
const seed = process.env['LIVES_SEED']

test(
  'whatever happens to an order, its documents, stock and receivable add up to the cent',
  async () => {
    await fc.assert(
      fc.asyncProperty(weather(livesInWorld), async drawn => {
        const lived = await liveAll(drawn)
        expect(await parkedIn(lived)).toEqual([])
        expect(await documentsIn(lived)).toEqual(await expectedIn(lived))
        expect(await booksOf(lived)).toEqual(await expectedBooks(lived))
        expect(oversold(lived)).toEqual([])
        expect(differing(lived)).toEqual([])
        await settleAll(lived)
        expect(await booksOf(lived)).toMatchObject({ receivable: 0 })
      }),
      {
        numRuns: Math.ceil(lives / livesInWorld),
        endOnFailure: true,
        ...(seed === undefined ? {} : { seed: Number(seed) }),
      },
    )
  },
  Math.max(300_000, lives * 3_000),
)

interface Documents {
  readonly orderId: string
  /** Pieces of the order's lines that are shipped, billed and still open. */
  readonly shipped: number
  readonly billedUnits: number
  readonly open: number
  /** Cents. */
  readonly billed: number
  readonly credited: number
  readonly received: number
}

/** A parcel that left before its new address came is somebody's question, and has no document. */
const parkedIn = async ({ world }: LivedWorld) =>
  (await world.parked())
    .filter(({ step }) => step !== 'notShipped')
    .map(({ flow, traceKey, step, failure }) => `${flow} ${traceKey} ${step}: ${failure.message}`)

const listOf = (value: unknown): readonly Record<string, unknown>[] =>
  typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items)
    ? value.items
    : []

const idIn = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : ''

const cents = (value: unknown): number => Math.round(Number(value ?? 0) * 100)
const sum = <Row>(rows: readonly Row[], of: (row: Row) => number): number =>
  rows.reduce((total, row) => total + of(row), 0)

const documentsIn = async ({ world, lives: all }: LivedWorld): Promise<readonly Documents[]> => {
  const read = async (type: string) => world.netsuite.list(type)
  const [orders, shipments, invoices, credits, receipts, returns] = [
    await read('salesOrder'),
    await read('itemFulfillment'),
    await read('invoice'),
    await read('creditMemo'),
    await read('itemReceipt'),
    await read('returnAuthorization'),
  ]
  const pieces = (row: Record<string, unknown>) =>
    sum(listOf(row['item']), line => Number(line['quantity'] ?? 0))
  return all.map(({ orderId }) => {
    const own = orders.filter(({ externalId }) => externalId === `TTS-US1-SO-${orderId}`)
    expect(own.length).toBeLessThanOrEqual(1)
    const id = own[0]?.id ?? 'none'
    const from = (rows: typeof orders, source: ReadonlySet<string>) =>
      rows.filter(({ createdFrom }) => source.has(idIn(createdFrom)))
    const ownShipments = from(shipments, new Set([id]))
    const ownInvoices = from(invoices, new Set([id]))
    const ownReturns = new Set(from(returns, new Set([id])).map(row => row.id))
    const ordered = sum(
      own.flatMap(row => listOf(row['item'])).filter(line => line['isClosed'] !== true),
      line => Number(line['quantity'] ?? 0),
    )
    return {
      orderId,
      shipped: sum(ownShipments, pieces),
      billedUnits: sum(ownInvoices, pieces),
      open: ordered - sum(ownShipments, pieces),
      billed: sum(ownInvoices, row => cents(row['total'])),
      credited: sum(
        credits.filter(({ otherRefNum }) => otherRefNum === orderId),
        row => cents(row['total']),
      ),
      received: sum(from(receipts, ownReturns), pieces),
    }
  })
}

/** The same, worked out from what TikTok says and from the rules alone. */
const expectedIn = ({ world, lives: all }: LivedWorld): Promise<readonly Documents[]> =>
  Promise.all(
    all.map(async lived => {
      const order = await world.shop.order(lived.orderId)
      const units = order.line_items.map((line, index) => ({
        line,
        bought: lived.life.units[index] ?? nothing,
      }))
      const live = units.filter(({ line }) => line.display_status !== 'CANCELLED')
      const refunded = units.filter(({ line }) => lived.refunded.has(line.id))
      const net = ({ bought }: { readonly bought: BoughtUnit }) => bought.price - bought.sellerDiscount
      const shipping = live.length === 0 ? 0 : lived.life.shipping
      return {
        orderId: lived.orderId,
        shipped: live.length,
        billedUnits: live.length,
        open: 0,
        billed: sum(live, net) + shipping,
        credited: sum(refunded, net) + (await shippingBack(world, lived)),
        received: lived.returned.size,
      }
    }),
  )

const nothing: BoughtUnit = { sku: 0, price: 0, sellerDiscount: 0, platformDiscount: 0 }

/** TikTok gives the buyer's shipping back with some returns: whatever it says in them. */
const shippingBack = async (world: LivedWorld['world'], { orderId }: LivedLife): Promise<number> =>
  sum(
    (await world.shop.list('returns')).filter(row => row['order_id'] === orderId),
    row => {
      const refund = row['refund_amount']
      return typeof refund === 'object' && refund !== null && 'refund_shipping_fee' in refund
        ? cents(refund['refund_shipping_fee'])
        : 0
    },
  )

/** What TikTok showed is never more than NetSuite had for sale, whatever of the orders NetSuite knew by then. */
const oversold = ({ shown }: LivedWorld) => shown.flat().filter(sku => sku.shown > sku.forSale)

/** At the end both sides say the same of all three SKUs. */
const differing = ({ shown }: LivedWorld) => {
  const last = shown.at(-1) ?? []
  expect(last).toHaveLength(3)
  return last.filter(sku => sku.shown !== sku.forSale)
}

/** Over the whole shop: what customers owe, and what lies in the warehouse. */
const booksOf = async ({ world }: LivedWorld) => ({
  receivable: sum(world.netsuite.ledger.balancesBy({ by: 'entity' }), ({ balance }) => cents(balance)),
  gone: stockAtStart - sum(world.netsuite.stock.levels(), ({ onHand }) => onHand),
})

const expectedBooks = async (lived: LivedWorld) => {
  const documents = await expectedIn(lived)
  return {
    receivable: sum(documents, ({ billed, credited }) => billed - credited),
    gone: sum(documents, ({ shipped, received }) => shipped - received),
  }
}

/** Three SKUs, each at both locations. */
const stockAtStart = 3 * (500 + 120)
