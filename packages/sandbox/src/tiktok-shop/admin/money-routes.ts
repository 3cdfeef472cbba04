import type { Hono } from 'hono'
import { z } from 'zod'
import { fromCents, toCents } from '../../cents.js'
import { amendStatement, closeStatement } from '../finance/close-statement.js'
import { finance, type SettledRow } from '../finance/finance-records.js'
import { failPayment } from '../finance/pay-statements.js'
import { addPending } from '../finance/settle-order.js'
import type { World } from '../world.js'
import { type TikTokShopAdminParts, worldFor } from './admin-parts.js'

const adjustment = z.strictObject({
  type: z.string(),
  amount: z.string(),
  orderId: z.string().default(''),
  /** Several rows may share one. */
  adjustmentId: z.string().optional(),
})

/** What TikTok does with money outside orders. */
export const addMoneyRoutes = (admin: Hono, parts: TikTokShopAdminParts): void => {
  // Penalties, advertising, reimbursements, later corrections. They come on the next statement.
  admin.post('/shops/:shop/finance/adjustments', async context => {
    const world = worldFor(parts, context)
    const row = toAdjustmentRow(world, adjustment.parse(await context.req.json()))
    addPending(world, row)
    return context.json({ id: row.row['id'] }, 201)
  })
  // The same on a statement that is closed and not yet paid: who has read it before has read something else.
  admin.post('/shops/:shop/statements/:id/adjustments', async context => {
    const world = worldFor(parts, context)
    const statement = world.shop.finance.statements.get(context.req.param('id'))
    if (!statement) throw new Error(`There is no statement "${context.req.param('id')}".`)
    const row = toAdjustmentRow(world, adjustment.parse(await context.req.json()))
    return context.json(amendStatement(world, statement, row).head, 201)
  })
  admin.post('/shops/:shop/finance/close-statement', context => {
    const closed = closeStatement(worldFor(parts, context))
    return context.json({ statementId: closed?.head.id ?? null })
  })
  // So many of the next payments fail, and are tried again later under another id.
  admin.put('/shops/:shop/finance/failing-payments', async context => {
    const { count } = z
      .strictObject({ count: z.number().int().nonnegative() })
      .parse(await context.req.json())
    worldFor(parts, context).shop.finance.failingPayments = count
    return context.body(null, 204)
  })
  // The bank sends a payment back.
  admin.post('/shops/:shop/payments/:id/fail', context => {
    const world = worldFor(parts, context)
    const payment = world.shop.finance.payments.get(context.req.param('id'))
    if (!payment) throw new Error(`There is no payment "${context.req.param('id')}".`)
    return context.json(failPayment(world, payment))
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
    const { currency, finance: kept } = world.shop
    const amount = fromCents(toCents(asked.amount, currency), currency)
    kept.withdrawals.set(id, { ...asked, id, amount, currency, create_time: world.nowSecs })
    return context.json({ id }, 201)
  })
}

const toAdjustmentRow = (world: World, asked: z.output<typeof adjustment>): SettledRow => {
  const { currency } = world.shop
  const amount = fromCents(toCents(asked.amount, currency), currency)
  const nothing = fromCents(0, currency)
  const id = world.newId('4045')
  return {
    row: {
      id,
      type: asked.type,
      adjustment_id: asked.adjustmentId ?? id,
      adjustment_order_id: asked.orderId,
      adjustment_amount: amount,
      settlement_amount: amount,
      revenue_amount: nothing,
      shipping_cost_amount: nothing,
      fee_tax_amount: nothing,
      reserve_amount: nothing,
    },
    skus: [],
  }
}
