import { defineHook, type HookResult, type JsonObject } from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import { type ItemFulfillment, isShipped, itemFulfillment, piecesOf } from './item-fulfillment.js'
import { needsByUnit, type OrderUnit, shopOrder, soldUnit, unitsOf } from './order-units.js'

const cancellation = z.looseObject({
  cancel_id: z.string(),
  order_id: z.string(),
  cancel_line_items: z.array(z.looseObject({ order_line_item_id: z.string() })).default([]),
  seller_next_action_response: z.array(z.looseObject({ deadline: z.number().optional() })).default([]),
})

const answer = z.enum(['approve', 'reject', 'leave'])

const input = z.strictObject({
  order: shopOrder,
  units: z.array(soldUnit),
  /** Whether NetSuite has the order at all. */
  isImported: z.boolean(),
  /** All shipments of the order, picked and packed ones too. */
  shipments: z.array(itemFulfillment),
  whenUnknown: answer,
  whenNothingShipped: answer,
  whenPicked: answer,
  whenShipped: answer,
})

/** How far NetSuite is with the units that a buyer wants to cancel. */
type Progress = 'unknown' | 'untouched' | 'picked' | 'shipped'

const words: Readonly<Record<Progress, string>> = {
  unknown: 'NetSuite does not have the order',
  untouched: 'nothing of it is picked',
  picked: 'it is picked or packed in NetSuite and has not left',
  shipped: 'it has been shipped in NetSuite',
}

/** What to answer a buyer who asks to cancel, by what NetSuite has done with the goods. */
export const toDecisionHook = defineHook({
  over: 'record',
  summary:
    'Whether to approve or reject what a buyer asks to cancel, by what NetSuite has picked and shipped.',
  answer: {
    type: 'object',
    properties: { decision: { type: 'string' }, because: { type: 'string' } },
  },
  run: ({ record, arguments: given }) => decide(cancellation.parse(record), input.parse(given), record),
})

const decide = (
  request: z.infer<typeof cancellation>,
  given: z.infer<typeof input>,
  record: JsonObject,
): HookResult => {
  const progress = progressOf(request, given)
  const decision = {
    unknown: given.whenUnknown,
    untouched: given.whenNothingShipped,
    picked: given.whenPicked,
    shipped: given.whenShipped,
  }[progress]
  if (decision !== 'leave') return { record, answer: { decision, because: words[progress] } }
  const deadline = request.seller_next_action_response.find(each => each.deadline !== undefined)?.deadline
  const until = deadline === undefined ? '' : ` until ${new Date(deadline * 1000).toISOString()}`
  return {
    failure: {
      kind: 'invalid',
      message: `the buyer asks to cancel ${request.cancel_line_items.length || 'all'} unit(s) of order ${request.order_id}: ${words[progress]}`,
      hint: `Decide in Seller Center${until}, after which TikTok approves it by itself.`,
    },
  }
}

/** Units of a SKU are alike: the ones asked for are free as long as so many have not been taken up. */
const progressOf = (request: z.infer<typeof cancellation>, given: z.infer<typeof input>): Progress => {
  if (!given.isImported) return 'unknown'
  const live = unitsOf(given.order, needsByUnit(given.units)).filter(({ state }) => state !== 'cancelled')
  const named = new Set(request.cancel_line_items.map(each => each.order_line_item_id))
  const asked = named.size === 0 ? live : live.filter(({ id }) => named.has(id))
  if (asked.some(({ state }) => state === 'shipped')) return 'shipped'
  const kept = live.filter(unit => !asked.includes(unit))
  if (fits(given.shipments, kept)) return 'untouched'
  return fits(given.shipments.filter(isShipped), kept) ? 'picked' : 'shipped'
}

/** Whether all that these shipments hold can be of units that stay. */
const fits = (shipments: readonly ItemFulfillment[], kept: readonly OrderUnit[]): boolean => {
  const room = new Map<string, number>()
  for (const { needs } of kept)
    for (const { sku, pieces } of needs) room.set(sku, (room.get(sku) ?? 0) + pieces)
  const taken = new Map<string, number>()
  for (const shipment of shipments)
    for (const [sku, pieces] of piecesOf(shipment)) taken.set(sku, (taken.get(sku) ?? 0) + pieces)
  return [...taken].every(([sku, pieces]) => pieces <= (room.get(sku) ?? 0))
}
