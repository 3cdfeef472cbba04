import type { CallContext, ImportResult } from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import type { SplitPackage } from '../../resources/fulfillment/fulfillment.js'
import type { TikTokShopClient } from '../../tiktok-shop-client.js'
import { toJson } from '../to-json.js'
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
  /** The package whose number is wrong; needed where the order has several. */
  package_id: z.string().optional(),
  /** The lines in it, by which a change that was done without an answer is recognised. */
  order_line_item_ids: z.array(z.string()).optional(),
  tracking_number: z.string().min(1),
  shipping_provider_id: z.string().min(1),
})

const splitPayload = z.object({
  order_id: z.string(),
  /** Each group of lines becomes a package; `id` is the caller's own name for it. */
  groups: z.array(z.object({ id: z.string(), order_line_item_ids: z.array(z.string()).min(1) })).min(2),
})

/** Ships orders (`markShipped`, for US, UK, EU and JP) or packages (`ship`, elsewhere), splits them, or corrects tracking. */
export const shipment = defineTarget(
  'Shipments: an order marked as shipped, a package handed over or split, or tracking corrected.',
  {
    markShipped: defineOperation(markShippedPayload, (client, payload, _item, context) => ({
      creates: true,
      findDone: () => findShippedLines(client, payload, context),
      write: async () => {
        const { order_id: orderId, ...rest } = payload
        const shipped = await client.fulfillment.markShipped(orderId, rest, context)
        return written('created', shipped.package_id ?? orderId, toJson(shipped))
      },
    })),
    ship: defineOperation(shipPayload, (client, payload, _item, context) => ({
      findDone: () => findShippedPackage(client, payload, context),
      write: async () => {
        const { package_id: packageId, ...handover } = payload
        await client.packages.ship(packageId, handover, context)
        return written('updated', packageId)
      },
    })),
    updateShippingInfo: defineOperation(updatePayload, (client, payload, _item, context) => ({
      findDone: () => findShippedLines(client, payload, context),
      write: async () => {
        const { order_id: orderId, package_id: packageId } = payload
        const info = {
          tracking_number: payload.tracking_number,
          shipping_provider_id: payload.shipping_provider_id,
        }
        if (packageId === undefined) await client.fulfillment.updateShippingInfo(orderId, info, context)
        else await client.packages.updateShippingInfo(packageId, info, context)
        return written('updated', packageId ?? orderId)
      },
    })),
    // A second split would not be refused: it would make new packages of the ones that are there.
    split: defineOperation(splitPayload, (client, payload, _item, context) => ({
      looksFirst: true,
      findDone: () => findSplitLines(client, payload, context),
      write: async () => {
        const { order_id: orderId, groups } = payload
        const packages = await client.fulfillment.split(orderId, { splittable_groups: groups }, context)
        return written('updated', orderId, { packages: packages.map(toGroup) })
      },
    })),
  },
)

const toGroup = ({ id = '', splittable_group_id: group = '' }: SplitPackage) => ({ id, group })

/** The packages that the groups are in, where each has one of its own already. */
const findSplitLines = async (
  client: TikTokShopClient,
  { order_id: orderId, groups }: z.infer<typeof splitPayload>,
  context: CallContext,
): Promise<ImportResult | undefined> => {
  const [order] = await client.orders.get([orderId], context)
  const lines = order?.line_items ?? []
  const packages = groups.map(({ id: group, order_line_item_ids: ids }) => {
    const inside = lines.filter(({ id }) => ids.includes(id ?? ''))
    return { group, ids: [...new Set(inside.map(line => line.package_id ?? ''))] }
  })
  const distinct = new Set(packages.flatMap(({ ids }) => ids))
  if (distinct.has('') || distinct.size < groups.length) return undefined
  if (packages.some(({ ids }) => ids.length !== 1)) return undefined
  return written('unchanged', orderId, {
    packages: packages.map(({ group, ids: [id = ''] }) => ({ id, group })),
  })
}

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
