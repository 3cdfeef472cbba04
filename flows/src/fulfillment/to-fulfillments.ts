import { defineHook, type Failure, type HookResult, type JsonObject } from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import { assignStock, balance } from './assign-stock.js'
import { cleanNumbers, type ItemFulfillment, itemFulfillment, piecesOf } from './item-fulfillment.js'
import { needsByUnit, type OrderUnit, shopOrder, soldUnit, unitsOf } from './order-units.js'

const salesOrder = z.looseObject({
  id: z.string(),
  tranid: z.string().optional(),
  lines: z
    .array(
      z.looseObject({
        line: z.string(),
        item: z.string().optional(),
        itemid: z.string().optional(),
        quantity: z.string().default('0'),
        quantityshiprecv: z.string().default('0'),
        isclosed: z.string().default('F'),
      }),
    )
    .default([]),
})
type SalesOrder = z.infer<typeof salesOrder>

const input = z.strictObject({
  order: shopOrder,
  units: z.array(soldUnit),
  /** Null where NetSuite does not have the order yet. */
  salesOrder: salesOrder.nullable(),
  /** Shipments of the order that NetSuite has. */
  shipments: z.array(itemFulfillment),
  /** What stands before a package's id in the external id of its shipment. */
  prefix: z.string(),
  /** Location that the goods leave from; blank where the order's lines say it. */
  location: z.string(),
  /** Whether TikTok ships; else a shipment that NetSuite lacks was made by hand. */
  tiktokShips: z.boolean(),
  sellerPackages: z.enum(['ignore', 'report', 'adopt']),
  /** Lots, serial numbers and bins on hand, by internal id of the item; only where they are to be assigned. */
  balances: z.record(z.string(), z.array(balance)).default({}),
})
type Input = z.infer<typeof input>

/** Goods that left in one package, as TikTok tells it. */
interface SentPackage {
  readonly id: string
  readonly externalId: string
  readonly trackingNumber: string
  readonly carrier: string
  readonly pieces: ReadonlyMap<string, number>
}

/** The shipments that NetSuite lacks for what TikTok has shipped, and the tracking that its own lack. */
export const toFulfillmentsHook = defineHook({
  over: 'record',
  summary:
    'The shipments to make in NetSuite for packages that TikTok knows as shipped, and tracking for those that NetSuite made itself; each piece once.',
  answer: { type: 'object', properties: { packages: { type: 'integer' } } },
  run: ({ record, arguments: given }) => planFulfillments(input.parse(given), record),
})

const planFulfillments = (given: Input, record: JsonObject): HookResult => {
  const { order, shipments, tiktokShips, sellerPackages } = given
  const sent = sentPackages(given)
  if (sent.length === 0) return { skip: 'nothing of the order has been shipped' }
  if (given.salesOrder === null) return { failure: notImported(order.id) }
  const missing = sent.filter(each => !shipments.some(own => isOf(own, each, given.prefix)))
  if (missing.length === 0) return { skip: 'NetSuite has every package as a shipment' }

  // Shipments the warehouse made for TikTok's labels wait for their number.
  const waiting = shipments.filter(own => cleanNumbers(own).length === 0)
  const track: JsonObject[] = []
  const make: SentPackage[] = []
  for (const each of missing) {
    const index = waiting.findIndex(own => samePieces(piecesOf(own), each.pieces))
    const [own] = index < 0 ? [] : waiting.splice(index, 1)
    if (own === undefined) make.push(each)
    else track.push({ id: own.id, tracking_number: each.trackingNumber, carrier: each.carrier })
  }
  if (!tiktokShips && make.length > 0 && sellerPackages === 'report')
    return { failure: byHand(order.id, make) }
  const planned = planMakes(make, given.salesOrder, given)
  if ('failure' in planned) return planned
  return { record: { ...record, make: planned.documents, track }, answer: { packages: sent.length } }
}

const sentPackages = ({ order, units, prefix }: Input): readonly SentPackage[] => {
  const byPackage = new Map<string, OrderUnit[]>()
  for (const unit of unitsOf(order, needsByUnit(units))) {
    if (unit.state !== 'shipped' || unit.packageId === '') continue
    const others = byPackage.get(unit.packageId)
    if (others === undefined) byPackage.set(unit.packageId, [unit])
    else others.push(unit)
  }
  // One package may hold several orders, and each order has a shipment of its own.
  const suffix = order['split_or_combine_tag'] === 'COMBINED' ? `-${order.id}` : ''
  return [...byPackage].map(([id, inside]) => {
    const pieces = new Map<string, number>()
    for (const { needs } of inside)
      for (const need of needs) pieces.set(need.sku, (pieces.get(need.sku) ?? 0) + need.pieces)
    const [first] = inside
    return {
      id,
      externalId: `${prefix}${id}${suffix}`,
      trackingNumber: first?.trackingNumber ?? '',
      carrier: first?.carrier ?? '',
      pieces,
    }
  })
}

/** A shipment made from a package is that package's alone; one that NetSuite made is known by its number. */
const isOf = (
  shipment: ItemFulfillment,
  { externalId, trackingNumber }: SentPackage,
  prefix: string,
): boolean => {
  const own = shipment.externalid?.toLowerCase() ?? ''
  if (own.startsWith(prefix.toLowerCase())) return own === externalId.toLowerCase()
  return trackingNumber !== '' && cleanNumbers(shipment).includes(trackingNumber)
}

const samePieces = (one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean =>
  one.size === other.size && [...one].every(([sku, count]) => other.get(sku) === count)

/** Each package's lines from what is open on the order, so that two packages never take the same piece. */
const planMakes = (
  packages: readonly SentPackage[],
  order: SalesOrder,
  { location, balances }: Input,
): { readonly documents: readonly JsonObject[] } | { readonly failure: Failure } => {
  const open = order.lines
    .filter(({ isclosed }) => isclosed !== 'T')
    .map(({ line, item = '', itemid = '', quantity, quantityshiprecv }) => ({
      line: Number(line),
      item,
      sku: itemid,
      left: Number(quantity) - Number(quantityshiprecv),
    }))
    .filter(({ left }) => left > 0)
  const stock = assignStock(balances, location)
  const documents: JsonObject[] = []
  for (const each of packages) {
    const items: JsonObject[] = []
    const offered = open.filter(({ left }) => left > 0).map(({ line }) => line)
    for (const [sku, pieces] of each.pieces) {
      let wanted = pieces
      for (const line of open.filter(candidate => candidate.sku === sku && candidate.left > 0)) {
        const quantity = Math.min(wanted, line.left)
        if (quantity === 0) break
        const assigned = stock.take(line.item, quantity)
        if ('failure' in assigned) return assigned
        line.left -= quantity
        wanted -= quantity
        items.push({
          orderLine: line.line,
          quantity,
          itemReceive: true,
          ...(location === '' ? {} : { location: { id: location } }),
          ...assigned.detail,
        })
      }
      if (wanted > 0) return { failure: nothingOpen(each, sku, wanted, order) }
    }
    const named = new Set(items.map(item => item['orderLine']))
    const others = offered
      .filter(line => !named.has(line))
      .map(orderLine => ({ orderLine, itemReceive: false }))
    documents.push({
      external_id: each.externalId,
      tracking_number: each.trackingNumber,
      carrier: each.carrier,
      items: [...items, ...others],
    })
  }
  return { documents }
}

const notImported = (orderId: string): Failure => ({
  kind: 'conflict',
  message: `TikTok has shipped order ${orderId}, and NetSuite does not have it yet`,
  hint: 'It is tried again by itself; see whether the order is parked in the order flow.',
})

const byHand = (orderId: string, packages: readonly SentPackage[]): Failure => ({
  kind: 'invalid',
  message: `order ${orderId} left under ${packages.map(each => `${each.trackingNumber} (${each.carrier})`).join(', ')} on TikTok, and NetSuite has no such shipment`,
  hint: 'Somebody shipped it in Seller Center, or the shipment was deleted in NetSuite. Make it there with this number, or set sellerPackages to adopt.',
})

const nothingOpen = (
  { trackingNumber }: SentPackage,
  sku: string,
  pieces: number,
  order: SalesOrder,
): Failure => ({
  kind: 'invalid',
  message: `the package ${trackingNumber} holds ${pieces} of ${sku} more than is open on ${order.tranid ?? order.id}`,
  hint: 'The lines are closed or on another shipment in NetSuite; correct them there, then retry.',
})
