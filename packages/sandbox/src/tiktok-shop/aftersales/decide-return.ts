import type { JsonObject } from '../../json.js'
import { ApiRefusal } from '../api-refusal.js'
import type { World } from '../world.js'
import type { ReturnOrder } from './aftersale.js'
import { findOrder } from './cancellations.js'
import { moveReturn, offerPartialRefund } from './move-return.js'
import { placeReplacement } from './place-follow-up.js'
import { reasonsOf } from './reasons.js'
import { refundOfLines } from './refund-of-lines.js'

/** The seller approves a request, in one of the ways that its status and type allow. */
export const approve = (
  world: World,
  row: ReturnOrder,
  decision: string,
  {
    buyerKeepsItem = false,
    partialRefund = {},
  }: { readonly buyerKeepsItem?: boolean; readonly partialRefund?: JsonObject },
): undefined => {
  checkDecidable(row)
  switch (`${decision} ${row.return_status}`) {
    case 'APPROVE_REFUND RETURN_OR_REFUND_REQUEST_PENDING':
      if (row.return_type !== 'REFUND') throw new ApiRefusal(25020004)
      moveReturn(world, row, 'RETURN_OR_REFUND_REQUEST_SUCCESS', 'SELLER')
      return
    case 'APPROVE_RETURN RETURN_OR_REFUND_REQUEST_PENDING':
      if (row.return_type !== 'RETURN_AND_REFUND') throw new ApiRefusal(25020004)
      moveReturn(
        world,
        { ...row, can_buyer_keep_item: buyerKeepsItem },
        buyerKeepsItem ? 'RETURN_OR_REFUND_REQUEST_SUCCESS' : 'AWAITING_BUYER_SHIP',
        'SELLER',
      )
      return
    case 'APPROVE_RECEIVED_PACKAGE BUYER_SHIPPED_ITEM':
    case 'DIRECT_REFUND RETURN_OR_REFUND_REQUEST_PENDING':
    case 'DIRECT_REFUND AWAITING_BUYER_SHIP':
    case 'DIRECT_REFUND BUYER_SHIPPED_ITEM':
      moveReturn(world, row, 'RETURN_OR_REFUND_REQUEST_SUCCESS', 'SELLER')
      return
    case 'APPROVE_REPLACEMENT REPLACEMENT_REQUEST_PENDING':
      moveReturn(world, row, 'REPLACEMENT_REQUEST_COMPLETE', 'SELLER')
      placeReplacement(world, row)
      return
    case 'ISSUE_REPLACEMENT_REFUND REPLACEMENT_REQUEST_PENDING': {
      const order = findOrder(world, row.order_id)
      const ids = new Set(row.return_line_items.map(line => line.order_line_item_id))
      const refund_amount = refundOfLines(
        order,
        order.line_items.filter(line => ids.has(line.id)),
      )
      moveReturn(world, { ...row, refund_amount }, 'REPLACEMENT_REQUEST_REFUND_SUCCESS', 'SELLER')
      return
    }
    case 'OFFER_PARTIAL_REFUND RETURN_OR_REFUND_REQUEST_PENDING':
      offerPartialRefund(world, row, partialRefund)
      return
    default:
      throw new ApiRefusal(25011012)
  }
}

/** The seller refuses a request, for a reason of the market's list. */
export const reject = (world: World, row: ReturnOrder, decision: string, reason: string): undefined => {
  checkDecidable(row)
  const kind = row.return_type === 'REFUND' ? 'refund' : 'return'
  const known = reasonsOf(world.shop.region, kind, 'sellerReject')
  if (known.length > 0 && !known.some(({ key }) => key === reason)) throw new ApiRefusal(25001014)
  switch (`${decision} ${row.return_status}`) {
    case 'REJECT_REFUND RETURN_OR_REFUND_REQUEST_PENDING':
      if (row.return_type !== 'REFUND') throw new ApiRefusal(25020004)
      moveReturn(world, row, 'REFUND_OR_RETURN_REQUEST_REJECT', 'SELLER')
      return
    case 'REJECT_RETURN RETURN_OR_REFUND_REQUEST_PENDING':
      if (row.return_type !== 'RETURN_AND_REFUND') throw new ApiRefusal(25020004)
      moveReturn(world, row, 'REFUND_OR_RETURN_REQUEST_REJECT', 'SELLER')
      return
    case 'REJECT_RECEIVED_PACKAGE BUYER_SHIPPED_ITEM':
      moveReturn(world, row, 'REJECT_RECEIVE_PACKAGE', 'SELLER')
      return
    case 'REJECT_REPLACEMENT REPLACEMENT_REQUEST_PENDING':
      moveReturn(world, row, 'REPLACEMENT_REQUEST_REJECT', 'SELLER')
      return
    default:
      throw new ApiRefusal(25020010)
  }
}

const checkDecidable = (row: ReturnOrder): void => {
  if (row.arbitration_status === 'IN_PROGRESS') throw new ApiRefusal(25011010)
  if (row.return_status.endsWith('_CANCEL')) throw new ApiRefusal(25020009)
}
