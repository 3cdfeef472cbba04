import type { CallContext, ImportResult } from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import type { TikTokShopClient } from '../../tiktok-shop-client.js'
import { toJson } from '../to-json.js'
import { doOnce } from './do-once.js'
import { defineOperation, defineTarget, written } from './import-target.js'

const markShippedPayload = z.object({
  order_id: z.string(),
  tracking_number: z.string().min(1),
  shipping_provider_id: z.string().min(1),
  /** The lines in this package; none means the whole order. */
  order_line_item_ids: z.array(z.string()).optional(),
})

const shipPayload = z.object({
  package_id: z.string(),
  handover_method: z.string().optional(),
  pickup_slot: z.object({ start_time: z.number(), end_time: z.number() }).optional(),
  self_shipment: z
    .object({ tracking_number: z.string().min(1), shipping_provider_id: z.string().min(1) })
    .optional(),
})

const updatePayload = z.object({
  order_id: z.string(),
  tracking_number: z.string().min(1),
  shipping_provider_id: z.string().min(1),
})

/** Ships orders (`markShipped`, for US, UK, EU and JP) or packages (`ship`, elsewhere), or corrects tracking. */
export const shipment = defineTarget('Shipments: an order marked as shipped, or a package handed over.', {
  markShipped: defineOperation(markShippedPayload, (client, payload, item, context) =>
    doOnce(item, {
      findDone: () => findShippedLines(client, payload, context),
      write: async () => {
        const { order_id: orderId, ...rest } = payload
        const shipped = await client.fulfillment.markShipped(orderId, rest, context)
        return written('created', shipped.package_id ?? orderId, toJson(shipped))
      },
    }),
  ),
  ship: defineOperation(shipPayload, (client, payload, item, context) =>
    doOnce(item, {
      findDone: () => findShippedPackage(client, payload, context),
      write: async () => {
        const { package_id: packageId, ...handover } = payload
        await client.packages.ship(packageId, handover, context)
        return written('updated', packageId)
      },
    }),
  ),
  updateShippingInfo: defineOperation(updatePayload, (client, payload, item, context) =>
    doOnce(item, {
      findDone: () => findShippedLines(client, payload, context),
      write: async () => {
        const { order_id: orderId, ...info } = payload
        await client.fulfillment.updateShippingInfo(orderId, info, context)
        return written('updated', orderId)
      },
    }),
  ),
})

/** The package that these lines are in, where they carry this tracking number already. */
const findShippedLines = async (
  client: TikTokShopClient,
  {
    order_id: orderId,
    tracking_number: trackingNumber,
    order_line_item_ids: lineIds = [],
  }: z.infer<typeof markShippedPayload>,
  context: CallContext,
): Promise<ImportResult | undefined> => {
  const [order] = await client.orders.get([orderId], context)
  const lines = (order?.line_items ?? []).filter(({ id, display_status: status }) =>
    lineIds.length === 0 ? status !== 'CANCELLED' : lineIds.includes(id ?? ''),
  )
  const isDone = lines.length > 0 && lines.every(line => line.tracking_number === trackingNumber)
  return isDone ? written('unchanged', lines[0]?.package_id ?? orderId) : undefined
}

/** A package that is past `TO_FULFILL`, with the wanted tracking number where one is wanted. */
const findShippedPackage = async (
  client: TikTokShopClient,
  { package_id: packageId, self_shipment: own }: z.infer<typeof shipPayload>,
  context: CallContext,
): Promise<ImportResult | undefined> => {
  const found = await client.packages.get(packageId, context)
  const isShipped = /^(PROCESSING|FULFILLING|COMPLETED)$/.test(found.package_status ?? '')
  const isOurs = own === undefined || own.tracking_number === found.tracking_number
  return isShipped && isOurs ? written('unchanged', packageId) : undefined
}
