import type { Hono } from 'hono'
import { z } from 'zod'
import { inboundStatuses, movementTypes } from '../fbt/fbt-records.js'
import { moveInbound, planInbound, receiveInbound } from '../fbt/inbound.js'
import { moveGoods } from '../fbt/move-goods.js'
import { availableOf, committedOf, setAvailable } from '../inventory/stock.js'
import { type TikTokShopAdminParts, worldFor } from './admin-parts.js'

const quantity = z.number().int().nonnegative()

/** Stock as somebody sets it in Seller Center, and what TikTok's warehouses do. */
export const addStockRoutes = (admin: Hono, parts: TikTokShopAdminParts): void => {
  admin.get('/shops/:shop/stock', context => {
    const { shop } = worldFor(parts, context)
    const skuId = context.req.query('skuId')
    return context.json({
      stock: [...shop.products.all()].flatMap(product =>
        product.skus
          .filter(sku => skuId === undefined || sku.id === skuId)
          .flatMap(sku =>
            sku.inventory.map(({ warehouse_id, quantity: available }) => ({
              skuId: sku.id,
              sellerSku: sku.seller_sku ?? '',
              warehouseId: warehouse_id,
              available,
              committed: committedOf(shop, sku.id, warehouse_id),
            })),
          ),
      ),
    })
  })
  admin.put('/shops/:shop/stock', async context => {
    const world = worldFor(parts, context)
    const asked = z
      .strictObject({ skuId: z.string(), warehouseId: z.string(), available: quantity })
      .parse(await context.req.json())
    if (availableOf(world.shop, asked.skuId, asked.warehouseId) === undefined)
      throw new Error(`SKU ${asked.skuId} is not kept in the warehouse ${asked.warehouseId}.`)
    setAvailable(world, asked.skuId, asked.warehouseId, asked.available)
    return context.body(null, 204)
  })

  admin.post('/shops/:shop/fbt/inbound-orders', async context => {
    const asked = z
      .strictObject({
        fbtWarehouseId: z.string(),
        goods: z.array(z.strictObject({ skuId: z.string(), quantity: z.number().int().positive() })).min(1),
      })
      .parse(await context.req.json())
    return context.json(planInbound(worldFor(parts, context), asked.fbtWarehouseId, asked.goods), 201)
  })
  admin.post('/shops/:shop/fbt/inbound-orders/:id/receive', async context => {
    const world = worldFor(parts, context)
    const { goods } = z
      .strictObject({
        goods: z
          .array(z.strictObject({ skuId: z.string(), quantity, defective: quantity.optional() }))
          .min(1),
      })
      .parse(await context.req.json())
    return context.json(receiveInbound(world, inboundFor(world.shop, context.req.param('id')), goods))
  })
  admin.post('/shops/:shop/fbt/inbound-orders/:id/status', async context => {
    const world = worldFor(parts, context)
    const { status } = z.strictObject({ status: z.enum(inboundStatuses) }).parse(await context.req.json())
    return context.json(moveInbound(world, inboundFor(world.shop, context.req.param('id')), status))
  })
  // Counts, disposals, losses: anything that moves stock without an order.
  admin.post('/shops/:shop/fbt/movements', async context => {
    const world = worldFor(parts, context)
    const { type, ...asked } = z
      .strictObject({
        skuId: z.string(),
        fbtWarehouseId: z.string(),
        by: z.number().int(),
        goodsType: z.enum(['NORMAL', 'DEFECTIVE']).default('NORMAL'),
        type: z.enum(movementTypes),
      })
      .parse(await context.req.json())
    moveGoods(world, { ...asked, order: { id: world.newId('OBF'), type } })
    return context.json(world.shop.fbt.inventoryRecords.at(-1) ?? {}, 201)
  })
}

const inboundFor = (shop: ReturnType<typeof worldFor>['shop'], id: string) => {
  const found = shop.fbt.inboundOrders.get(id)
  if (!found) throw new Error(`There is no inbound order "${id}".`)
  return found
}
