import type { JsonObject } from '@tiktok-ns/flow-engine'
import { recordSchemas } from '../../generated/record-schemas.js'
import type { FbtInboundOrder } from '../../resources/fbt/fbt.js'
import { toJson } from '../to-json.js'
import { toInclusiveBounds } from './products.js'
import { inPieces, type Resource, seconds, text, toBounds, toOnePage, whereOf } from './resource.js'

/** "Get Inbound Order" says nothing of how many ids it takes; these fit into any URL. */
const maxIdsPerCall = 20

/**
 * Goods on their way to TikTok's warehouses. TikTok has no list of them: an order is heard of by its notification (type 21), else
 * when the first of its goods are received.
 */
export const fbtInboundOrders: Resource = {
  description: {
    summary:
      "Orders that bring goods to TikTok's own warehouses (Fulfilled by TikTok), with what was planned and what was received, by when goods of them were received.",
    record: {
      ...recordSchemas.fbtInboundOrder,
      properties: {
        ...recordSchemas.fbtInboundOrder.properties,
        status: text,
        update_time: { type: 'integer' },
      },
    },
    where: whereOf({ create_time_ge: seconds, create_time_le: seconds }),
    cursorFields: { update_time: 'epoch-seconds' },
    idField: 'id',
    maxPageSize: maxIdsPerCall,
  },
  async *exportPages(client, { ids, where, window, pageSize = maxIdsPerCall }, context) {
    if (ids !== undefined) {
      for (const piece of inPieces(ids, maxIdsPerCall))
        yield* toOnePage((await client.fbt.inboundOrders(piece, context)).map(order => toRecord(order)))
      return
    }
    const filter = { ...where, ...toInclusiveBounds(toBounds(window, 'create_time')) }
    const receivedAt = new Map<string, number>()
    for await (const { order, create_time: at = 0 } of client.fbt.inventoryRecords(filter, context)) {
      if (order?.type !== 'INBOUND_ORDER' || order.id === undefined) continue
      receivedAt.set(order.id, Math.max(receivedAt.get(order.id) ?? 0, at))
    }
    for (const piece of inPieces([...receivedAt.keys()], Math.min(pageSize, maxIdsPerCall))) {
      const orders = await client.fbt.inboundOrders(piece, context)
      yield* toOnePage(orders.map(order => toRecord(order, receivedAt.get(order.id ?? ''))))
    }
  },
}

/** The order as it is now: its status is what its log says last. */
const toRecord = (order: FbtInboundOrder, receivedAt = 0): JsonObject => {
  const logs = order.order_operation_logs ?? []
  const last = logs.reduce(
    (latest, log) => ((log.operate_time ?? 0) >= (latest?.operate_time ?? 0) ? log : latest),
    logs[0],
  )
  return toJson({
    ...order,
    status: last?.order_status ?? '',
    update_time: Math.max(receivedAt, last?.operate_time ?? order.create_time ?? 0),
  })
}
