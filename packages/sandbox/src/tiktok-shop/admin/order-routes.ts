import type { Hono } from 'hono'
import { z } from 'zod'
import { cancelLines } from '../aftersales/cancel-lines.js'
import { requestCancel, withdrawCancellation } from '../aftersales/cancellations.js'
import { arbitrate, moveReturn } from '../aftersales/move-return.js'
import { placeExchange } from '../aftersales/place-follow-up.js'
import { requestReturn } from '../aftersales/returns.js'
import { changeOrder } from '../orders/change-order.js'
import { moveOrderOn, payOrder } from '../orders/move-order.js'
import { order } from '../orders/order.js'
import { placeOrder } from '../orders/place-order.js'
import type { World } from '../world.js'
import { orderFor, type TikTokShopAdminParts, worldFor } from './admin-parts.js'

const lineIds = z.array(z.string()).default([])

/** What buyers, carriers and TikTok do to orders, by other means than the API. */
export const addOrderRoutes = (admin: Hono, parts: TikTokShopAdminParts): void => {
  // A buyer orders: stock is taken at once, also while the order is unpaid or held.
  admin.post('/shops/:shop/orders', async context =>
    context.json(placeOrder(worldFor(parts, context), order.parse(await context.req.json())), 201),
  )
  admin.post('/shops/:shop/orders/:id/pay', context => {
    const world = worldFor(parts, context)
    return context.json(payOrder(world, orderFor(world, context)))
  })
  // The next thing that time would bring: end of the hold, the carrier's scan, delivery, the end of the after-sales period.
  admin.post('/shops/:shop/orders/:id/advance', context => {
    const world = worldFor(parts, context)
    return context.json(moveOrderOn(world, orderFor(world, context)))
  })
  admin.put('/shops/:shop/orders/:id/recipient-address', async context => {
    const world = worldFor(parts, context)
    const address = z.record(z.string(), z.json()).parse(await context.req.json())
    const changed = changeOrder(world, orderFor(world, context), {
      recipient_address: address,
      has_updated_recipient_address: true,
    })
    world.notify(3, { order_id: changed.id, update_time: changed.update_time })
    return context.json(changed)
  })
  // Whatever else a buyer or seller changes on an order: a message, a note, another delivery option.
  admin.patch('/shops/:shop/orders/:id', async context => {
    const world = worldFor(parts, context)
    const changes = z
      .record(z.string(), z.json())
      .refine(fields => !('id' in fields) && !('line_items' in fields) && !('status' in fields), {
        message: 'id, line_items and status change by what happens to the order, or by PUT',
      })
      .parse(await context.req.json())
    const before = orderFor(world, context)
    return context.json(changeOrder(world, before, order.parse({ ...before, ...changes })))
  })

  // Brazil: the seller handed the fiscal invoice in, or the tax office has answered.
  admin.put('/shops/:shop/orders/:id/invoice', async context => {
    const { status } = z
      .strictObject({ status: z.enum(['PROCESSING', 'SUCCESS', 'FAILED', 'INVALID']) })
      .parse(await context.req.json())
    const world = worldFor(parts, context)
    const changed = changeOrder(world, orderFor(world, context), {
      need_upload_invoice: invoiceStates[status],
    })
    world.notify(36, {
      package_id: changed.packages?.[0]?.id ?? '',
      order_ids: [changed.id],
      invoice_status: status,
      invalid_reason: status === 'INVALID' ? 'The number does not exist.' : '',
    })
    return context.json(changed)
  })

  admin.post('/shops/:shop/orders/:id/cancel-request', async context => {
    const asked = z.strictObject({ reason: z.string(), lineIds }).parse(await context.req.json())
    const world = worldFor(parts, context)
    return context.json(requestCancel(world, orderFor(world, context), asked.lineIds, asked.reason), 201)
  })
  // TikTok takes units out of an order: out of stock, refused, lost on the way.
  admin.post('/shops/:shop/orders/:id/cancel-lines', async context => {
    const asked = z
      .strictObject({ reason: z.string(), lineIds, by: z.enum(['SYSTEM', 'OPERATOR']).default('OPERATOR') })
      .parse(await context.req.json())
    const world = worldFor(parts, context)
    const found = orderFor(world, context)
    const ids = asked.lineIds.length > 0 ? asked.lineIds : found.line_items.map(line => line.id)
    return context.json(cancelLines(world, found, new Set(ids), { by: asked.by, reason: asked.reason }))
  })
  admin.post('/shops/:shop/cancellations/:id/withdraw', context => {
    const world = worldFor(parts, context)
    const request = world.shop.cancellations.get(context.req.param('id'))
    if (!request) throw new Error(`There is no cancellation "${context.req.param('id')}".`)
    withdrawCancellation(world, request)
    return context.body(null, 204)
  })
  admin.post('/shops/:shop/orders/:id/return-request', async context => {
    const asked = z
      .strictObject({
        type: z.enum(['REFUND', 'RETURN_AND_REFUND', 'REPLACEMENT']),
        reason: z.string(),
        lineIds,
      })
      .parse(await context.req.json())
    const world = worldFor(parts, context)
    return context.json(requestReturn(world, orderFor(world, context), asked.lineIds, asked), 201)
  })
  // The buyer ships, withdraws or answers an offer, or the platform decides: whatever brings the return into this status.
  admin.post('/shops/:shop/returns/:id/status', async context => {
    const asked = z
      .strictObject({
        status: z.string(),
        by: z.enum(['BUYER', 'SELLER', 'OPERATOR', 'SYSTEM']).default('BUYER'),
      })
      .parse(await context.req.json())
    const world = worldFor(parts, context)
    return context.json(moveReturn(world, returnFor(world, context.req.param('id')), asked.status, asked.by))
  })
  // The buyer takes other things for what comes back: an order of its own.
  admin.post('/shops/:shop/returns/:id/exchange', async context => {
    const { skuIds } = z.strictObject({ skuIds: z.array(z.string()).min(1) }).parse(await context.req.json())
    const world = worldFor(parts, context)
    return context.json(placeExchange(world, returnFor(world, context.req.param('id')), skuIds), 201)
  })
  // TikTok takes a rejected request over, and decides for one side or the other.
  admin.post('/shops/:shop/returns/:id/arbitration', async context => {
    const { status } = z
      .strictObject({ status: z.enum(['IN_PROGRESS', 'SUPPORT_BUYER', 'SUPPORT_SELLER', 'CLOSED']) })
      .parse(await context.req.json())
    const world = worldFor(parts, context)
    return context.json(arbitrate(world, returnFor(world, context.req.param('id')), status))
  })
}

/** What the order says of its invoice, by what topic 36 says. */
const invoiceStates = {
  PROCESSING: 'INVOICE_PROCESSING',
  SUCCESS: 'INVOICE_UPLOADED',
  FAILED: 'NEED_INVOICE',
  INVALID: 'NEED_INVOICE',
} as const

const returnFor = ({ shop }: World, id: string) => {
  const row = shop.returns.get(id)
  if (!row) throw new Error(`There is no return "${id}".`)
  return row
}
