import type { Json } from '../../json.js'
import { ApiRefusal } from '../api-refusal.js'
import type { ShopCall } from '../shop-call.js'
import { textOf } from './list-filter.js'
import { reasonsOf } from './reasons.js'

/** Decisions and the status and type of request they are for. */
const returnDecisions: readonly (readonly [string, string, string | undefined])[] = [
  ['APPROVE_REFUND', 'RETURN_OR_REFUND_REQUEST_PENDING', 'REFUND'],
  ['APPROVE_RETURN', 'RETURN_OR_REFUND_REQUEST_PENDING', 'RETURN_AND_REFUND'],
  ['APPROVE_RECEIVED_PACKAGE', 'BUYER_SHIPPED_ITEM', undefined],
  ['APPROVE_REPLACEMENT', 'REPLACEMENT_REQUEST_PENDING', undefined],
  ['ISSUE_REPLACEMENT_REFUND', 'REPLACEMENT_REQUEST_PENDING', undefined],
  ['REJECT_REFUND', 'RETURN_OR_REFUND_REQUEST_PENDING', 'REFUND'],
  ['REJECT_RETURN', 'RETURN_OR_REFUND_REQUEST_PENDING', 'RETURN_AND_REFUND'],
  ['REJECT_RECEIVED_PACKAGE', 'BUYER_SHIPPED_ITEM', undefined],
  ['REJECT_REPLACEMENT', 'REPLACEMENT_REQUEST_PENDING', undefined],
]

/** Get Decision Eligibility 202601: what the seller may decide now, with the reasons for a refusal. */
export const readDecisionEligibility = ({ shop, query }: ShopCall): Json => {
  const id = textOf(query['return_or_cancel_id'])
  const cancellation = shop.cancellations.get(id)
  const row = shop.returns.get(id)
  if (!cancellation && !row) throw new ApiRefusal(25020005)
  const wanted = Array.isArray(query['check_decisions']) ? query['check_decisions'] : []
  const kind = cancellation ? 'cancel' : row?.return_type === 'REFUND' ? 'refund' : 'return'
  const reasons = reasonsOf(shop.region, kind, 'sellerReject').map(({ key, label }) => ({
    name: key,
    text: label,
  }))
  const isPending = cancellation?.cancel_status === 'CANCELLATION_REQUEST_PENDING'
  const all = cancellation
    ? ['APPROVE_REQUEST_CANCEL', 'REJECT_REQUEST_CANCEL'].map(decision => ({ decision, eligible: isPending }))
    : returnDecisions.map(([decision, status, type]) => ({
        decision,
        eligible: row?.return_status === status && (type === undefined || row.return_type === type),
      }))
  return {
    decisions: all
      .filter(({ decision }) => wanted.length === 0 || wanted.includes(decision))
      .map(({ decision, eligible }) => ({
        decision,
        eligible,
        ...(eligible
          ? {}
          : { ineligible_code: 25020003, ineligible_reason: new ApiRefusal(25020003).message }),
        ...(decision.startsWith('REJECT') && eligible ? { available_reject_reasons: reasons } : {}),
      })),
  }
}
