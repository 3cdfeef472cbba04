import type { ReturnOrder } from '../aftersales/aftersale.js'
import type { Order, OrderLine } from '../orders/order.js'
import type { World } from '../world.js'
import { fbtWarehouses } from './goods.js'
import { moveGoods, recordMovement } from './move-goods.js'

const countBySku = (lines: readonly OrderLine[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const { sku_id } of lines) counts.set(sku_id, (counts.get(sku_id) ?? 0) + 1)
  return counts
}

/** The warehouse of TikTok's that an order is served from; undefined for the seller's own. */
const fbtWarehouseOf = ({ shop }: World, order: Order): string | undefined =>
  fbtWarehouses(shop).find(({ row }) => row.id === order.warehouse_id)?.fbtId

/** Units of an order have left a warehouse of TikTok's. */
export const recordConsignment = (world: World, order: Order, lines: readonly OrderLine[]): void => {
  const fbtWarehouseId = fbtWarehouseOf(world, order)
  if (fbtWarehouseId === undefined) return
  for (const [skuId, count] of countBySku(lines)) {
    const by = -count
    recordMovement(world, { skuId, fbtWarehouseId, by, order: { id: order.id, type: 'CONSIGN_ORDER' } })
  }
}

/** What a buyer sent back is on TikTok's shelf again. A seller puts back what comes to the own warehouse. */
export const receiveCustomerReturn = (world: World, row: ReturnOrder): void => {
  const order = world.shop.orders.get(row.order_id)
  const fbtWarehouseId = order && fbtWarehouseOf(world, order)
  if (order === undefined || fbtWarehouseId === undefined) return
  const ids = new Set(row.return_line_items.map(line => line.order_line_item_id))
  const lines = order.line_items.filter(line => ids.has(line.id))
  for (const [skuId, by] of countBySku(lines)) {
    moveGoods(world, { skuId, fbtWarehouseId, by, order: { id: row.return_id, type: 'CUSTOMER_RETURN' } })
  }
}
