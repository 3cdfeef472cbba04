import { defineHook, type HookResult, type JsonObject } from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import { takeNeeds } from './allocate-units.js'
import { needsByUnit, type OrderUnit, shopOrder, soldUnit, unitsOf } from './order-units.js'

const orderLine = z.looseObject({
  itemid: z.string().optional(),
  quantity: z.string().default('0'),
  quantityshiprecv: z.string().default('0'),
  isclosed: z.string().default('F'),
})

const input = z.strictObject({
  order: shopOrder,
  units: z.array(soldUnit),
  lines: z.array(orderLine),
})

/** The units to cancel on TikTok because their lines are closed in NetSuite; none that has left, none twice. */
export const toCancellationHook = defineHook({
  over: 'record',
  summary:
    'The units of an order to cancel on TikTok, because NetSuite has closed their lines before they were shipped.',
  answer: { type: 'object', properties: { unitIds: { type: 'array', items: { type: 'string' } } } },
  run: ({ record, arguments: given }) => planCancellation(input.parse(given), record),
})

const planCancellation = (
  { order, units: sold, lines }: z.infer<typeof input>,
  record: JsonObject,
): HookResult => {
  const live = unitsOf(order, needsByUnit(sold)).filter(({ state }) => state !== 'cancelled')
  const closed = sumOf(lines, line =>
    line.isclosed === 'T' ? Number(line.quantity) - Number(line.quantityshiprecv) : 0,
  )
  // What NetSuite has shipped or still means to ship; what has left on TikTok takes of it first.
  const wanted = sumOf(lines, line => Number(line.isclosed === 'T' ? line.quantityshiprecv : line.quantity))
  const inOrder = [
    ...live.filter(({ state }) => state === 'shipped'),
    ...live.filter(({ state }) => state === 'open'),
  ]
  const unwanted = inOrder
    .filter(unit => !takeNeeds(unit, wanted))
    .filter(({ needs }) => needs.some(({ sku }) => (closed.get(sku) ?? 0) > 0))
    .filter(unit => takeClosed(unit, closed))
  if (unwanted.length === 0) return { skip: 'TikTok has nothing left of what NetSuite has closed' }
  const gone = unwanted.filter(({ state }) => state === 'shipped')
  if (gone.length > 0)
    return {
      failure: {
        kind: 'invalid',
        message: `${gone.length} unit(s) of order ${order.id} have left on TikTok, and NetSuite has closed their lines`,
        hint: 'Open the lines again and ship them, or wait for the goods to come back as a return.',
      },
    }
  if (order.is_buyer_request_cancel === true)
    return {
      failure: {
        kind: 'conflict',
        message: `the buyer asks to cancel order ${order.id}, and TikTok takes no other cancellation until that is answered`,
        hint: 'Answer the request; this is tried again by itself.',
      },
    }
  // Gifts go with what was bought: alone they are not left.
  const rest = live.filter(unit => !unwanted.includes(unit))
  const all = rest.every(({ isGift, state }) => isGift && state === 'open') ? live : unwanted
  return { record, answer: { unitIds: all.map(({ id }) => id) } }
}

/** Closed pieces answer for the units they are part of; a unit of which no piece is closed is not touched. */
const takeClosed = ({ needs }: OrderUnit, closed: Map<string, number>): boolean => {
  const touched = needs.filter(({ sku }) => (closed.get(sku) ?? 0) > 0)
  for (const { sku, pieces } of touched) closed.set(sku, (closed.get(sku) ?? 0) - pieces)
  return touched.length > 0
}

type OrderLine = z.infer<typeof orderLine>

const sumOf = (lines: readonly OrderLine[], piecesOf: (line: OrderLine) => number): Map<string, number> => {
  const sums = new Map<string, number>()
  for (const line of lines) {
    const pieces = piecesOf(line)
    if (line.itemid !== undefined && pieces > 0) sums.set(line.itemid, (sums.get(line.itemid) ?? 0) + pieces)
  }
  return sums
}
