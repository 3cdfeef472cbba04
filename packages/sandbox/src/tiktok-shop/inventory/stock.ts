import type { Order, OrderLine } from '../orders/order.js'
import type { Product, ProductSku } from '../products/product.js'
import type { Shop } from '../shop.js'
import type { World } from '../world.js'

export const stockKey = (skuId: string, warehouseId: string): string => `${skuId}/${warehouseId}`

export const findSku = (shop: Shop, skuId: string): { product: Product; sku: ProductSku } | undefined => {
  const product = shop.products.get(shop.productIdOfSku.get(skuId) ?? '')
  const sku = product?.skus.find(({ id }) => id === skuId)
  return product && sku ? { product, sku } : undefined
}

/** Units that could be sold from one warehouse; undefined when the SKU is not kept there. */
export const availableOf = (shop: Shop, skuId: string, warehouseId: string): number | undefined =>
  findSku(shop, skuId)?.sku.inventory.find(stock => stock.warehouse_id === warehouseId)?.quantity

export const committedOf = (shop: Shop, skuId: string, warehouseId: string): number =>
  shop.committed.get(stockKey(skuId, warehouseId)) ?? 0

export const setAvailable = (world: World, skuId: string, warehouseId: string, quantity: number): void => {
  const found = findSku(world.shop, skuId)
  if (!found) return
  const change = (sku: ProductSku): ProductSku =>
    sku.id === skuId
      ? {
          ...sku,
          inventory: sku.inventory.map(stock =>
            stock.warehouse_id === warehouseId ? { ...stock, quantity } : stock,
          ),
        }
      : sku
  world.shop.products.put({ ...found.product, skus: found.product.skus.map(change) })
}

/** Lines may name a warehouse of their own; else the order's is meant. */
const warehouseOf = (order: Order, line: OrderLine): string => line.warehouse_id ?? order.warehouse_id ?? ''

const moveUnits = (
  world: World,
  order: Order,
  line: OrderLine,
  availableBy: number,
  committedBy: number,
): void => {
  const warehouseId = warehouseOf(order, line)
  const available = availableOf(world.shop, line.sku_id, warehouseId)
  // Stock that the shop does not keep in this sandbox, such as of a seeded order without products, does not move.
  if (available === undefined) return
  if (availableBy !== 0) setAvailable(world, line.sku_id, warehouseId, available + availableBy)
  const key = stockKey(line.sku_id, warehouseId)
  world.shop.committed.set(key, Math.max(0, committedOf(world.shop, line.sku_id, warehouseId) + committedBy))
}

/** An order was placed: units leave what is for sale, also while the order is held. */
export const commitUnits = (world: World, order: Order, lines: readonly OrderLine[]): void => {
  for (const line of lines) moveUnits(world, order, line, -1, 1)
}

/** A line was cancelled before it was shipped: its unit is for sale again. */
export const releaseUnits = (world: World, order: Order, lines: readonly OrderLine[]): void => {
  for (const line of lines) moveUnits(world, order, line, 1, -1)
}

/** Units left the warehouse. */
export const shipUnits = (world: World, order: Order, lines: readonly OrderLine[]): void => {
  for (const line of lines) moveUnits(world, order, line, 0, -1)
}

/** The first line that the stock does not cover, when the whole order is taken. */
export const findShortage = (shop: Shop, order: Order): OrderLine | undefined => {
  const wanted = new Map<string, number>()
  return order.line_items.find(line => {
    const warehouseId = warehouseOf(order, line)
    const key = stockKey(line.sku_id, warehouseId)
    const count = (wanted.get(key) ?? 0) + 1
    wanted.set(key, count)
    const available = availableOf(shop, line.sku_id, warehouseId)
    return available !== undefined && available < count
  })
}
