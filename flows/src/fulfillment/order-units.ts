import { z } from 'zod'

/** The part of a TikTok Shop order that shipping is about. Enum values and fields that are not known here are kept. */
export const shopOrder = z.looseObject({
  id: z.string(),
  status: z.string(),
  fulfillment_type: z.string().optional(),
  shipping_type: z.string().optional(),
  is_buyer_request_cancel: z.boolean().optional(),
  need_upload_invoice: z.string().optional(),
  line_items: z
    .array(
      z.looseObject({
        id: z.string(),
        display_status: z.string().optional(),
        package_id: z.string().optional(),
        tracking_number: z.string().optional(),
        shipping_provider_name: z.string().optional(),
        is_gift: z.boolean().optional(),
      }),
    )
    .default([]),
})
export type ShopOrder = z.infer<typeof shopOrder>

/** What one unit is made of in NetSuite: pieces of an item by its name. */
export interface Need {
  readonly sku: string
  readonly pieces: number
}

/** A unit, or a part of one, as the hook `orders.toUnits` gives it. */
export const soldUnit = z.looseObject({ unitId: z.string(), sku: z.string(), pieces: z.number() })

export const needsByUnit = (
  units: readonly z.infer<typeof soldUnit>[],
): ReadonlyMap<string, readonly Need[]> => {
  const needs = new Map<string, Need[]>()
  for (const { unitId, sku, pieces } of units) {
    const others = needs.get(unitId)
    if (others === undefined) needs.set(unitId, [{ sku, pieces }])
    else others.push({ sku, pieces })
  }
  return needs
}

/** One line item of TikTok's, which is one unit, with what it takes from NetSuite's stock. */
export interface OrderUnit {
  readonly id: string
  readonly state: 'open' | 'shipped' | 'cancelled'
  readonly packageId: string
  readonly trackingNumber: string
  readonly carrier: string
  readonly isGift: boolean
  readonly needs: readonly Need[]
}

/** Statuses of a unit that nobody has arranged to ship yet. */
const openStatuses = new Set(['UNPAID', 'ON_HOLD', 'AWAITING_SHIPMENT'])

/** The units of an order; `needsOf` says what each is in NetSuite. */
export const unitsOf = (
  { line_items: lines }: ShopOrder,
  needsOf: ReadonlyMap<string, readonly Need[]>,
): readonly OrderUnit[] =>
  lines.map(line => ({
    id: line.id,
    state: stateOf(line.display_status ?? ''),
    packageId: line.package_id ?? '',
    trackingNumber: line.tracking_number ?? '',
    carrier: line.shipping_provider_name ?? '',
    isGift: line.is_gift === true,
    needs: needsOf.get(line.id) ?? [],
  }))

const stateOf = (status: string): OrderUnit['state'] => {
  if (status === 'CANCELLED' || status === 'CANCEL') return 'cancelled'
  return openStatuses.has(status) ? 'open' : 'shipped'
}
