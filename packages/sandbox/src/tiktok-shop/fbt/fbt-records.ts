import { z } from 'zod'

/** Why the stock in a warehouse of TikTok's moved. */
export const movementTypes = [
  'INBOUND_ORDER',
  'RETURN_TO_SUPPLIER_ORDER',
  'DISPOSAL',
  'INVENTORY_STATUS_ADJUSTMENT_ORDER',
  'CONSIGN_ORDER',
  'INVENTORY_COUNT_ORDER',
  'FAILED_DELIVERY',
  'CUSTOMER_RETURN',
  'INVENTORY_QUANTITY_ADJUSTMENT_ORDER',
  'INVENTORY_TRANSFER_ORDER',
  'OUTBOUND_TRANSFER_ORDER',
  'FROZEN_ORDER',
] as const

/** A movement as FBT Inventory Records Search answers it. */
export const inventoryRecord = z.looseObject({
  create_time: z.number().int(),
  fbt_warehouse_id: z.string(),
  goods: z.looseObject({ id: z.string() }),
  order: z.strictObject({ id: z.string(), type: z.string() }),
  inventory_goods_type: z.enum(['NORMAL', 'DEFECTIVE']),
  changed_quantity: z.number().int(),
  initial_on_hand_quantity: z.number().int(),
  final_on_hand_quantity: z.number().int(),
})

export const inboundStatuses = [
  'WORKING',
  'READY_TO_SHIP',
  'TO_BE_RECEIVED',
  'ARRIVED_HUB',
  'INTERNAL_TRANSFER',
  'RECEIVING',
  'PARTIALLY_RECEIVED',
  'RECEIVED',
  'CANCELLED',
  'DELIVERED',
] as const

/** Goods on their way to TikTok, as Get Inbound Order answers them. */
export const inboundOrder = z.looseObject({
  id: z.string(),
  create_time: z.number().int(),
  warehouse: z.looseObject({ fbt_warehouse_id: z.string() }),
  planned_goods: z.array(
    z.looseObject({ id: z.string(), quantity: z.number().int(), sku_ids: z.array(z.string()) }),
  ),
  received_batches: z
    .array(
      z.looseObject({
        goods_id: z.string(),
        normal_quantity: z.number().int(),
        defective_quantity: z.number().int(),
      }),
    )
    .default([]),
  order_operation_logs: z
    .array(z.strictObject({ operate_time: z.number().int(), order_status: z.string() }))
    .default([]),
})

/** What TikTok keeps and does for the shop. */
export const fbt = z.strictObject({
  inventory_records: z.array(inventoryRecord).default([]),
  inbound_orders: z.array(inboundOrder).default([]),
  /** Units that cannot be sold, by `{sku id}/{fbt warehouse id}`. */
  defective: z.record(z.string(), z.number().int()).default({}),
})

export type InventoryRecord = z.output<typeof inventoryRecord>
export type InboundOrder = z.output<typeof inboundOrder>

/** The same, kept for quick asking. */
export interface Fbt {
  readonly inventoryRecords: InventoryRecord[]
  readonly inboundOrders: Map<string, InboundOrder>
  readonly defective: Map<string, number>
}

export const toFbt = (seed: z.output<typeof fbt>): Fbt => ({
  inventoryRecords: [...seed.inventory_records],
  inboundOrders: new Map(seed.inbound_orders.map(row => [row.id, row])),
  defective: new Map(Object.entries(seed.defective)),
})

export const toFbtSeed = (kept: Fbt): z.output<typeof fbt> => ({
  inventory_records: kept.inventoryRecords,
  inbound_orders: [...kept.inboundOrders.values()],
  defective: Object.fromEntries(kept.defective),
})
