import type { ImportResult } from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import type { Cancellation } from '../../resources/aftersales/cancellations.js'
import { toJson } from '../to-json.js'
import { defineOperation, defineTarget, written } from './import-target.js'

const createPayload = z.object({
  order_id: z.string(),
  cancel_reason: z.string(),
  order_line_item_ids: z.array(z.string()).optional(),
  skus: z.array(z.object({ sku_id: z.string(), quantity: z.number().int().min(1) })).optional(),
})

const approvePayload = z.object({ cancel_id: z.string() })

const rejectPayload = z.object({
  cancel_id: z.string(),
  reject_reason: z.string(),
  comment: z.string().optional(),
})

const isGranted = ({ cancel_status: status }: Cancellation): boolean =>
  /_(SUCCESS|COMPLETE)$/.test(status ?? '')

const isWithdrawnOrRefused = ({ cancel_status: status }: Cancellation): boolean =>
  /_CANCEL(LED)?$/.test(status ?? '')

/** Cancels orders for the seller, or decides about what buyers ask for. */
export const cancellation = defineTarget('Cancellations: made by the seller, or decided for the buyer.', {
  create: defineOperation(createPayload, (client, payload, _item, context) => ({
    creates: true,
    findDone: async () => {
      const found = await client.cancellations.search({ order_ids: [payload.order_id] }, context).all()
      return toUnchanged(found.find(each => !isWithdrawnOrRefused(each) && coversLines(each, payload)))
    },
    write: async () => {
      const created = await client.cancellations.create(payload, context)
      return written('created', created.cancel_id ?? payload.order_id, toJson(created))
    },
  })),
  approve: defineOperation(approvePayload, (client, { cancel_id: id }, item, context) => ({
    findDone: async () => {
      const found = await client.cancellations.search({ cancel_ids: [id] }, context).all()
      return toUnchanged(found.find(isGranted))
    },
    write: async () => {
      await client.cancellations.approve(id, { ...context, idempotencyKey: item.idempotencyKey })
      return written('updated', id)
    },
  })),
  reject: defineOperation(rejectPayload, (client, { cancel_id: id, ...rejection }, item, context) => ({
    findDone: async () => {
      const found = await client.cancellations.search({ cancel_ids: [id] }, context).all()
      return toUnchanged(found.find(isWithdrawnOrRefused))
    },
    write: async () => {
      await client.cancellations.reject(id, rejection, { ...context, idempotencyKey: item.idempotencyKey })
      return written('updated', id)
    },
  })),
})

/** Whether a cancellation is of the lines that are to be cancelled; one of SKUs by quantity cannot be told apart. */
const coversLines = (
  { cancel_line_items: lines = [] }: Cancellation,
  { order_line_item_ids: wanted = [] }: z.infer<typeof createPayload>,
): boolean => wanted.every(id => lines.some(({ order_line_item_id: line }) => line === id))

const toUnchanged = (found: Cancellation | undefined): ImportResult | undefined =>
  found === undefined ? undefined : written('unchanged', found.cancel_id, toJson(found))
