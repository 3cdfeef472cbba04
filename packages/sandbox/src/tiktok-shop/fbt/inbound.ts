import { sumCents } from '../../cents.js'
import { asJson, type Json } from '../../json.js'
import { findSku } from '../inventory/stock.js'
import type { Shop } from '../shop.js'
import type { ShopCall } from '../shop-call.js'
import type { World } from '../world.js'
import type { InboundOrder, inboundStatuses } from './fbt-records.js'
import { fbtWarehouses, goodsIdOf } from './goods.js'
import { moveGoods } from './move-goods.js'

export interface PlannedGoods {
  readonly skuId: string
  readonly quantity: number
}

/** The seller sends goods to a warehouse of TikTok's. */
export const planInbound = (
  world: World,
  fbtWarehouseId: string,
  goods: readonly PlannedGoods[],
): InboundOrder => {
  const warehouse = fbtWarehouses(world.shop).find(({ fbtId }) => fbtId === fbtWarehouseId)
  if (!warehouse) throw new Error(`There is no FBT warehouse "${fbtWarehouseId}".`)
  const planned: InboundOrder = {
    id: world.newId('IBR'),
    type: 'REPLENISHMENT',
    merchant: { id: world.shop.id, name: world.shop.name },
    create_time: world.nowSecs,
    ship_time: world.nowSecs,
    warehouse: {
      fbt_warehouse_id: fbtWarehouseId,
      warehouse_ids: [warehouse.row.id],
      name: warehouse.row.name,
      type: 'PLATFORM_WAREHOUSE',
    },
    planned_goods: goods.map(({ skuId, quantity }) => {
      const found = findSku(world.shop, skuId)
      if (!found) throw new Error(`There is no SKU "${skuId}".`)
      return {
        id: goodsIdOf(skuId),
        name: found.product.title,
        reference_code: found.sku.seller_sku ?? '',
        quantity,
        sku_ids: [skuId],
      }
    }),
    received_batches: [],
    order_operation_logs: [],
  }
  return moveInbound(world, planned, 'TO_BE_RECEIVED')
}

/** What came out of the boxes; it may be less than was sent, and broken. */
export interface ReceivedGoods extends PlannedGoods {
  readonly defective?: number | undefined
}

/** TikTok counts what has come; anything short of the plan leaves the inbound order partly received. */
export const receiveInbound = (
  world: World,
  inbound: InboundOrder,
  goods: readonly ReceivedGoods[],
): InboundOrder => {
  const fbtWarehouseId = inbound.warehouse.fbt_warehouse_id
  const order = { id: inbound.id, type: 'INBOUND_ORDER' as const }
  for (const { skuId, quantity, defective = 0 } of goods) {
    if (quantity > 0) moveGoods(world, { skuId, fbtWarehouseId, by: quantity, order })
    if (defective > 0)
      moveGoods(world, { skuId, fbtWarehouseId, by: defective, goodsType: 'DEFECTIVE', order })
  }
  const received: InboundOrder = {
    ...inbound,
    actual_arrive_time: world.nowSecs,
    received_batches: [
      ...inbound.received_batches,
      ...goods.map(({ skuId, quantity, defective = 0 }) => ({
        id: world.newId('4235'),
        goods_id: goodsIdOf(skuId),
        normal_quantity: quantity,
        defective_quantity: defective,
        total_quantity: quantity + defective,
        product_ids: [world.shop.productIdOfSku.get(skuId) ?? ''],
        sku_ids: [skuId],
      })),
    ],
  }
  const isWhole = received.planned_goods.every(row => missingOf(received, row.id) <= 0)
  return moveInbound(world, received, isWhole ? 'RECEIVED' : 'PARTIALLY_RECEIVED')
}

/** Brings an inbound order into a status: topic 21. */
export const moveInbound = (
  world: World,
  inbound: InboundOrder,
  status: (typeof inboundStatuses)[number],
): InboundOrder => {
  const moved = {
    ...inbound,
    order_operation_logs: [
      ...inbound.order_operation_logs,
      { operate_time: world.nowSecs, order_status: status },
    ],
  }
  world.shop.fbt.inboundOrders.set(moved.id, moved)
  world.notify(21, { inbound_order_id: moved.id, order_status: status, update_time: world.nowSecs })
  return moved
}

/** Units still expected of one sort of goods. */
const missingOf = (inbound: InboundOrder, goodsId: string): number =>
  sumCents(inbound.planned_goods.filter(row => row.id === goodsId).map(row => row.quantity)) -
  sumCents(
    inbound.received_batches
      .filter(row => row.goods_id === goodsId)
      .map(row => row.normal_quantity + row.defective_quantity),
  )

const over = new Set(['RECEIVED', 'CANCELLED'])

/** Units of a SKU on their way to a warehouse. */
export const inTransitOf = (shop: Shop, skuId: string, fbtWarehouseId: string): number => {
  const open = [...shop.fbt.inboundOrders.values()].filter(
    row =>
      row.warehouse.fbt_warehouse_id === fbtWarehouseId &&
      !over.has(row.order_operation_logs.at(-1)?.order_status ?? ''),
  )
  return sumCents(open.map(row => Math.max(0, missingOf(row, goodsIdOf(skuId)))))
}

/** Get Inbound Order. Unknown ids are missing from the answer. */
export const readInboundOrders = ({ shop, query }: ShopCall): Json => {
  const ids = Array.isArray(query['ids']) ? query['ids'] : []
  return {
    inbound_orders: ids.flatMap(id => {
      const found = shop.fbt.inboundOrders.get(id)
      return found ? [asJson(found)] : []
    }),
  }
}
