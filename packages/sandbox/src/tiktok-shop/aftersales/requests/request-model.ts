import type { Json, JsonObject } from '../../../json.js'
import { isJsonObject } from '../../../json.js'
import type { Shop } from '../../shop.js'
import type { ReturnOrder } from '../aftersale.js'

/**
 * The after-sales model of 2026: a request of the buyer, with a return merchandise authorization once goods may come back. The
 * sandbox keeps returns and shows each as a request of its own; how the platform's ids relate is not documented.
 */
export const requestIdOf = (row: ReturnOrder): string => `6${row.return_id}`
export const rmaIdOf = (row: ReturnOrder): string => `7${row.return_id}`

const inReview = new Set([
  'RETURN_OR_REFUND_REQUEST_PENDING',
  'REPLACEMENT_REQUEST_PENDING',
  'AWAITING_BUYER_RESPONSE',
])

export const requestStatusOf = (row: ReturnOrder): string =>
  inReview.has(row.return_status) ? 'PENDING_REQUEST_REVIEW' : 'REQUEST_REVIEW_COMPLETED'

/** Where the parcel is; undefined while there is no authorization to send one. */
export const rmaStatusOf = (shop: Shop, row: ReturnOrder, nowSecs: number): string | undefined => {
  switch (row.return_status) {
    case 'AWAITING_BUYER_SHIP':
      return 'AWAITING_BUYER_RETURN'
    case 'BUYER_SHIPPED_ITEM': {
      // The older model has one status for the way and for the look into the box; the newer one tells them apart.
      const arrives = row.update_time + (shop.settings.buyerShipsReturnAfterSecs ?? 0)
      return nowSecs < arrives ? 'RETURN_IN_TRANSIT' : 'PENDING_PACKAGE_REVIEW'
    }
    default:
      return wasShippedBack(shop, row) ? 'PACKAGE_REVIEW_COMPLETED' : undefined
  }
}

const wasShippedBack = (shop: Shop, row: ReturnOrder): boolean =>
  (shop.returnRecords.get(row.return_id) ?? []).some(({ event }) => event === 'BUYER_SHIPPED_ITEM')

/** Lines as requests, authorizations and topic 67 list them. */
export const toRequestLines = (row: ReturnOrder) =>
  row.return_line_items.map(line => ({
    main_order_id: row.order_id,
    return_line_item_id: textOr(line['return_line_item_id']),
    sku_id: textOr(line['sku_id']),
    sku_return_request_id: row.return_id,
  }))

const textOr = (value: unknown): string => (typeof value === 'string' ? value : '')

const sharedMembers = [
  'return_id',
  'order_id',
  'return_type',
  'return_status',
  'role',
  'return_reason',
  'return_reason_text',
  'shipment_type',
  'handover_method',
  'return_method',
  'return_tracking_number',
  'return_provider_id',
  'return_provider_name',
  'arbitration_status',
  'buyer_rejected_partial_refund',
  'seller_proposed_return_type',
  'is_quick_refund',
  'refund_amount',
  'return_line_items',
  'seller_next_action_response',
  'reshipment_order_id',
  'exchange_order_lines',
  'create_time',
  'update_time',
] as const

/** A return as the newer model lists it: some members under other names. */
export const toSkuReturnRequest = (row: ReturnOrder): JsonObject => {
  const given: Readonly<Record<string, unknown>> = row
  const shared = Object.fromEntries(
    sharedMembers.flatMap(name => (given[name] === undefined ? [] : [[name, given[name] as Json]])),
  )
  const offer = given['partial_refund']
  return {
    ...shared,
    ...(typeof given['can_buyer_keep_item'] === 'boolean'
      ? { buyer_keep_item: given['can_buyer_keep_item'] }
      : {}),
    ...(isJsonObject(offer)
      ? {
          partial_refund_amount: {
            currency: offer['currency'] ?? '',
            partial_refund_total: offer['amount'] ?? '',
          },
        }
      : {}),
  }
}
