import { toCents } from '../../cents.js'
import type { Json } from '../../json.js'
import { asJson, isJsonObject } from '../../json.js'
import { ApiRefusal } from '../api-refusal.js'
import { isLive } from '../orders/change-order.js'
import type { Order, OrderLine } from '../orders/order.js'
import { paginate } from '../paginate.js'
import type { ShopCall } from '../shop-call.js'
import type { World } from '../world.js'
import type { RefundAmount, ReturnOrder } from './aftersale.js'
import { findOrder, isWithin, wantedLines } from './cancellations.js'
import { approve, reject } from './decide-return.js'
import { isListed, textOf } from './list-filter.js'
import { moveReturn } from './move-return.js'
import { reasonLabel, reasonsOf } from './reasons.js'
import { refundOfLine, refundOfLines } from './refund-of-lines.js'

export type ReturnType = 'REFUND' | 'RETURN_AND_REFUND' | 'REPLACEMENT'

/** Create Return 202309 and 202602: the seller refunds; nobody needs to approve. */
export const createReturn = ({ world, body }: ShopCall): Json => {
  const order = findOrder(world, textOf(body['order_id']))
  const type = textOf(body['return_type'])
  if (type !== 'REFUND' && type !== 'RETURN_AND_REFUND')
    throw new ApiRefusal(36009004, 'param body.return_type is invalid')
  const isUs = world.shop.region === 'US'
  const allowed = order.status === 'DELIVERED' || (isUs && type === 'REFUND' && order.status === 'IN_TRANSIT')
  if (order.status === 'COMPLETED' || order.status === 'CANCELLED') throw new ApiRefusal(25001051)
  if (!allowed || (type === 'RETURN_AND_REFUND' && !isUs)) throw new ApiRefusal(25001021)
  const reason = textOf(body['return_reason'])
  const kind = type === 'REFUND' ? 'refund' : 'return'
  const known = reasonsOf(world.shop.region, kind, 'seller')
  if (known.length > 0 && !known.some(({ key }) => key === reason)) throw new ApiRefusal(25001014)
  const lines = wantedLines(order, body)
  checkReturnable(world, order, lines)
  const asked = openReturn(world, order, lines, { type, reason, by: 'SELLER' })
  const wanted = textOf(body['refund_total'])
  if (
    wanted !== '' &&
    toCents(wanted, world.shop.currency) > toCents(asked.refund_amount.refund_total, world.shop.currency)
  )
    throw new ApiRefusal(25005005)
  world.shop.returns.put(asked)
  const moved = moveReturn(
    world,
    asked,
    type === 'REFUND' ? 'RETURN_OR_REFUND_REQUEST_SUCCESS' : 'AWAITING_BUYER_SHIP',
    'SELLER',
  )
  return { return_id: moved.return_id, return_status: moved.return_status }
}

/** The buyer asks for a refund, a return or a replacement; the seller has to answer. */
export const requestReturn = (
  world: World,
  order: Order,
  lineIds: readonly string[],
  options: { readonly type: ReturnType; readonly reason: string },
): ReturnOrder => {
  const shippedOut = ['AWAITING_COLLECTION', 'IN_TRANSIT', 'DELIVERED']
  const allowed = options.type === 'REFUND' ? shippedOut : ['DELIVERED']
  if (!allowed.includes(order.status)) throw new ApiRefusal(25001021)
  const lines = order.line_items.filter(
    line => isLive(line) && (lineIds.length === 0 || lineIds.includes(line.id)),
  )
  checkReturnable(world, order, lines)
  const asked = openReturn(world, order, lines, { ...options, by: 'BUYER' })
  return moveReturn(
    world,
    asked,
    options.type === 'REPLACEMENT' ? 'REPLACEMENT_REQUEST_PENDING' : 'RETURN_OR_REFUND_REQUEST_PENDING',
    'BUYER',
  )
}

const checkReturnable = (world: World, order: Order, lines: readonly OrderLine[]): void => {
  if (lines.length === 0) throw new ApiRefusal(25001010)
  const taken = returnedLineIds(world, order.id)
  if (lines.some(line => taken.has(line.id))) throw new ApiRefusal(25001011)
}

const over = new Set([
  'RETURN_OR_REFUND_REQUEST_CANCEL',
  'REPLACEMENT_REQUEST_CANCEL',
  'REFUND_OR_RETURN_REQUEST_REJECT',
])

/** Lines with a return that is open or done. */
const returnedLineIds = (world: World, orderId: string): ReadonlySet<string> => {
  const ids = new Set<string>()
  for (const row of world.shop.returns.all()) {
    if (row.order_id !== orderId || over.has(row.return_status)) continue
    for (const line of row.return_line_items) ids.add(line.order_line_item_id)
  }
  return ids
}

const openReturn = (
  world: World,
  order: Order,
  lines: readonly OrderLine[],
  { type, reason, by }: { type: ReturnType; reason: string; by: 'BUYER' | 'SELLER' },
): ReturnOrder => ({
  return_id: world.newId('4037'),
  order_id: order.id,
  return_type: type,
  return_status: 'RETURN_OR_REFUND_REQUEST_PENDING',
  role: by,
  return_reason: reason,
  return_reason_text: reasonLabel(world.shop.region, reason),
  ...(type === 'RETURN_AND_REFUND'
    ? { shipment_type: 'PLATFORM', handover_method: 'DROP_OFF', return_method: 'BUYER_SHIPPED' }
    : {}),
  refund_amount: type === 'REPLACEMENT' ? nothing(order) : refundOfLines(order, lines),
  return_line_items: lines.map(line => ({
    return_line_item_id: world.newId('4038'),
    order_line_item_id: line.id,
    sku_id: line.sku_id,
    seller_sku: line.seller_sku ?? '',
    sku_name: line.sku_name ?? '',
    product_name: line.product_name ?? '',
    refund_amount: refundOfLine(order, line),
  })),
  seller_next_action_response: [],
  create_time: world.nowSecs,
  update_time: world.nowSecs,
})

const nothing = (order: Order): RefundAmount =>
  refundOfLines({ ...order, line_items: [], payment: { currency: order.payment?.['currency'] ?? 'USD' } }, [])

/** Search Returns 202309 and 202602. */
export const searchReturns = (call: ShopCall): Json => {
  const { shop, query, body } = call
  const field = query['sort_field'] === 'update_time' ? 'update_time' : 'create_time'
  const { rows, nextPageToken, totalCount } = paginate(call, {
    store: shop.returns,
    walk: options => shop.returns.walk(field, options),
    isWanted: row =>
      isListed(body['return_ids'], row.return_id) &&
      isListed(body['order_ids'], row.order_id) &&
      isListed(body['return_types'], row.return_type) &&
      isListed(body['return_status'], row.return_status) &&
      isListed(body['arbitration_status'], row.arbitration_status ?? '') &&
      isListed(body['buyer_user_ids'], shop.orders.get(row.order_id)?.user_id ?? '') &&
      isWithin(body, row),
    positionOf: row => ({ after: row[field], id: row.return_id }),
    descending: query['sort_order'] !== 'ASC',
    defaultPageSize: 10,
  })
  return { return_orders: rows.map(toListed), next_page_token: nextPageToken, total_count: totalCount }
}

/** The older interface knows nothing of exchanges: they show in the newer one. */
const toListed = ({ reshipment_order_id: _order, exchange_order_lines: _lines, ...row }: ReturnOrder): Json =>
  asJson(row)

/** Approve Return. */
export const approveReturn = ({ world, path, body }: ShopCall): undefined =>
  approve(world, findReturn(world, path['return_id']), textOf(body['decision']), {
    buyerKeepsItem: body['buyer_keep_item'] === true,
    partialRefund: isJsonObject(body['partial_refund']) ? body['partial_refund'] : {},
  })

/** Reject Return. */
export const rejectReturn = ({ world, path, body }: ShopCall): undefined =>
  reject(world, findReturn(world, path['return_id']), textOf(body['decision']), textOf(body['reject_reason']))

const findReturn = (world: World, id: string | undefined): ReturnOrder => {
  const row = world.shop.returns.get(id ?? '')
  if (!row) throw new ApiRefusal(25020005)
  return row
}

/** Get Return Records. */
export const readReturnRecords = ({ shop, path }: ShopCall): Json => ({
  records: (shop.returnRecords.get(path['return_id'] ?? '') ?? []).map(asJson),
})

/** Get Reject Reasons. */
export const readRejectReasons = ({ shop, query }: ShopCall): Json => {
  const id = textOf(query['return_or_cancel_id'])
  const row = shop.returns.get(id)
  const kind = shop.cancellations.get(id) ? 'cancel' : row?.return_type === 'REFUND' ? 'refund' : 'return'
  if (kind !== 'cancel' && !row) throw new ApiRefusal(25020005)
  return {
    reasons: reasonsOf(shop.region, kind, 'sellerReject').map(({ key, label }) => ({
      name: key,
      text: label,
    })),
  }
}

/** Calculate Refund 202309 and 202602: only computes. */
export const calculateRefund = ({ world, body }: ShopCall): Json => {
  const order = findOrder(world, textOf(body['order_id']))
  return { order_refund_amount: asJson(refundOfLines(order, wantedLines(order, body))) }
}

/** Get Aftersale Eligibility 202309 and 202602. */
export const readEligibility = ({ world, path, query }: ShopCall): Json => {
  const order = findOrder(world, path['order_id'] ?? '')
  const taken = returnedLineIds(world, order.id)
  const bySku = new Map<string, OrderLine[]>()
  for (const line of order.line_items) bySku.set(line.sku_id, [...(bySku.get(line.sku_id) ?? []), line])
  const statuses = eligibleStatuses(textOf(query['initiate_aftersale_user']) === 'BUYER', world.shop.region)
  return {
    sku_eligibility: [...bySku].map(([sku_id, lines]) => ({
      sku_id,
      line_item_eligibility: Object.entries(statuses).map(([request_type, allowed]) => {
        const eligible =
          allowed.includes(order.status) && lines.some(line => isLive(line) && !taken.has(line.id))
        return {
          request_type,
          eligible,
          ...(eligible
            ? {}
            : { ineligible_code: 25001021, ineligible_reason: 'Reason not match order status' }),
          order_line_items_ids: lines.map(line => line.id),
        }
      }),
    })),
  }
}

const eligibleStatuses = (isBuyer: boolean, region: string): Record<string, readonly string[]> =>
  isBuyer
    ? {
        CANCEL: ['UNPAID', 'ON_HOLD', 'AWAITING_SHIPMENT'],
        RETURN: ['AWAITING_COLLECTION', 'IN_TRANSIT', 'DELIVERED'],
        RETURN_AND_REFUND: ['DELIVERED'],
      }
    : {
        CANCEL: ['ON_HOLD', 'AWAITING_SHIPMENT', ...(region === 'US' ? ['AWAITING_COLLECTION'] : [])],
        RETURN: ['DELIVERED', ...(region === 'US' ? ['IN_TRANSIT'] : [])],
        RETURN_AND_REFUND: region === 'US' ? ['DELIVERED'] : [],
      }
