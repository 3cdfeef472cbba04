import type { Hono } from 'hono'
import { z } from 'zod'
import { fromCents, toCents } from '../../cents.js'
import { closeStatement } from '../finance/close-statement.js'
import { finance } from '../finance/finance-records.js'
import { addPending } from '../finance/settle-order.js'
import { type TikTokShopAdminParts, worldFor } from './admin-parts.js'

/** What TikTok does with money outside orders. */
export const addMoneyRoutes = (admin: Hono, parts: TikTokShopAdminParts): void => {
  // Penalties, advertising, reimbursements, later corrections. They come on the next statement.
  admin.post('/shops/:shop/finance/adjustments', async context => {
    const asked = z
      .strictObject({ type: z.string(), amount: z.string(), orderId: z.string().default('') })
      .parse(await context.req.json())
    const world = worldFor(parts, context)
    const amount = fromCents(toCents(asked.amount))
    const id = world.newId('4045')
    addPending(world, {
      row: {
        id,
        type: asked.type,
        adjustment_id: id,
        adjustment_order_id: asked.orderId,
        adjustment_amount: amount,
        settlement_amount: amount,
        revenue_amount: '0.00',
        shipping_cost_amount: '0.00',
        fee_tax_amount: '0.00',
        reserve_amount: '0.00',
      },
      skus: [],
    })
    return context.json({ id }, 201)
  })
  admin.post('/shops/:shop/finance/close-statement', context => {
    const closed = closeStatement(worldFor(parts, context))
    return context.json({ statementId: closed?.head.id ?? null })
  })
  // Identities that the answers break on purpose from now on.
  admin.put('/shops/:shop/finance/broken', async context => {
    const { broken } = z.strictObject({ broken: finance.shape.broken }).parse(await context.req.json())
    const kept = worldFor(parts, context).shop.finance.broken
    kept.clear()
    for (const identity of broken) kept.add(identity)
    return context.json({ broken })
  })
  admin.post('/shops/:shop/finance/withdrawals', async context => {
    const asked = z
      .strictObject({
        type: z.enum(['WITHDRAW', 'SETTLE', 'TRANSFER', 'REVERSE']),
        amount: z.string(),
        status: z.enum(['PROCESSING', 'SUCCESS', 'FAILED']).default('SUCCESS'),
      })
      .parse(await context.req.json())
    const world = worldFor(parts, context)
    const id = world.newId('3700')
    const amount = fromCents(toCents(asked.amount))
    world.shop.finance.withdrawals.set(id, {
      ...asked,
      id,
      amount,
      currency: world.shop.currency,
      create_time: world.nowSecs,
    })
    return context.json({ id }, 201)
  })
}
