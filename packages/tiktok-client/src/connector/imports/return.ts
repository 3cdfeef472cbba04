import type { ImportResult } from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import type { ReturnOrder } from '../../resources/aftersales/returns.js'
import { toJson } from '../to-json.js'
import { defineOperation, defineTarget, written } from './import-target.js'

const approvePayload = z.object({
  return_id: z.string(),
  decision: z.string(),
  buyer_keep_item: z.boolean().optional(),
  partial_refund: z.object({ amount: z.string(), currency: z.string() }).optional(),
})

const rejectPayload = z.object({
  return_id: z.string(),
  decision: z.string(),
  reject_reason: z.string(),
  comment: z.string().optional(),
})

/** Statuses that a decision leads to. A decision that is not listed is never taken for done. */
const statusesAfter: Readonly<Record<string, RegExp>> = {
  APPROVE_REFUND: /^RETURN_OR_REFUND_REQUEST_(SUCCESS|COMPLETE)$/,
  APPROVE_RETURN: /^(AWAITING_BUYER_SHIP|BUYER_SHIPPED_ITEM|RETURN_OR_REFUND_REQUEST_(SUCCESS|COMPLETE))$/,
  APPROVE_RECEIVED_PACKAGE: /^RETURN_OR_REFUND_REQUEST_(SUCCESS|COMPLETE)$/,
  APPROVE_REPLACEMENT: /^REPLACEMENT_REQUEST_COMPLETE$/,
  ISSUE_REPLACEMENT_REFUND: /^REPLACEMENT_REQUEST_REFUND_SUCCESS$/,
  OFFER_PARTIAL_REFUND: /^AWAITING_BUYER_RESPONSE$/,
  DIRECT_REFUND: /^RETURN_OR_REFUND_REQUEST_(SUCCESS|COMPLETE)$/,
  REJECT_REFUND: /^REFUND_OR_RETURN_REQUEST_REJECT$/,
  REJECT_RETURN: /^REFUND_OR_RETURN_REQUEST_REJECT$/,
  REJECT_RECEIVED_PACKAGE: /^REJECT_RECEIVE_PACKAGE$/,
  REJECT_REPLACEMENT: /^REPLACEMENT_REQUEST_REJECT$/,
}

/** Decides about returns and refunds that buyers ask for. */
export const returnTarget = defineTarget('Decisions about returns and refunds.', {
  approve: defineOperation(approvePayload, (client, { return_id: id, ...approval }, item, context) => ({
    findDone: async () => {
      const found = await client.returns.search({ return_ids: [id] }, context).all()
      return toUnchanged(found, approval.decision)
    },
    write: async () => {
      await client.returns.approve(id, approval, { ...context, idempotencyKey: item.idempotencyKey })
      return written('updated', id)
    },
  })),
  reject: defineOperation(rejectPayload, (client, { return_id: id, ...rejection }, item, context) => ({
    findDone: async () => {
      const found = await client.returns.search({ return_ids: [id] }, context).all()
      return toUnchanged(found, rejection.decision)
    },
    write: async () => {
      await client.returns.reject(id, rejection, { ...context, idempotencyKey: item.idempotencyKey })
      return written('updated', id)
    },
  })),
})

const toUnchanged = (found: readonly ReturnOrder[], decision: string): ImportResult | undefined => {
  const done = found.find(({ return_status: status = '' }) => statusesAfter[decision]?.test(status) ?? false)
  return done === undefined ? undefined : written('unchanged', done.return_id, toJson(done))
}
