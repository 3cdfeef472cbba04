import Big from 'big.js'

/** What the demo needs to know of a TikTok order to say, without the flow, what must become of it. */
export interface SeededOrder {
  readonly id: string
  readonly status: string
  readonly fulfillment_type?: string | undefined
  readonly is_sample_order?: boolean | undefined
  readonly is_replacement_order?: boolean | undefined
  readonly payment?: { readonly shipping_fee?: string | undefined } | undefined
  readonly line_items?:
    | readonly {
        readonly display_status?: string | undefined
        readonly original_price?: string | undefined
        readonly seller_discount?: string | undefined
      }[]
    | undefined
}

export interface ExpectedDocument {
  readonly orderId: string
  /** Decimal text with two places. */
  readonly total: string
  readonly units: number
}

const notYet = new Set(['UNPAID', 'ON_HOLD', 'CANCELLED'])

/**
 * What must stand in NetSuite once all orders are imported, worked out from the seed alone.
 *
 * This is the demo's second opinion: written from the accounting rules (original price minus the seller's discount, plus the
 * shipping the buyer pays; nothing for samples and replacements), not from the flow.
 */
export const expectedDocuments = (orders: readonly SeededOrder[]): readonly ExpectedDocument[] =>
  orders.filter(isImportable).map(order => ({
    orderId: order.id,
    total: totalOf(order).toFixed(2),
    units: liveUnits(order).length,
  }))

const isImportable = (order: SeededOrder): boolean =>
  !notYet.has(order.status) &&
  order.fulfillment_type !== 'FULFILLMENT_BY_TIKTOK' &&
  liveUnits(order).length > 0

const liveUnits = (order: SeededOrder) =>
  (order.line_items ?? []).filter(unit => unit.display_status !== 'CANCELLED')

const totalOf = (order: SeededOrder): Big => {
  if (order.is_sample_order === true || order.is_replacement_order === true) return new Big(0)
  return liveUnits(order).reduce(
    (total, unit) => total.plus(unit.original_price ?? '0').minus(unit.seller_discount ?? '0'),
    new Big(order.payment?.shipping_fee ?? '0'),
  )
}
