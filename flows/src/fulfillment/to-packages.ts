import { defineHook, type Failure, type HookResult, type JsonObject } from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import { type Allocation, allocateUnits, type Dispatch } from './allocate-units.js'
import { chooseCarrier, type ShippingProvider } from './choose-carrier.js'
import { explainSurplus } from './explain-surplus.js'
import {
  cleanNumbers,
  type ItemFulfillment,
  isShipped,
  itemFulfillment,
  piecesOf,
} from './item-fulfillment.js'
import { needsByUnit, type OrderUnit, shopOrder, soldUnit, unitsOf } from './order-units.js'
import { type PlannedPackage, planCorrections, planPackages } from './plan-packages.js'
import { readyPackage, shopPackage } from './ready-packages.js'

const memory = z.looseObject({ trackingNumbers: z.array(z.string()), unitIds: z.array(z.string()) })

const input = z.strictObject({
  order: shopOrder,
  /** What the order's units are in NetSuite, as the hook `orders.toUnits` gives them. */
  units: z.array(soldUnit),
  /** All shipments of the order. */
  shipments: z.array(itemFulfillment),
  /** What TikTok was told of each before, by the shop's key and the shipment's id. */
  told: z.record(z.string(), memory.nullable()).default({}),
  carriersOffered: z.array(z.looseObject({ id: z.string(), name: z.string() })).default([]),
  /** TikTok's packages of the order's units; where sellers hand over packages. */
  packages: z.array(shopPackage).default([]),
  /** Shipments of the other orders in these packages, by the order's external id. */
  companions: z.record(z.string(), z.array(itemFulfillment)).default({}),
  orderPrefix: z.string(),
  shop: z.string(),
  handsOver: z.boolean(),
  carriers: z.record(z.string(), z.string()),
  fallbackCarrier: z.string(),
  severalTrackingNumbers: z.enum(['first', 'spread', 'park']),
  trackingPattern: z.string(),
})

type Input = z.infer<typeof input>

/** What leaves the hook: the packages to tell TikTok of, and the numbers to correct. */
export const toPackagesHook = defineHook({
  over: 'record',
  summary:
    'The packages to tell TikTok of for a NetSuite shipment: units chosen so that none is told twice, tracking checked, carrier found.',
  answer: {
    type: 'object',
    properties: {
      unitIds: { type: 'array', items: { type: 'string' } },
      trackingNumbers: { type: 'array', items: { type: 'string' } },
      untold: { type: 'array', items: { type: 'string' } },
    },
  },
  run: ({ record, arguments: given }) =>
    planShipment(itemFulfillment.parse(record), input.parse(given), record),
})

const planShipment = (shipment: ItemFulfillment, given: Input, record: JsonObject): HookResult => {
  const { order } = given
  const toldOf = (id: string) => given.told[`${given.shop}-${id}`] ?? undefined
  const numbers = cleanNumbers(shipment)
  const odd = numbers.find(number => !new RegExp(given.trackingPattern).test(number))
  if (odd !== undefined) return { failure: oddNumber(odd, shipment) }
  const units = unitsOf(order, needsByUnit(given.units))
  const allocations = allocateUnits(
    units,
    given.shipments.map(each => toDispatch(each, toldOf(each.id))),
  )
  const own = allocations.get(shipment.id)
  if (own === undefined) return { failure: gone(shipment) }
  const isAllCancelled = units.every(({ state }) => state === 'cancelled')
  if (own.surplus.size > 0 || isAllCancelled) {
    const name = shipment.tranid ?? shipment.id
    const surplus = {
      orderId: order.id,
      shipment: name,
      surplus: own.surplus,
      units,
      trackingNumbers: numbers,
    }
    return { failure: explainSurplus(surplus) }
  }
  const hindrance = own.open.length === 0 ? undefined : hindranceOf(order)
  if (hindrance !== undefined) return { failure: hindrance }
  if (own.open.length === 0 && own.renumbered.length === 0)
    return { skip: 'TikTok knows of this shipment already' }
  if (numbers.length > 1 && given.severalTrackingNumbers === 'park' && own.open.length > 0)
    return { failure: severalNumbers(shipment, numbers) }

  const method = { id: shipment.shipmethod ?? '', name: shipment.shipmethodname ?? '' }
  const carrier = chooseCarrier(method, given.carriersOffered, given)
  if ('kind' in carrier) return { failure: carrier }
  const several = given.handsOver || given.severalTrackingNumbers !== 'spread' ? 'first' : 'spread'
  const planned = planPackages(own, numbers, several)
  const steps: JsonObject[] = []
  for (const each of planned) {
    const step = given.handsOver
      ? toHandOver(each, carrier, shipment, given, allocations, units)
      : toMark(each, carrier, order.id)
    if ('failure' in step || 'skip' in step) return step
    steps.push(step)
  }
  const former = toldOf(shipment.id) ?? { trackingNumbers: [], unitIds: [] }
  const corrections = planCorrections(own.renumbered, numbers, former.trackingNumbers).map(
    ({ packageId, trackingNumber, unitIds }) => ({
      order_id: order.id,
      package_id: packageId,
      order_line_item_ids: [...unitIds],
      tracking_number: trackingNumber,
      shipping_provider_id: carrier.id,
    }),
  )
  const shippedUnits = [...own.told, ...own.renumbered, ...own.open]
  const used = new Set([...own.told, ...own.renumbered].map(({ trackingNumber }) => trackingNumber))
  for (const { trackingNumber } of planned) used.add(trackingNumber)
  return {
    record: { ...record, packages: steps, corrections },
    answer: {
      unitIds: [...new Set([...former.unitIds, ...shippedUnits.map(({ id }) => id)])],
      trackingNumbers: [...new Set([...former.trackingNumbers, ...numbers])],
      untold: corrections.length > 0 ? [] : numbers.filter(number => !used.has(number)),
    },
  }
}

const toMark = (
  { trackingNumber, unitIds }: PlannedPackage,
  carrier: ShippingProvider,
  orderId: string,
): JsonObject => ({
  key: unitIds.join('-'),
  order_id: orderId,
  order_line_item_ids: [...unitIds],
  tracking_number: trackingNumber,
  shipping_provider_id: carrier.id,
})

const toHandOver = (
  planned: PlannedPackage,
  carrier: ShippingProvider,
  { id: dispatchId }: ItemFulfillment,
  { order, packages, companions, orderPrefix }: Input,
  allocations: ReadonlyMap<string, Allocation>,
  units: readonly OrderUnit[],
): JsonObject | { readonly failure: Failure } | { readonly skip: string } => {
  const ready = readyPackage({
    orderId: order.id,
    dispatchId,
    planned,
    packages,
    allocations,
    liveUnitIds: units.filter(({ state }) => state !== 'cancelled').map(({ id }) => id),
    hasLeft: (orderId, trackingNumber) =>
      (companions[`${orderPrefix}${orderId}`] ?? []).some(
        each => isShipped(each) && cleanNumbers(each).includes(trackingNumber),
      ),
  })
  const common = { ...toMark(planned, carrier, order.id) }
  switch (ready.kind) {
    case 'ready':
      return { ...common, package_id: ready.packageId }
    case 'split':
      return {
        ...common,
        group: ready.group,
        groups: ready.groups.map(group => ({
          ...group,
          order_line_item_ids: [...group.order_line_item_ids],
        })),
      }
    case 'wait':
      return {
        skip: `its package holds order ${ready.orderId} too, which NetSuite has not shipped under this number yet`,
      }
    case 'impossible':
      return {
        failure: {
          kind: 'invalid',
          message: ready.reason,
          hint: 'Ship these packages in Seller Center, or change the shipments in NetSuite to match, then retry.',
        },
      }
    default:
      return ready satisfies never
  }
}

const toDispatch = (shipment: ItemFulfillment, toldBefore: z.infer<typeof memory> | undefined): Dispatch => {
  return {
    id: shipment.id,
    pieces: piecesOf(shipment),
    trackingNumbers: cleanNumbers(shipment),
    ...(toldBefore ? { toldBefore } : {}),
  }
}

/** What stands in the way on TikTok's side. It passes, so the shipment is tried again by itself. */
const hindranceOf = (order: Input['order']): Failure | undefined => {
  if (order.is_buyer_request_cancel === true)
    return {
      kind: 'conflict',
      message: `the buyer asks to cancel order ${order.id}, and TikTok ships nothing until that is answered`,
      hint: 'Answer the request; the flow netsuite-decisions-to-tiktok-cancellations does it by what NetSuite has shipped.',
    }
  if (order.status === 'ON_HOLD' || order.status === 'UNPAID')
    return {
      kind: 'conflict',
      message: `order ${order.id} is ${order.status} on TikTok, and NetSuite has shipped it`,
      hint: 'It is told as soon as TikTok lets the order go. Stop the parcel if you can: the buyer may still cancel.',
    }
  if (order.need_upload_invoice === 'NEED_INVOICE' || order.need_upload_invoice === 'INVOICE_PROCESSING')
    return {
      kind: 'conflict',
      message: `order ${order.id} waits for its fiscal invoice (${order.need_upload_invoice})`,
      hint: 'Upload the invoice in Seller Center; the shipment is told once TikTok has accepted it.',
    }
  return undefined
}

const oddNumber = (number: string, { tranid, id }: ItemFulfillment): Failure => ({
  kind: 'invalid',
  message: `"${number.slice(0, 60)}" on shipment ${tranid ?? id} is no tracking number`,
  hint: 'Correct it in NetSuite: one number for each package, without the name of the carrier.',
})

const severalNumbers = ({ tranid, id }: ItemFulfillment, numbers: readonly string[]): Failure => ({
  kind: 'invalid',
  message: `shipment ${tranid ?? id} has ${numbers.length} tracking numbers (${numbers.join(', ')}), and NetSuite does not say what is in which parcel`,
  hint: 'Make one shipment for each parcel in NetSuite, or set severalTrackingNumbers to first or spread.',
})

const gone = ({ tranid, id }: ItemFulfillment): Failure => ({
  kind: 'conflict',
  message: `shipment ${tranid ?? id} is not among the shipped ones of its order any more`,
  hint: 'It was changed while it was read; it is tried again.',
})
