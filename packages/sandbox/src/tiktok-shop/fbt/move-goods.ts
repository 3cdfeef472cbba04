import { asJson, type Json } from '../../json.js'
import { isListed } from '../aftersales/list-filter.js'
import { availableOf, committedOf, findSku, setAvailable, stockKey } from '../inventory/stock.js'
import { paginate } from '../paginate.js'
import type { Shop } from '../shop.js'
import type { ShopCall } from '../shop-call.js'
import { walkByPlace } from '../walk-by-place.js'
import type { World } from '../world.js'
import type { movementTypes } from './fbt-records.js'
import { fbtWarehouses, goodsIdOf } from './goods.js'

export const defectiveOf = (shop: Shop, skuId: string, fbtId: string): number =>
  shop.fbt.defective.get(stockKey(skuId, fbtId)) ?? 0

export interface GoodsMovement {
  readonly skuId: string
  readonly fbtWarehouseId: string
  /** Positive when goods come in. */
  readonly by: number
  readonly goodsType?: 'NORMAL' | 'DEFECTIVE'
  readonly order: { readonly id: string; readonly type: (typeof movementTypes)[number] }
}

/**
 * Moves stock in a warehouse of TikTok's, keeps the record of it and tells whoever listens.
 *
 * @throws {Error} when the SKU is not kept there, or when less than nothing would be left
 */
export const moveGoods = (world: World, movement: GoodsMovement): void => {
  const { skuId, fbtWarehouseId, by, goodsType = 'NORMAL' } = movement
  const warehouse = fbtWarehouses(world.shop).find(({ fbtId }) => fbtId === fbtWarehouseId)?.row
  const available = warehouse && availableOf(world.shop, skuId, warehouse.id)
  if (warehouse === undefined || available === undefined)
    throw new Error(`SKU ${skuId} is not kept in the FBT warehouse ${fbtWarehouseId}.`)
  if (goodsType === 'NORMAL') {
    if (available + by < 0) throw new Error(`Only ${available} of SKU ${skuId} are there.`)
    setAvailable(world, skuId, warehouse.id, available + by)
  } else {
    const left = defectiveOf(world.shop, skuId, fbtWarehouseId) + by
    if (left < 0) throw new Error(`Fewer defective units of SKU ${skuId} are there.`)
    world.shop.fbt.defective.set(stockKey(skuId, fbtWarehouseId), left)
  }
  recordMovement(world, movement)
}

/** Keeps the record of a movement that has just been done, and sends topic 24. */
export const recordMovement = (
  world: World,
  { skuId, fbtWarehouseId, by, goodsType = 'NORMAL', order }: GoodsMovement,
): void => {
  const { shop } = world
  const { product, sku } = findSku(shop, skuId) ?? {}
  const onHand = onHandOf(shop, skuId, fbtWarehouseId)
  const final = goodsType === 'NORMAL' ? onHand.total_quantity : defectiveOf(shop, skuId, fbtWarehouseId)
  const goodsId = goodsIdOf(skuId)
  shop.fbt.inventoryRecords.push({
    create_time: world.nowSecs,
    fbt_warehouse_id: fbtWarehouseId,
    goods: { id: goodsId, name: product?.title ?? '', reference_code: sku?.seller_sku ?? '' },
    order: { ...order },
    inventory_goods_type: goodsType,
    initial_on_hand_quantity: final - by,
    changed_quantity: by,
    final_on_hand_quantity: final,
  })
  world.notify(24, {
    goods_id: goodsId,
    sku_id: skuId,
    fbt_warehouse_inventory: [{ fbt_warehouse_id: fbtWarehouseId, on_hand_detail: onHand }],
    update_time: world.nowSecs,
  })
}

/** What can be sold and what orders hold. */
const onHandOf = (shop: Shop, skuId: string, fbtWarehouseId: string) => {
  const warehouseId = fbtWarehouses(shop).find(({ fbtId }) => fbtId === fbtWarehouseId)?.row.id ?? ''
  const available = availableOf(shop, skuId, warehouseId) ?? 0
  const reserved = committedOf(shop, skuId, warehouseId)
  return {
    total_quantity: available + reserved,
    reserved_quantity: reserved,
    available_quantity: available,
  }
}

/** Search Inventory Records: every movement, the oldest first. */
export const searchInventoryRecords = (call: ShopCall): Json => {
  const { shop, body } = call
  const [from, until] = [body['create_time_ge'], body['create_time_le']]
  const { rows, nextPageToken, totalCount } = paginate(call, {
    ...walkByPlace(shop.fbt.inventoryRecords, row => row.goods.id),
    isWanted: ({ row }) =>
      isListed(body['fbt_warehouse_ids'], row.fbt_warehouse_id) &&
      isListed(body['goods_ids'], row.goods.id) &&
      (typeof from !== 'number' || row.create_time >= from) &&
      (typeof until !== 'number' || row.create_time <= until),
  })
  return {
    inventory_records: rows.map(({ row }) => asJson(row)),
    next_page_token: nextPageToken,
    total_count: totalCount,
  }
}
